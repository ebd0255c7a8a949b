"""A cluster that another major version of PostgreSQL made: it is left alone, and served again by its own."""

from pathlib import Path

import psycopg
import pytest

from gridward.kernel.errors import Unavailable
from gridward.platform.postgres import embedded, status
from gridward.platform.postgres.binaries import choose
from support.launcher import ask, programs_of

_OTHER = {"system": "wheel", "wheel": "system"}


@pytest.fixture(params=["system", "wheel"])
def maker_and_other(request: pytest.FixtureRequest) -> tuple[Path, Path]:
    """Two folders with programs of different major versions."""
    maker, other = programs_of(request.param), programs_of(_OTHER[request.param])
    if maker is None or other is None:
        pytest.skip("no PostgreSQL of version 15 or newer is installed on this machine beside the wheel's")
    return maker, other


def files(folder: Path) -> dict[Path, tuple[int, int]]:
    return {
        path: (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()
    }


def test_it_is_left_alone_and_served_again_by_its_own(
    folder: Path, maker_and_other: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    maker, other = maker_and_other
    monkeypatch.setenv("GRIDWARD_PG_BIN", str(maker))
    with embedded(folder) as server, psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    data = folder / "postgres" / "data"
    made_by = int((data / "PG_VERSION").read_text())

    monkeypatch.setenv("GRIDWARD_PG_BIN", str(other))
    if choose(folder / "nothing").major == made_by:
        pytest.skip("the PostgreSQL of this machine is of the same major version as the wheel's")
    before = files(data)
    with pytest.raises(Unavailable) as caught, embedded(folder):
        pass
    assert caught.value.code == "db.other_major" and caught.value.params["wanted"] == made_by
    assert f"Install PostgreSQL {made_by}" in caught.value.hint
    assert files(data) == before

    # Where both are found, each cluster gets its own.
    monkeypatch.delenv("GRIDWARD_PG_BIN")
    with embedded(folder) as server:
        assert ask(server.url, "SELECT answer FROM kept") == 42
        assert (status(folder).version or "").split(".")[0] == str(made_by)
        assert choose(data).folder.samefile(maker)


def test_a_version_that_nobody_has_is_left_alone(folder: Path) -> None:
    data = folder / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("9\n")
    with pytest.raises(Unavailable) as caught, embedded(folder):
        pass
    assert caught.value.code == "db.other_major"
    assert [path.name for path in data.iterdir()] == ["PG_VERSION"]
