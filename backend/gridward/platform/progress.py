"""How long work says how far it is."""

from typing import Protocol


class Progress(Protocol):
    """Told about each step: its name, how much is done and of how much (0 where that is unknown)."""

    def __call__(self, step: str, done: int, total: int) -> None: ...


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
