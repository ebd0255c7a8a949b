"""Weighing everybody for every cell, in metres of the way from home. Pure: what was found in, worths and reasons out.

Everything is in whole metres, so that the reasons told add up to exactly what was weighed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridward.staffing.capacity import burdens
from gridward.staffing.fitting import Reason, fit_of
from gridward.staffing.needs import Needs
from gridward.staffing.roster import Person
from gridward.staffing.rules import StaffingRules

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Weighed:
    """What speaks for and against everybody. Arrays are (cells, specialists)."""

    way: Floats
    """Whole metres, NaN where the home is not known."""
    values: Mapping[str, Floats]
    """By what is weighed: persons, or the load as a share of what he can carry; NaN where nothing is known."""
    worths: Mapping[str, Floats]
    """By what is weighed, whole metres."""
    fits: Sequence[Sequence[Reason]]
    """For each specialist what the staff list says of him, for any cell alike."""
    allowed: NDArray[np.bool_]
    """Whether the cell may be given to him at all."""

    @property
    def worth(self) -> Floats:
        """Everything together, without the way."""
        fit = np.array([sum(one.worth_m for one in fits) for fits in self.fits])
        return np.asarray(sum(self.worths.values(), np.zeros_like(self.way)) + fit.reshape(1, -1))

    def reasons(self, cell: int, specialist: int) -> list[Reason]:
        """All that was weighed for a cell and a specialist."""
        found = []
        if not np.isnan(way := self.way[cell, specialist]):
            found.append(Reason("way", float(way), -float(way)))
        for what, values in self.values.items():
            value = float(values[cell, specialist])
            # Nobody known or spoken for is no reason; a load of nothing is none either.
            if not np.isnan(value) and value > 0:
                found.append(Reason(what, round(value, 3), float(self.worths[what][cell, specialist])))
        return [*found, *self.fits[specialist]]


def weigh(
    rules: StaffingRules,
    needs: Sequence[Needs],
    people: Sequence[Person],
    way: Floats,
    known: Floats,
    full_time: float,
) -> Weighed:
    """Weigh everybody for every cell.

    `way` and `known` (cells, specialists) are the ways from home in metres and the persons of a cell whom somebody served;
    `full_time` is what a full-timer would carry of the plan.
    """
    persons = np.array([max(1, one.customers) for one in needs], np.float64)[:, None]
    spoken, served = _spoken(needs, people), _served(needs, people)
    load = burdens(
        np.array([one.load for one in needs], np.float64),
        np.array([one.customers for one in needs], np.int64),
        full_time,
        _figures([one.working_share for one in people]),
        _figures([one.most_customers for one in people]),
    )
    over = np.nan_to_num(np.maximum(load - rules.capacity.within, 0.0))
    worths = {
        "known_customers": known / persons * rules.continuity.whole_cell_m,
        "language": np.minimum(spoken / persons, 1.0) * rules.language.whole_cell_m,
        "grade": np.minimum(served / persons, 1.0) * rules.grade.whole_cell_m,
        "capacity": -over * rules.capacity.over_m,
    }
    return Weighed(
        np.round(way),
        {"known_customers": known, "language": spoken, "grade": served, "capacity": load},
        {what: np.round(worth) for what, worth in worths.items()},
        [fit_of(rules.fit, one.employment, one.years, one.qualifications) for one in people],
        ~(load > rules.capacity.never_beyond),
    )


def _spoken(needs: Sequence[Needs], people: Sequence[Person]) -> Floats:
    """The persons of each cell who prefer a language that each specialist speaks."""
    names = sorted({name for one in needs for name in one.languages})
    wanted = np.array([[one.languages.get(name, 0) for name in names] for one in needs], np.float64)
    speaks = np.array([[name in one.languages for name in names] for one in people], np.float64)
    return wanted.reshape(len(needs), len(names)) @ speaks.reshape(len(people), len(names)).T


def _served(needs: Sequence[Needs], people: Sequence[Person]) -> Floats:
    """The persons of each cell whose tier takes a grade that each specialist has."""
    levels = sorted({grade for one in needs for grade in one.grades})
    wanted = np.array([[one.grades.get(level, 0) for level in levels] for one in needs], np.float64)
    reaches = np.array([[(one.grade or 0) >= level for level in levels] for one in people], np.float64)
    return wanted.reshape(len(needs), len(levels)) @ reaches.reshape(len(people), len(levels)).T


def _figures(values: Sequence[float | None]) -> Floats:
    return np.array([np.nan if one is None else one for one in values], np.float64)
