"""What judges a city's premiums: one model until they are due, another one after that, and the inclination of customers.

Who will lapse is told best, until a premium is due, by trees that learned who paid late at all: of those there are four
times as many. Once it is overdue that says nothing more, and trees that learned who lapsed go on.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gridward.renewal.risk.features import Columns, Feature, Matrix
from gridward.renewal.risk.history import FEATURES, Book, Dues
from gridward.renewal.risk.inclination import INCLINED, Inclination, estimate
from gridward.renewal.risk.measures import Risks
from gridward.renewal.risk.model import Model
from gridward.renewal.risk.recipe import Recipe
from gridward.renewal.risk.training import train
from gridward.renewal.risk.windows import seen


@dataclass(frozen=True)
class Judge:
    """Two models and what both look at."""

    before: Model
    """Of premiums up to the day on which they fall due."""
    after: Model
    inclination: Inclination

    @cached_property
    def features(self) -> tuple[Feature, ...]:
        """All that one of them looks at."""
        found = {feature.name: feature for model in (self.after, self.before) for feature in model.features}
        return tuple(found.values())

    def columns(self, book: Book, dues: Dues) -> Columns:
        """What the models and the card look at, of n premiums, each as known on its day."""
        return {**book.columns(dues), **self.inclination.columns(book, dues)}

    def risk(self, columns: Columns) -> Risks:
        """(n,), the probability of being unpaid at the end of grace."""
        found = np.empty(len(columns["days_since_due"]))
        for model, rows in self._phases(columns):
            found[rows] = model.risk(_some(columns, rows))
        return found

    def contributions(self, columns: Columns) -> Matrix:
        """(n, features + 1): what each feature adds to a row's log-odds; the last column is what all of its phase have."""
        places = {feature.name: place for place, feature in enumerate(self.features)}
        found = np.zeros((len(columns["days_since_due"]), len(places) + 1))
        for model, rows in self._phases(columns):
            into = np.array([*(places[feature.name] for feature in model.features), -1])
            found[rows[:, None], into] = model.contributions(_some(columns, rows))
        return found

    def _phases(self, columns: Columns) -> tuple[tuple[Model, NDArray[np.int64]], ...]:
        due = columns["days_since_due"] <= 0
        return (self.before, np.flatnonzero(due)), (self.after, np.flatnonzero(~due))


@dataclass(frozen=True)
class Taught:
    """A judge, and what was noticed while it was trained."""

    judge: Judge
    trees: int
    """Of each row of trees, of the model until premiums are due."""
    rows: int
    empty: tuple[str, ...]
    """Features that neither model looks at, because no value of theirs is known."""


def teach(book: Book, rows: NDArray[np.bool_], recipe: Recipe | None = None) -> Taught:
    """From the instalments `rows`, whose outcome is known, each on all days on which it is looked at.

    Raises what `train` raises.
    """
    recipe = recipe or Recipe()
    inclination = estimate(book, rows, recipe.seed)
    dues, place = seen(book.instalments, rows)
    columns = {**book.columns(dues), **inclination.columns(book, dues)}
    lapsed, overdue = book.instalments.lapsed[place], book.instalments.overdue[place]
    when = dues.due.astype(np.int64)
    features = (*FEATURES, *INCLINED)
    if lapsed.sum() >= recipe.many_lapses:
        # One row of trees ranks nearly as well as three then, and is asked in a third of the time.
        recipe = replace(recipe, members=1)
    early = np.flatnonzero(dues.as_of <= dues.due)
    late = np.flatnonzero(dues.as_of > dues.due)
    before = train(
        features,
        _some(columns, early),
        lapsed[early],
        when[early],
        replace(recipe, rate=recipe.rate_of_many),
        overdue[early],
    )
    after = train(features, _some(columns, late), lapsed[late], when[late], recipe)
    judge = Judge(before.model, after.model, inclination)
    empty = tuple(name for name in before.empty if name in after.empty)
    return Taught(judge, before.trees, len(place), empty)


def _some(columns: Columns, rows: NDArray[np.int64]) -> Columns:
    return {name: column[rows] for name, column in columns.items()}
