"""Sharing one embedded server: the first user starts it, the last one stops it.

Users are counted by shared locks on a file, which the kernel drops when a process dies. A second lock lets one process at a
time decide. `keep` leaves a mark that makes the server outlive its users until `stop`. A small process watches: it stops
the server of users that were killed, and starts a server that was killed.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from gridward.platform.postgres import postmaster
from gridward.platform.postgres.cluster import Cluster
from gridward.platform.postgres.errors import explained
from gridward.platform.postgres.locks import exclusive, is_free, opened, share, take


@dataclass(frozen=True)
class Status:
    """How the embedded server is."""

    folder: Path
    running: bool
    kept: bool
    pid: int | None
    version: str | None
    """The version of its programs; None before the cluster is made."""


class EmbeddedPostgres:
    """One use of the server; `url` is its address between `acquire` and `release`."""

    def __init__(self, data_dir: Path) -> None:
        self._cluster = Cluster(data_dir)
        self._use: IO[bytes] | None = None

    @property
    def url(self) -> str:
        """The server's address for libpq."""
        return self._cluster.url

    def acquire(self) -> Self:
        """Start the server, or join those who use it.

        Raises `db.no_binaries`, `db.other_major`, `db.folder_unreachable`, `db.no_space` and `db.did_not_start`.
        """
        self._cluster.prepare()
        with _deciding(self._cluster):
            use = opened(self._cluster.users)
            try:
                share(use)
                self._cluster.make()
                _watch(self._cluster)
                postmaster.start(self._cluster)
            except BaseException:
                use.close()
                raise
        self._use = use
        return self

    def release(self) -> None:
        """Leave; the last one stops the server. Does nothing the second time."""
        if self._use is None:
            return
        with _deciding(self._cluster), self._use as use:
            self._use = None
            if not self._cluster.kept and take(use):
                postmaster.stop(self._cluster)

    def keep(self) -> None:
        """Let the server go on when its users have left."""
        self._cluster.kept = True

    def __enter__(self) -> Self:
        return self.acquire()

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.release()


def embedded(data_dir: Path) -> EmbeddedPostgres:
    """The embedded server in a data folder: `with embedded(folder) as server: server.url`."""
    return EmbeddedPostgres(data_dir)


def stop(data_dir: Path) -> bool:
    """Take back `keep`, and stop the server unless others use it. Returns whether it is stopped now."""
    cluster = Cluster(data_dir)
    with explained(cluster.home, cluster.account.name):
        if not cluster.home.exists():
            return True
        with _deciding(cluster):
            cluster.kept = False
            return end_if_unused(cluster)


def status(data_dir: Path) -> Status:
    """How the server is, without starting it."""
    cluster = Cluster(data_dir)
    with explained(cluster.home, cluster.account.name):
        version = cluster.binaries().version if cluster.exists else None
        running = postmaster.answers(cluster)
        return Status(cluster.home, running, cluster.kept, postmaster.pid(cluster), version)


def end_if_unused(cluster: Cluster) -> bool:
    """Stop the server where nobody uses it and it is not kept; returns whether. Only for who holds `decision`."""
    if cluster.kept or not is_free(cluster.users):
        return False
    postmaster.stop(cluster)
    return True


@contextmanager
def _deciding(cluster: Cluster) -> Iterator[None]:
    with explained(cluster.home, cluster.account.name), exclusive(cluster.decision):
        yield


def _watch(cluster: Cluster) -> None:
    if is_free(cluster.watched):
        module = "gridward.platform.postgres.watcher"
        postmaster.background(
            [sys.executable, "-P", "-m", module, cluster.home.parent], cluster, as_owner=False
        )
