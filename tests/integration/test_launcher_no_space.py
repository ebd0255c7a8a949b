"""The embedded server on a disk that is full: before it is made, before it starts, while it works."""

import shutil
from pathlib import Path

import psycopg
import pytest

from gridward.kernel.errors import Unavailable
from gridward.platform.postgres import embedded
from support.launcher import ask, runs

pytestmark = pytest.mark.usefixtures("programs")

_MB = 2**20


def fill(disk: Path, leave: int = 0) -> Path:
    """Write a file until the disk has so many bytes left; returns the file."""
    file = disk / "filler"
    with open(file, "wb", buffering=0) as filler:
        while (free := shutil.disk_usage(disk).free) > leave:
            filler.write(bytes(min(free - leave, _MB)))
    return file


def assert_refused(disk: Path) -> None:
    with pytest.raises(Unavailable) as caught, embedded(disk):
        pass
    assert caught.value.code == "db.no_space"
    assert str(disk) in caught.value.detail and "GRIDWARD_DATA_DIR" in caught.value.hint


@pytest.mark.parametrize("leave", [0, 8 * _MB])
def test_it_is_not_made_and_leaves_nothing_half_made(small_disk: Path, leave: int) -> None:
    filler = fill(small_disk, leave)
    assert_refused(small_disk)
    assert not list(small_disk.glob("postgres/new-*")) and not (small_disk / "postgres" / "data").exists()
    filler.unlink()
    with embedded(small_disk) as server:
        assert ask(server.url) == 1


def test_it_is_not_started_and_starts_when_there_is_space_again(small_disk: Path) -> None:
    with embedded(small_disk) as server, psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    filler = fill(small_disk)
    assert_refused(small_disk)
    assert not runs(small_disk)
    filler.unlink()
    with embedded(small_disk) as server:
        assert ask(server.url, "SELECT answer FROM kept") == 42


def test_what_does_not_fit_is_refused_and_what_was_written_stays(small_disk: Path) -> None:
    with embedded(small_disk) as server:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
            filler = fill(small_disk, 2 * _MB)
            with pytest.raises(psycopg.OperationalError):
                connection.execute(
                    "CREATE TABLE large AS SELECT repeat(n::text, 9) FROM generate_series(1, 9999999) n"
                )
        filler.unlink()
        assert ask(server.url, "SELECT answer FROM kept") == 42
