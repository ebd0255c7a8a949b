"""Days as whole numbers since 1970-01-01, and the ways in which the extract writes them."""

from collections.abc import Callable
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Days = NDArray[np.int64]
Texts = NDArray[np.object_]

NEVER: Final = 10_000_000
_FIRST: Final = -25_600
_LAST: Final = 36_500
_DAYS: Final = np.arange(_FIRST, _LAST)
_PARTS: Final = [text.split("-") for text in np.datetime_as_string(_DAYS.astype("datetime64[D]")).tolist()]


def _dictionary(write: Callable[[str, str, str], str]) -> Texts:
    """The text of every day from 1899 to 2069, and at the end that of no day."""
    return np.array([*(write(*parts) for parts in _PARTS), ""], dtype=object)


_ISO: Final = _dictionary(lambda y, m, d: f"{y}-{m}-{d}")
_COMPACT: Final = _dictionary(lambda y, m, d: f"{y}{m}{d}")
_SLASHED: Final = _dictionary(lambda y, m, d: f"{y}/{int(m)}/{int(d)}")
_CHINESE: Final = _dictionary(lambda y, m, d: f"{y}年{int(m)}月{int(d)}日")


def _written(dictionary: Texts, days: ArrayLike) -> Texts:
    at = np.asarray(days, dtype=np.int64)
    texts: Texts = dictionary[np.where(at >= NEVER, len(_DAYS), at - _FIRST)]
    return texts


def iso(days: ArrayLike) -> Texts:
    """`2026-11-02`; empty for `NEVER`."""
    return _written(_ISO, days)


def compact(days: ArrayLike) -> Texts:
    """`20261102`; empty for `NEVER`."""
    return _written(_COMPACT, days)


def slashed(days: ArrayLike) -> Texts:
    """`2026/11/2`; empty for `NEVER`."""
    return _written(_SLASHED, days)


def chinese(days: ArrayLike) -> Texts:
    """`2026年11月2日`; empty for `NEVER`."""
    return _written(_CHINESE, days)


def day_of(when: date) -> int:
    """A date as a number of days."""
    return when.toordinal() - date(1970, 1, 1).toordinal()


def month_of(days: ArrayLike) -> Days:
    """Months since January 1970."""
    months: Days = np.asarray(days, dtype="datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return months


def years_of(days: ArrayLike) -> Days:
    """The calendar year."""
    return month_of(days) // 12 + 1970


def add_months(days: ArrayLike, months: ArrayLike) -> Days:
    """The same day of the month so many months later, or the month's last day where there is no such day."""
    start = np.asarray(days, dtype="datetime64[D]")
    month = start.astype("datetime64[M]")
    offset = (start - month.astype("datetime64[D]")).astype(np.int64)
    target = month + np.asarray(months, dtype=np.int64)
    first = target.astype("datetime64[D]").astype(np.int64)
    length = (target + 1).astype("datetime64[D]").astype(np.int64) - first
    moved: Days = first + np.minimum(offset, length - 1)
    return moved
