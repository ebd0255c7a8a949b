"""The present moment, behind one function, so that a test can say what day it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

POLICY_ZONE = ZoneInfo("Asia/Shanghai")
"""The time zone in which contracts begin, fall due and lapse."""

_now: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731 - a variable on purpose: `frozen` swaps it


def now() -> datetime:
    """The present moment, in UTC."""
    return _now()


def today() -> date:
    """The present day in the policies' time zone."""
    return policy_day(now())


def policy_day(moment: datetime) -> date:
    """The day of a moment (with time zone) in the policies' time zone."""
    return moment.astimezone(POLICY_ZONE).date()


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Inside the block the clock stands still at `moment` (with time zone)."""
    global _now  # noqa: PLW0603 - the one place where the clock is exchanged
    before = _now
    _now = lambda: moment.astimezone(UTC)  # noqa: E731
    try:
        yield
    finally:
        _now = before
