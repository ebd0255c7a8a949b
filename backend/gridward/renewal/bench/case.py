"""What methods are measured on: rows to learn from, and later or other rows to be judged by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gridward.kernel.errors import Invalid
from gridward.renewal.risk.features import Columns, Feature
from gridward.renewal.risk.measures import Lapsed, Risks
from gridward.renewal.risk.model import Judging
from gridward.renewal.risk.recipe import Recipe


@dataclass(frozen=True)
class Rows:
    """Instalments, or quarters of policies, with what became of them."""

    columns: Columns
    card: Columns
    """The same rows as the points card sees them: what the file does not tell is left out."""
    tenure: NDArray[np.int64]
    """(n,), which period of the contract it is."""
    lapsed: Lapsed
    when: NDArray[np.int64] | None = None
    """(n,), the day of each, where the file has time."""

    def __len__(self) -> int:
        return len(self.lapsed)


@dataclass(frozen=True)
class View:
    """Rows as a model sees them, and what became of them."""

    columns: Columns
    lapsed: Lapsed
    ceiling: Risks | None = None
    """(n,), their true probabilities, where they are known."""


@dataclass(frozen=True)
class Learned:
    """What was learned from a case."""

    model: Judging
    trees: int
    """Of each row of trees."""
    empty: tuple[str, ...]
    """Features that had no known value."""
    test: View
    """The rows to be judged by."""
    others: Mapping[str, View] = field(default_factory=dict)
    """The same premiums on other days, by name."""


@dataclass(frozen=True)
class Case:
    """A file, read and split."""

    about: str
    """How it was split."""
    features: tuple[Feature, ...]
    train: Rows
    test: Rows
    notes: tuple[str, ...] = ()
    """What was left out of the file, and why."""
    ceiling: Any = field(default=None)
    """(n,), the true probabilities of the test rows, where they are known."""
    learn: Callable[[Recipe], Learned] | None = None
    """How the model learns, where it takes more than the rows to learn from."""


def chosen(rows: Rows, part: NDArray[np.bool_]) -> Rows:
    """Some of the rows."""
    return Rows(
        {name: column[part] for name, column in rows.columns.items()},
        {name: column[part] for name, column in rows.card.items()},
        rows.tenure[part],
        rows.lapsed[part],
        None if rows.when is None else rows.when[part],
    )


def by_lot(rows: Rows, share: float, seed: int) -> tuple[Rows, Rows]:
    """Rows without time, in two parts: `share` of them to learn from, the others to be judged by."""
    first = np.random.default_rng(seed).permutation(len(rows)) < round(share * len(rows))
    return chosen(rows, first), chosen(rows, ~first)


def examine(case: Case) -> Case:
    """The case, if methods can be measured on it. Raises `bench.no_rows`, `bench.no_lapse`."""
    for name, rows in (("learn from", case.train), ("be judged by", case.test)):
        if not len(rows):
            raise Invalid(
                "bench.no_rows",
                f"The file has no rows to {name}.",
                "Look whether it covers the period that is measured.",
            )
        if not rows.lapsed.any() or rows.lapsed.all():
            raise Invalid(
                "bench.no_lapse",
                f"Among the {len(rows)} rows to {name} there is not a single {'payment' if rows.lapsed.any() else 'lapse'}.",
                "Nothing can be learned or measured without both; look whether the outcome was read rightly.",
            )
    return case
