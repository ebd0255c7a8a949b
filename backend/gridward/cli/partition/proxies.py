"""A door for each tablet on this machine, which lets pass what it is told to: for who may make no hosts of their own."""

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from enum import Enum, auto

from gridward.serving import listen

_PIECE = 65_536
_LOOK_S = 0.02


class _Passes(Enum):
    ALL = auto()
    NO_ANSWERS = auto()
    NOTHING = auto()


class _Door:
    """Of one tablet: its connections are led on to the server, or end here."""

    def __init__(self) -> None:
        self.server = ("", 0)
        self.passes = _Passes.ALL
        self.closed = False
        self.listening = listen("127.0.0.1", 0)
        threading.Thread(target=self._open, daemon=True).start()

    def close(self) -> None:
        self.closed = True
        # Who waits for the next connection is not woken by its end.
        with suppress(OSError):
            socket.create_connection(self.listening.getsockname(), 1).close()
        self.listening.close()

    def _open(self) -> None:
        while not self.closed:
            inner, _ = self.listening.accept()
            threading.Thread(target=self._lead, args=[inner], daemon=True).start()

    def _lead(self, inner: socket.socket) -> None:
        with closing(inner), suppress(OSError), socket.create_connection(self.server) as outer:
            while not self.closed and self.passes is not _Passes.NOTHING:
                for one in select.select([inner, outer], [], [], _LOOK_S)[0]:
                    piece = one.recv(_PIECE)
                    if not piece or (one is outer and self.passes is not _Passes.ALL):
                        return
                    (outer if one is inner else inner).sendall(piece)


class Proxies:
    """`Network`."""

    def __init__(self, tablets: int) -> None:
        self._doors = [_Door() for _ in range(tablets)]

    def listen(self) -> socket.socket:
        """Beside the doors."""
        listening = listen("127.0.0.1", 0)
        for door in self._doors:
            door.server = listening.getsockname()
        return listening

    def enter(self, tablet: int) -> str:
        """They are all in one place; each has its own door."""
        return f"127.0.0.1:{self._doors[tablet].listening.getsockname()[1]}"

    def cut(self, tablet: int) -> None:
        """Connections end, and new ones at once."""
        self._doors[tablet].passes = _Passes.NOTHING

    def lose_answers(self, tablet: int) -> None:
        """A connection ends as soon as something comes back on it."""
        self._doors[tablet].passes = _Passes.NO_ANSWERS

    def heal(self) -> None:
        """The doors are open."""
        for door in self._doors:
            door.passes = _Passes.ALL

    def close(self) -> None:
        """Shut them for good."""
        for door in self._doors:
            door.close()


@contextmanager
def proxies(tablets: int) -> Iterator[Proxies]:
    """Doors for so many tablets."""
    made = Proxies(tablets)
    try:
        yield made
    finally:
        made.close()
