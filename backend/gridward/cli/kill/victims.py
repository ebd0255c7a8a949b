"""What is killed: the application, and the database below it."""

import multiprocessing
import os
import signal
import socket
import time
from pathlib import Path

from gridward.platform.postgres import postmaster
from gridward.platform.postgres.cluster import Cluster
from gridward.serving import serve

_READY_S = 120
_LOOK_S = 0.2


class Application:
    """The application on a socket that outlives it: who connects while it is dead waits for the next one."""

    def __init__(self, url: str, listening: socket.socket) -> None:
        self._url, self._listening = url, listening
        # One process has loaded the program; each new application is a copy of it.
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["gridward.app"])
        self._process = self._begin()

    def kill(self) -> None:
        """`kill -9`, and another one in its place."""
        self.end()
        self._process = self._begin()

    def end(self) -> None:
        """`kill -9` for the last time."""
        self._process.kill()
        self._process.join()

    def _begin(self) -> multiprocessing.process.BaseProcess:
        until = time.monotonic() + _READY_S
        while time.monotonic() < until:
            ready = self._context.Event()
            process = self._context.Process(
                target=_serve, args=(self._url, self._listening, ready), daemon=True
            )
            process.start()
            while process.is_alive() and time.monotonic() < until:
                if ready.wait(_LOOK_S):
                    return process
            # It came while the database was not back yet, as a service manager starts it again.
            process.kill()
            process.join()
        raise AssertionError("the application did not begin to answer")


def kill_database(folder: Path) -> None:
    """`kill -9` the database's first process; its watcher starts it again."""
    number = postmaster.pid(Cluster(folder))
    if number is not None:
        os.kill(number, signal.SIGKILL)


def _serve(url: str, listening: socket.socket, ready: "multiprocessing.synchronize.Event") -> None:
    # What it says while it dies helps nobody.
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    serve(url, listening, worker=False, ready=lambda _: ready.set())
