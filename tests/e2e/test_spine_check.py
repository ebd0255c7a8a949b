"""`gridward demo --check` walks through an installation of its own and leaves nothing behind."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.disks import new_folder
from support.launcher import soon

_STEPS = (
    "Install", "Import", "Build", "Publish", "Staff", "Work", "Claim", "Call and flag", "Flag first in Today",
    "Check in, outcome, promise", "Seat and cockpit", "A stranger", "First contact",
    "Policy service", "Activities", "Recommendation",
)  # fmt: skip

_SOMEBODYS = {
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/theirs",
    "gridward_database_url": "postgresql://nobody@127.0.0.1:1/theirs",
    "GRIDWARD_DATA_DIR": "/nowhere/theirs",
    "GRIDWARD_KEY_FILE": "/nowhere/their.key",
    "GRIDWARD_MESSAGES": "console",
    "GRIDWARD_METRICS_PORT": "1",
    "GRIDWARD_SECURE_COOKIES": "true",
    "GRIDWARD_MIN_FREE_MB": "999999999",
}
"""The settings of the installation on whose machine it is checked: none of them may be used."""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where temporary files go."""
    made = new_folder("gridward-walk-")
    yield made
    shutil.rmtree(made)


def _check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "gridward.cli.main", "demo", "--check", *arguments]
    environment = {**os.environ, **_SOMEBODYS, "TMPDIR": str(folder)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_it_walks_to_the_end_and_leaves_nothing(folder: Path) -> None:
    done = _check(folder, "--customers", "2000", "--cells", "4")
    assert done.returncode == 0, done.stdout + done.stderr
    assert [step for step in _STEPS if f"\n{step} " not in done.stdout] == []
    # Who watches over the database ends a moment after it.
    assert list(folder.iterdir()) == [] and soon(lambda: not _running(folder))


def test_the_first_thing_that_is_broken_ends_it(folder: Path, small_city: Path, tmp_path: Path) -> None:
    nothing = tmp_path / "extract"
    nothing.mkdir()
    (nothing / "customers.csv").write_text("客户号,姓名,通讯地址\n")
    done = _check(folder, "--extract", str(nothing), "--districts", str(small_city / "districts.geojson"))
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "Import is broken" in done.stdout and "Build" not in done.stdout
    # Who watches over the database ends a moment after it.
    assert list(folder.iterdir()) == [] and soon(lambda: not _running(folder))


def _running(folder: Path) -> list[str]:
    """What still runs with the folder in its command line."""
    lines = [_command_line(path) for path in Path("/proc").glob("[0-9]*/cmdline")]
    return [line for line in lines if str(folder) in line]


def _command_line(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:  # ended meanwhile, or not ours to look at
        return ""
