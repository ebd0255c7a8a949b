"""What a new delivery says of details that a customer confirmed: the rule alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from gridward.book.public import same_detail


class Fate(StrEnum):
    """What becomes of a confirmed value."""

    WAITING = "waiting"
    """The core does not know it yet: ours is kept."""
    EXECUTED = "executed"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Confirmed:
    """A value of one field of one customer number."""

    before: str = field(repr=False)
    """What stood there."""
    value: str = field(repr=False)


def fates(name: str, confirmed: Sequence[Confirmed], delivered: str) -> list[Fate]:
    """What becomes of the confirmed values of a field that wait for the core, oldest first, when a value is delivered.

    The core works off requests in their order, so a value that it delivers ends those before it too. A value from before is
    an older state of the book, and no answer. Any other value is the insurer's own, and wins.
    """
    done = max(
        (at for at, one in enumerate(confirmed) if same_detail(name, one.value, delivered)), default=-1
    )
    if done >= 0:
        return [Fate.EXECUTED if at <= done else Fate.WAITING for at in range(len(confirmed))]
    known = any(same_detail(name, one.before, delivered) for one in confirmed)
    return [Fate.WAITING if known else Fate.SUPERSEDED] * len(confirmed)
