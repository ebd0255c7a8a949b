"""Sharing one embedded server: the first user starts it, the last one stops it.

Users are counted by shared locks on a file, which the kernel drops when a process dies, however it dies. A second file
lets one process at a time decide. `keep` leaves a mark that makes the server outlive its users until `stop`.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from gridward.platform.postgres.cluster import Cluster
from gridward.platform.settings import default_data_dir


@dataclass(frozen=True)
class Status:
    """How the embedded server is."""

    folder: Path
    running: bool
    kept: bool
    pid: int | None


class EmbeddedPostgres:
    """One process's use of the server; `url` is its address between `acquire` and `release`."""

    def __init__(self, data_dir: Path | None = None) -> None:
        self._cluster = Cluster((data_dir or default_data_dir()).absolute() / "postgres")
        self._use: IO[bytes] | None = None

    @property
    def url(self) -> str:
        """The server's address for libpq."""
        return self._cluster.url

    def acquire(self) -> Self:
        """Start the server, or join those who use it."""
        _prepare(self._cluster)
        with _deciding(self._cluster):
            self._use = _open(self._cluster, "users")
            fcntl.flock(self._use, fcntl.LOCK_SH)
            try:
                self._cluster.make()
                if not self._cluster.answers():
                    self._cluster.start()
            except BaseException:
                self._use.close()
                raise
        return self

    def release(self) -> None:
        """Leave; the last one stops the server."""
        if self._use is None:
            return
        with _deciding(self._cluster):
            # The lock that is held decides, so no other handle of this process may hold it too.
            if not _kept(self._cluster) and _is_last(self._use):
                self._cluster.stop()
            self._use.close()
            self._use = None

    def __enter__(self) -> Self:
        return self.acquire()

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.release()


def embedded(data_dir: Path | None = None) -> EmbeddedPostgres:
    """The embedded server in a data folder: `with embedded() as server: server.url`."""
    return EmbeddedPostgres(data_dir)


def keep(data_dir: Path | None = None) -> str:
    """Start the server so that it goes on when this process ends; returns its address."""
    with embedded(data_dir) as server:
        (server._cluster.home / "kept").touch()
        return server.url


def stop(data_dir: Path | None = None) -> bool:
    """Take back `keep`. Stops the server unless others use it; returns whether it is stopped."""
    cluster = Cluster((data_dir or default_data_dir()).absolute() / "postgres")
    if not cluster.home.exists():
        return True
    with _deciding(cluster), _open(cluster, "users") as use:
        (cluster.home / "kept").unlink(missing_ok=True)
        if not _is_last(use):
            return False
        cluster.stop()
        return True


def status(data_dir: Path | None = None) -> Status:
    """How the server is, without starting it."""
    cluster = Cluster((data_dir or default_data_dir()).absolute() / "postgres")
    running = (cluster.data / "PG_VERSION").exists() and cluster.answers()
    return Status(cluster.home, running, _kept(cluster), cluster.pid() if running else None)


def _prepare(cluster: Cluster) -> None:
    # The folder above must be open to the server's user, whatever this process's mask is.
    for folder in reversed([cluster.home.parent, *cluster.home.parent.parents]):
        if not folder.exists():
            folder.mkdir(mode=0o755, exist_ok=True)
            folder.chmod(0o755)
    cluster.home.mkdir(exist_ok=True)


@contextlib.contextmanager
def _deciding(cluster: Cluster) -> Iterator[None]:
    with _open(cluster, "decision") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _open(cluster: Cluster, name: str) -> IO[bytes]:
    return open(os.open(cluster.home / f".{name}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+b")


def _is_last(use: IO[bytes]) -> bool:
    try:
        fcntl.flock(use, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _kept(cluster: Cluster) -> bool:
    return (cluster.home / "kept").exists()
