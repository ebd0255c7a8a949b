"""Values that a file holds with a type become the text that a CSV export of the same table would have."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Asia/Shanghai")
_EXACT = 15
"""Digits that a floating number keeps, and that Excel shows."""


def as_text(value: Any, digits: int = _EXACT) -> str:
    """The text of one value: days in ISO style, truths as 1 and 0, numbers without exponent.

    Numbers too large to be exact keep their exponent, as Excel writes them: what was lost must stay visible.
    """
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "1" if value else "0"
        case float():
            return _number(value, digits)
        case Decimal():
            return format(value, "f")
        case datetime():
            return _moment(value)
        case date() | time():
            return value.isoformat()
        case bytes():
            return value.decode("utf-8", "replace")
        case list() | tuple():
            return "|".join(as_text(one, digits) for one in value)
    return str(value)


def is_number(value: Any) -> bool:
    """Whether a value came as a number, so that zeros in front of it would be lost."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def texts(values: Sequence[Any], digits: int = _EXACT) -> list[str]:
    """The texts of a column."""
    return [value if type(value) is str else as_text(value, digits) for value in values]


def _number(value: float, digits: int) -> str:
    if value != value:
        return ""
    shown = format(value, f".{digits}G")
    return format(Decimal(shown), "f") if "E" in shown and abs(value) < 10**_EXACT else shown


def _moment(value: datetime) -> str:
    if value.tzinfo is not None:
        value = value.astimezone(_ZONE).replace(tzinfo=None)
    # A day and a time are one floating number to Excel: 13:59:59.9999996 was typed as 14:00.
    value = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
    return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
