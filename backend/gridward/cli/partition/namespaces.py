"""Hosts of their own on this machine: network namespaces of Linux, joined by a bridge in one more."""

import ctypes
import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from gridward.serving import listen

_NAMED = Path("/run/netns")
_CLONE_NEWNET = 0x40000000
_SERVER = "10.213.77.1"
_TABLET = "10.213.77.{}"
_FIRST = 10
_Result = TypeVar("_Result")


class Namespaces:
    """`Network`. A namespace belongs to a thread, and a socket to where it was made, whoever uses it."""

    def __init__(self, prefix: str, tablets: int) -> None:
        self._prefix, self._tablets = prefix, tablets
        self._port = 0
        self._deaf: set[int] = set()

    def listen(self) -> socket.socket:
        """In the server's."""

        def there() -> socket.socket:
            self._go(self._name("server"))
            return listen(_SERVER, 0)

        listening = _in_a_thread(there)
        self._port = listening.getsockname()[1]
        return listening

    def enter(self, tablet: int) -> str:
        """Into the tablet's."""
        self._go(self._name(str(tablet)))
        return f"{_SERVER}:{self._port}"

    def cut(self, tablet: int) -> None:
        """The bridge's end of its line is taken down."""
        self._in("bridge", "link", "set", f"to{tablet}", "down")

    def lose_answers(self, tablet: int) -> None:
        """The server's host throws away what it has for it."""
        self._deaf.add(tablet)
        self._in("server", "route", "add", "blackhole", f"{_address(tablet)}/32")

    def heal(self) -> None:
        """All lines are up, and nothing is thrown away."""
        for tablet in range(self._tablets):
            self._in("bridge", "link", "set", f"to{tablet}", "up")
        for tablet in self._deaf:
            self._in("server", "route", "del", "blackhole", f"{_address(tablet)}/32")
        self._deaf.clear()

    def build(self) -> None:
        """Make the hosts and their lines."""
        for name in self._names():
            _ip("netns", "add", self._name(name))
        self._in("bridge", "link", "add", "middle", "type", "bridge")
        self._in("bridge", "link", "set", "middle", "up")
        self._join("server", _SERVER)
        for tablet in range(self._tablets):
            self._join(str(tablet), _address(tablet))

    def remove(self) -> None:
        """Take away what there is of them; lines go with their ends."""
        for name in self._names():
            if (_NAMED / self._name(name)).exists():
                _ip("netns", "delete", self._name(name))

    def _join(self, name: str, address: str) -> None:
        end = ["name", f"to{name}", "netns", self._name("bridge")]
        self._in(name, "link", "add", "line", "type", "veth", "peer", *end)
        self._in(name, "address", "add", f"{address}/24", "dev", "line")
        self._in(name, "link", "set", "line", "up")
        self._in("bridge", "link", "set", f"to{name}", "master", "middle")
        self._in("bridge", "link", "set", f"to{name}", "up")

    def _names(self) -> list[str]:
        return ["bridge", "server", *map(str, range(self._tablets))]

    def _name(self, name: str) -> str:
        return f"{self._prefix}-{name}"

    def _in(self, name: str, *command: str) -> None:
        _ip("-netns", self._name(name), *command)

    def _go(self, name: str) -> None:
        with (_NAMED / name).open() as namespace:
            if ctypes.CDLL(None, use_errno=True).setns(namespace.fileno(), _CLONE_NEWNET):
                raise OSError(ctypes.get_errno(), f"setns {name}")


def are_allowed() -> bool:
    """Whether this user may make namespaces here: some machines keep them even from root."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        return False
    probe = Namespaces(f"gridward-{os.getpid()}", 1)
    try:
        probe.build()
    except (OSError, subprocess.CalledProcessError):
        return False
    finally:
        probe.remove()
    return True


@contextmanager
def namespaces(tablets: int) -> Iterator[Namespaces]:
    """Hosts for a server and so many tablets."""
    made = Namespaces(f"gridward-{os.getpid()}", tablets)
    try:
        made.build()
        yield made
    finally:
        made.remove()


def _address(tablet: int) -> str:
    return _TABLET.format(_FIRST + tablet)


def _ip(*command: str) -> None:
    subprocess.run(["ip", *command], check=True, capture_output=True)


def _in_a_thread(act: Callable[[], _Result]) -> _Result:
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(act).result()
