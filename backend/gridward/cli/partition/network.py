"""What lies between tablets and their server, and can be broken."""

import socket
from enum import StrEnum
from typing import Protocol


class How(StrEnum):
    """`namespaces`: hosts of their own on this machine, which takes root and `ip`. `proxy`: a door for each tablet."""

    NAMESPACES = "namespaces"
    PROXY = "proxy"


class Network(Protocol):
    """Tablets by their numbers, from 0 on."""

    def listen(self) -> socket.socket:
        """A socket for the server, to which the ways of the tablets lead."""

    def enter(self, tablet: int) -> str:
        """Let this thread be where a tablet is, for good; the server's host and port from there."""

    def cut(self, tablet: int) -> None:
        """Let nothing pass."""

    def lose_answers(self, tablet: int) -> None:
        """Let pass what the tablet sends, and nothing back."""

    def heal(self) -> None:
        """Let all pass to all."""
