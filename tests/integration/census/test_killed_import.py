"""An import that is killed in the middle leaves the book as it was; started again it ends as if nothing had been."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg

from gridward.census.public import abandon_import
from support.extract import Extract, book, differences, import_extract

_KILLED_AT_PREMIUMS = """
import os, signal, sys
from pathlib import Path
from uuid import UUID
from gridward.census.public import Delivery, load_mapping, register, run_import
from gridward.platform.db import connect

url, folder = sys.argv[1], Path(sys.argv[2])
delivery = Delivery(folder, "test", load_mapping())
with connect(url, "test") as connection:
    import_id = register(connection, 1, delivery, "test")

def die(step, done, total):
    if step == "premiums.csv":
        os.kill(os.getpid(), signal.SIGKILL)

run_import(url, import_id, delivery, die)
"""


def test_started_again_it_ends_equal(bare_url: str, city_url: str, small_city: Path, tmp_path: Path) -> None:
    extract = Extract.copy(small_city / "extract", tmp_path / "extract")
    empty = book(bare_url)
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED_AT_PREMIUMS, bare_url, extract.folder], env=os.environ, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert differences(empty, book(bare_url)) == {}
    with psycopg.connect(bare_url) as connection:
        run = connection.execute("SELECT id, status FROM census.import_run").fetchone()
    assert run is not None and run[1] == "running"

    # What the worker does when it finds a task of a dead process.
    abandon_import(bare_url, run[0])
    with psycopg.connect(bare_url) as connection:
        told = connection.execute("SELECT status, problem ->> 'code' FROM census.import_run").fetchone()
    assert told == ("failed", "import.interrupted")

    import_extract(bare_url, extract)
    assert differences(book(bare_url), book(city_url)) == {}


def test_a_run_that_died_does_not_stand_in_the_way(bare_url: str, small_city: Path, tmp_path: Path) -> None:
    extract = Extract.copy(small_city / "extract", tmp_path / "extract")
    subprocess.run([sys.executable, "-c", _KILLED_AT_PREMIUMS, bare_url, extract.folder], check=False)
    import_extract(bare_url, extract)
    with psycopg.connect(bare_url) as connection:
        runs = connection.execute("SELECT status FROM census.import_run ORDER BY created_at").fetchall()
    assert runs == [("failed",), ("done",)]
