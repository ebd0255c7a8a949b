"""What customers take of a specialist's time in a year: serving them, and the way to them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_TOUR = 0.7124
"""A shortest tour through n points spread over an area A is about 0.7124 sqrt(n A) long (Beardwood, Halton, Hammersley
1959; the constant: Johnson, McGeoch, Rothberg 1996)."""


@dataclass(frozen=True)
class Counts:
    """What there is to do at each place in a year. All arrays have one entry a place."""

    customers: Mapping[str, NDArray[np.int64]]
    """By service tier."""
    dues: NDArray[np.int64]
    requests: NDArray[np.int64]


@dataclass(frozen=True)
class ServiceModel:
    """How long it takes."""

    visits_a_year: Mapping[str, float]
    """Visits that a customer of a tier gets without a reason of his own."""
    visits_otherwise: float
    """The same for customers of all other tiers."""
    visits_a_due: float
    """The share of dues that somebody is visited for."""
    visits_a_request: float
    minutes_a_visit: float
    minutes_a_due: float
    """Besides visits: calls, messages, notes."""
    minutes_a_request: float
    minutes_a_customer: float
    """A year, for what each customer takes in any case."""

    def visits(self, counts: Counts) -> NDArray[np.float64]:
        """Visits at each place in a year."""
        regular = sum(
            (
                self.visits_a_year.get(tier, self.visits_otherwise) * number
                for tier, number in counts.customers.items()
            ),
            np.zeros(len(counts.dues)),
        )
        return np.asarray(regular + self.visits_a_due * counts.dues + self.visits_a_request * counts.requests)

    def minutes(self, counts: Counts) -> NDArray[np.float64]:
        """Minutes of service at each place in a year, without the way."""
        people = sum(counts.customers.values(), np.zeros(len(counts.dues)))
        return np.asarray(
            self.minutes_a_visit * self.visits(counts)
            + self.minutes_a_due * counts.dues
            + self.minutes_a_request * counts.requests
            + self.minutes_a_customer * people
        )


@dataclass(frozen=True)
class TravelModel:
    """How long the way takes."""

    visits_a_day: float
    """Visits that are made in one tour."""
    legs_km: tuple[float, ...]
    """Straight-line lengths of a way from visit to visit, rising."""
    speeds_kmh: tuple[float, ...]
    """How fast, along the straight line, ways of these lengths are; between them it is in between."""

    def minutes(self, visits: NDArray[np.float64], area_m2: NDArray[np.float64]) -> NDArray[np.float64]:
        """Minutes on the way in a year, for cells (k,) with so many visits on so much land."""
        leg_km = _TOUR * np.sqrt(area_m2 / self.visits_a_day) / 1_000
        return np.asarray(visits * leg_km / np.interp(leg_km, self.legs_km, self.speeds_kmh) * 60)
