"""How inclined to be overdue policies, persons and households are: more, or less, than such contracts usually are.

A mixed logistic regression by its moments: what is usual for contract, month and agent comes from trees, what is left is
a policy's, its holder's and his household's own, each drawn from a normal distribution whose variance is estimated. What
is said of a premium is the mean of these three given all that was known on the day: few premiums say little.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from gridward.renewal.risk.features import Columns, Feature
from gridward.renewal.risk.history import (
    FEATURES,
    LOOK_BACK_DAYS,
    MANY,
    SOON_DAYS,
    Book,
    Dues,
    Places,
    placed,
)
from gridward.renewal.risk.measures import log_odds, probability
from gridward.renewal.risk.model import Model
from gridward.renewal.risk.recipe import Recipe
from gridward.renewal.risk.training import train

INCLINED = (Feature("inclined", 1), Feature("inclined_person", 1), Feature("inclined_household", 1))
"""In log-odds: of all three together, of the person in his household, of the household."""
_FACTS = frozenset(
    {
        "tenure_months", "instalment_number", "instalments_left", "pay_mode", "product", "premium_a_year",
        "premium_to_income", "age", "due_month", "months_since_agent_left",
    }
)  # fmt: skip
_LARGEST = 40
"""Policies of a household. Larger ones are companies', whose employees pay each for himself."""
_STEPS = 3
_DAMPED = 0.7
_LEAST = 1e-4
"""A variance; and an expected share."""
_AT_A_TIME = 200_000

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Inclination:
    """What is usual, and how much policies, persons and households differ from it (variances of log-odds)."""

    usual: Model
    policy: float
    person: float
    household: float

    def columns(self, book: Book, dues: Dues) -> Columns:
        """The columns of `INCLINED` of n premiums, each as known on its day."""
        past = _Past.of(book, dues, self.usual)
        size = len(dues.due)
        parts = [
            self._means(past, book, _part(dues, slice(start, start + _AT_A_TIME)))
            for start in range(0, size, _AT_A_TIME)
        ]
        found = np.concatenate(parts) if parts else np.empty((0, len(INCLINED)))
        return {feature.name: found[:, place] for place, feature in enumerate(INCLINED)}

    def _means(self, past: "_Past", book: Book, dues: Dues) -> Floats:
        """(n, 3), the means given what was known, by some steps of Newton's method."""
        due, policy = past.groups.beside(dues.policy)
        own = policy == dues.policy[due]
        count, overdue, expected, curve = past.until(book, dues, due, policy, own)
        share = np.clip(
            np.divide(expected, count, out=np.full(len(count), 0.5), where=count > 0), _LEAST, 1 - _LEAST
        )
        usual = log_odds(share)
        # Premiums that differ among themselves tell a little less than as many alike.
        unlike = np.divide(curve, count * share * (1 - share), out=np.ones(len(count)), where=count > 0)
        person, of_due = past.groups.persons(due, policy)
        at = np.zeros(len(due))
        means = np.zeros((3, len(due)))
        for step in range(_STEPS):
            risk = probability(usual + at)
            weight = count * risk * (1 - risk) * unlike
            score = overdue - count * risk + weight * at
            means = self._given(weight, score, person, of_due, len(dues.due))
            at = means.sum(axis=0) if step == 0 else (1 - _DAMPED) * at + _DAMPED * means.sum(axis=0)
        found = np.zeros((len(dues.due), 3))
        found[due[own]] = np.stack([means.sum(axis=0), means[1], means[2]], axis=1)[own]
        return found

    def _given(self, weight: Floats, score: Floats, person: Places, of_due: Places, size: int) -> Floats:
        """(3, m), of policy, person and household, given what each policy's premiums say: score and weight of a normal."""
        of_policy = 1 + self.policy * weight
        person_weight = np.bincount(person, weight / of_policy, minlength=len(of_due))
        person_score = np.bincount(person, score / of_policy, minlength=len(of_due))
        of_person = 1 + self.person * person_weight
        all_weight = np.bincount(of_due, person_weight / of_person, minlength=size)
        all_score = np.bincount(of_due, person_score / of_person, minlength=size)
        household = all_score * self.household / (1 + self.household * all_weight)
        each = (person_score - person_weight * household[of_due]) * self.person / of_person
        above = household[of_due][person] + each[person]
        return np.stack(
            [(score - weight * above) * self.policy / of_policy, each[person], household[of_due][person]]
        )


def estimate(book: Book, rows: NDArray[np.bool_], seed: int = Recipe.seed) -> Inclination:
    """From the instalments `rows`, whose outcome is known. Raises what `train` raises."""
    instalments = book.instalments
    place = np.flatnonzero(rows)
    due = instalments.due[place]
    dues = Dues(instalments.policy[place], instalments.number[place], due, due)
    facts = book.facts(dues)
    overdue = instalments.overdue[place]
    features = tuple(one for one in FEATURES if one.name in _FACTS)
    recipe = Recipe(members=1, rate=0.1, most_trees=150, seed=seed)
    usual = train(features, facts, overdue, due.astype(np.int64), recipe).model
    risk = usual.risk(facts)
    groups = _Groups.of(book)
    left, spread = overdue - risk, risk * (1 - risk)
    # What two premiums have left in common, by what they would if they were alike: of one policy, of two of a person, of two
    # persons of a household. Each level has the levels above it in it.
    levels = (np.arange(len(place)), dues.policy, groups.person[dues.policy], groups.household[dues.policy])
    squares = [(np.bincount(one, left) ** 2).sum() for one in levels]
    sizes = [(np.bincount(one, spread) ** 2).sum() for one in levels]
    common = [
        (squares[one + 1] - squares[one]) / max(sizes[one + 1] - sizes[one], _LEAST) for one in range(3)
    ]
    return Inclination(
        usual,
        max(float(common[0] - common[1]), _LEAST),
        max(float(common[1] - common[2]), _LEAST),
        max(float(common[2]), _LEAST),
    )


@dataclass(frozen=True)
class _Groups:
    """Which policies belong together: (p,) each, and the policies in order of their households."""

    person: Places
    household: Places
    ordered: Places
    first: Places
    """(households + 1,), where each begins in that order."""

    @classmethod
    def of(cls, book: Book) -> Self:
        holder, household = book.policies.holder, book.policies.household
        large = np.bincount(household, minlength=1)[household] > _LARGEST
        alone = np.arange(len(holder))
        person = np.where(large, holder.max(initial=0) + 1 + alone, holder)
        household = np.unique(
            np.where(large, household.max(initial=0) + 1 + alone, household), return_inverse=True
        )[1]
        ordered = np.argsort(household, kind="stable")
        first = np.searchsorted(household[ordered], np.arange(household.max(initial=-1) + 2))
        return cls(person, household, ordered, first)

    def beside(self, policy: Places) -> tuple[Places, Places]:
        """(m,) each: of n policies each policy of their households, itself too, and which of the n it is for."""
        household = self.household[policy]
        size = self.first[household + 1] - self.first[household]
        one = np.repeat(np.arange(len(policy)), size)
        within = np.arange(len(one)) - np.repeat(np.cumsum(size) - size, size)
        return one, self.ordered[np.repeat(self.first[household], size) + within]

    def persons(self, one: Places, policy: Places) -> tuple[Places, Places]:
        """(m,), a number for each person of each of the n; and which of the n each number is for."""
        key = one * (self.person.max(initial=0) + 1) + self.person[policy]
        numbers, place = np.unique(key, return_inverse=True)
        return place, numbers // (self.person.max(initial=0) + 1)


@dataclass(frozen=True)
class _Past:
    """Premiums summed up in order of policy and number: how many, overdue ones, expected ones, and their variance."""

    groups: _Groups
    sums: Floats
    """(4, i + 1)."""

    @classmethod
    def of(cls, book: Book, dues: Dues, usual: Model) -> Self:
        """Of the households that the dues belong to."""
        rows, groups = book.instalments, _Groups.of(book)
        asked = np.zeros(len(groups.first), dtype=bool)
        asked[groups.household[dues.policy]] = True
        place = np.flatnonzero(asked[groups.household[rows.policy]] & ~_open_before(book))
        due = rows.due[place]
        risk = usual.risk(book.facts(Dues(rows.policy[place], rows.number[place], due, due)))
        each = np.zeros((4, len(rows.due)))
        each[:, place] = np.stack([np.ones(len(place)), rows.overdue[place], risk, risk * (1 - risk)])
        return cls(groups, np.concatenate([np.zeros((4, 1)), np.cumsum(each, axis=1)], axis=1))

    def until(self, book: Book, dues: Dues, one: Places, policy: Places, own: NDArray[np.bool_]) -> Floats:
        """(4, m), the sums of each policy's premiums that were known to be overdue or not on the day of due `one`."""
        rows = book.instalments
        as_of = dues.as_of[one]
        first = placed(rows.policy, rows.due, policy, as_of - LOOK_BACK_DAYS)
        end = placed(rows.policy, rows.due, policy, as_of - SOON_DAYS - 1)
        # The premium itself and those after it are not its history.
        itself = np.searchsorted(rows.policy * MANY + rows.number, dues.policy * MANY + dues.number)
        end = np.where(own, np.minimum(end, itself[one]), end)
        return np.asarray(self.sums[:, np.maximum(end, first)] - self.sums[:, first])


def _open_before(book: Book) -> NDArray[np.bool_]:
    """(i,), whether the premium before was unpaid when this one fell due: then this one says nothing of its own."""
    rows = book.instalments
    found = np.zeros(len(rows.due), dtype=bool)
    found[1:] = (rows.policy[1:] == rows.policy[:-1]) & ~(rows.paid[:-1] <= rows.due[1:])
    return found


def _part(dues: Dues, part: slice) -> Dues:
    return Dues(dues.policy[part], dues.number[part], dues.due[part], dues.as_of[part])
