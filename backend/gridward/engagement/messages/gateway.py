"""The port: what a message is when it leaves, and what a gateway has to do with it."""

from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class Envelope:
    """A finished message. `to` and `text` are personal data; `to_masked` and `text_masked` may be shown."""

    message_id: UUID
    channel: str
    purpose: str
    template: str
    to: str = field(repr=False)
    to_masked: str
    text: str = field(repr=False)
    text_masked: str
    is_new: bool = False
    """Its number was made for this delivery: it cannot have been taken before, and nobody need look for it."""


class Refused(Exception):
    """A gateway does not take one message; `code` says why, without personal data."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Gateway(Protocol):
    """Where messages leave."""

    name: str
    """Under which it stands beside what it delivered."""

    def deliver(self, envelope: Envelope) -> str:
        """Take a message; returns the proof of it. Taking the same one twice sends it once. Raises `Refused`."""
        ...

    def flush(self) -> None:
        """Make sure that what was taken is not lost any more."""
        ...
