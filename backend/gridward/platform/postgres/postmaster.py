"""The server process of a cluster: starting it, knowing whether it lives, stopping it. Only for who holds `decision`."""

import atexit
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from gridward.platform.postgres.cluster import PORT, USER, Cluster
from gridward.platform.postgres.errors import did_not_start
from gridward.platform.postgres.remains import kill_remains

_SETTINGS = {
    # Acknowledged work must survive a crash: turned off, a crash test lost some.
    "synchronous_commit": "on",
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "2GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    # Compiling a query costs more than the short queries of a screen.
    "jit": "off",
    "timezone": "UTC",
    # A failed statement and its detail repeat the values of a row, which may be somebody's name or telephone number.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}

_RETRY_SECONDS = 5
"""For so long a server that ends at once is started again: what a killed one left behind takes a moment to go."""
_RECOVERY_SECONDS = 300
"""For so long a living server may recover from a crash before it takes connections (2 GB of log at most)."""
_STOP_SECONDS = 60
"""For so long a server may write its data before it is told to end without."""

_children: list[subprocess.Popen[bytes]] = []


def answers(cluster: Cluster) -> bool:
    """Whether the server takes connections (or would, were there not too many)."""
    address = make_conninfo(
        host=str(cluster.sockets), port=PORT, user=USER, dbname="postgres", connect_timeout=2
    )
    return PGconn.ping(address.encode()) == Ping.OK


def pid(cluster: Cluster) -> int | None:
    """The number of the cluster's living postmaster."""
    try:
        number = int((cluster.data / "postmaster.pid").read_text().split()[0])
        # A zombie still answers a signal, and the number may be another process's by now: so look at what it runs.
        arguments = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError, ValueError, IndexError):
        return None
    return number if bytes(cluster.data) in arguments else None


def start(cluster: Cluster) -> None:
    """Start the server where it does not run, and wait until it answers. Raises `db.did_not_start`, `db.no_space`."""
    retry_until = time.monotonic() + _RETRY_SECONDS
    wait_until = time.monotonic() + _RECOVERY_SECONDS
    launched: subprocess.Popen[bytes] | None = None
    while not answers(cluster):
        now = time.monotonic()
        ended = launched.poll() is not None if launched else pid(cluster) is None
        if now > wait_until or (launched and ended and now > retry_until):
            raise did_not_start(cluster.home, cluster.log, _end_of(cluster.log))
        if ended:
            _clear_away(cluster)
            launched = _launch(cluster)
        time.sleep(0.02)


def stop(cluster: Cluster) -> None:
    """End the server: sessions are ended, data is written. Does nothing where none runs."""
    for order, seconds in (
        (signal.SIGINT, _STOP_SECONDS),
        (signal.SIGQUIT, _RETRY_SECONDS),
        (signal.SIGKILL, _RETRY_SECONDS),
    ):
        number = pid(cluster)
        if number is None:
            break
        os.kill(number, order)
        _wait(lambda: pid(cluster) is None, seconds)
    _reap()


def background(command: list[str | Path], cluster: Cluster, *, as_owner: bool) -> subprocess.Popen[bytes]:
    """Run a program that outlives this process and its terminal, writing to the cluster's log."""
    _reap()
    how = cluster.account.process() if as_owner else {"cwd": "/"}
    with open(cluster.log, "ab") as log:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **how
        )
    _children.append(child)
    return child


def _launch(cluster: Cluster) -> subprocess.Popen[bytes]:
    options = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    program = cluster.binaries().folder / "postgres"
    return background(
        [program, "-D", cluster.data, "-k", cluster.sockets, "-p", PORT, *options], cluster, as_owner=True
    )


def _clear_away(cluster: Cluster) -> None:
    """Remove what a dead postmaster left: files with its number, and servers of sessions that still use its memory."""
    (cluster.data / "postmaster.pid").unlink(missing_ok=True)
    for remains in cluster.sockets.glob(".s.PGSQL.*"):
        remains.unlink()
    kill_remains(cluster.data)


def _end_of(log: Path) -> str:
    with open(log, "rb") as file:
        file.seek(max(0, log.stat().st_size - 2000))
        return file.read().decode("utf-8", "replace")


def _wait(condition: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)


def _reap() -> None:
    """Take note of children that have ended, so that none stays a zombie."""
    _children[:] = [child for child in _children if child.poll() is None]


@atexit.register
def _disown() -> None:
    # They outlive this process on purpose; Python would warn of each that it had not waited for.
    for child in _children:
        child.returncode = 0
