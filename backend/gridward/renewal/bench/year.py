"""Premiums of a year that are judged, as they are seen on some day before or after they fall due."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridward.renewal.bench.case import Learned, View
from gridward.renewal.risk.history import Book, Dues
from gridward.renewal.risk.judge import Judge, teach
from gridward.renewal.risk.measures import Lapsed
from gridward.renewal.risk.recipe import Recipe

_BEFORE: Final[Mapping[str, int]] = {"month_before": -30}
_IN_GRACE: Final[Mapping[str, int]] = {"d15": 15, "d30": 30, "d45": 45}
"""Beside the due date the days from it on which premiums are looked at."""


@dataclass(frozen=True)
class Seen:
    """Premiums on a day."""

    dues: Dues
    lapsed: Lapsed
    truth: NDArray[np.float64] | None


@dataclass(frozen=True)
class Year:
    """(n,) premiums."""

    book: Book
    place: NDArray[np.int64]
    """Of each among the book's instalments."""
    truth: NDArray[np.float64] | None = None
    """The true probability of each, where it is known."""
    first_day: float = -np.inf
    """Nothing is seen earlier: what falls due soon after it is seen on it."""

    def seen(self, days: int) -> Seen:
        """Some days after they fall due, those that are unpaid in the morning."""
        rows = self.book.instalments
        due = rows.due[self.place]
        as_of = np.maximum(due + days, self.first_day)
        chosen = ~(rows.paid[self.place] < as_of)
        place = self.place[chosen]
        return Seen(
            Dues(rows.policy[place], rows.number[place], rows.due[place], as_of[chosen]),
            rows.lapsed[place],
            None if self.truth is None else self.truth[chosen],
        )

    def learned(self, book: Book, rows: NDArray[np.bool_], recipe: Recipe) -> Learned:
        """What the instalments `rows` of a book teach, and the year as it is seen by that."""
        taught = teach(book, rows, recipe)
        # A truth does not tell whose debits fail, which is what is known best in grace.
        days = _BEFORE if self.truth is not None else {**_BEFORE, **_IN_GRACE}
        others = {name: self._view(taught.judge, self.seen(days[name])) for name in days}
        test = self._view(taught.judge, self.seen(0))
        return Learned(taught.judge, taught.trees, taught.empty, test, others)

    def _view(self, judge: Judge, seen: Seen) -> View:
        return View(judge.columns(self.book, seen.dues), seen.lapsed, seen.truth)
