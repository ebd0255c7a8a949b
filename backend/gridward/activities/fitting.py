"""How well an event fits a customer, with reasons. Pure.

What is known of a customer is used only where he did not refuse to have his data used for choosing (PIPL art. 24): then the
events come by their time alone.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gridward.activities.rules import FitRules
from gridward.kernel.ages import age_on


@dataclass(frozen=True)
class Occasion:
    """What of an event matters for fitting."""

    on: date
    seats_left: int
    interests: Collection[str] = ()
    age_from: int | None = None
    age_to: int | None = None
    """Up to and with this age."""
    district_ids: Collection[int] = ()


@dataclass(frozen=True)
class Customer:
    """What of a customer matters for fitting; what is not known rules nothing out."""

    born_on: date | None = None
    interests: Collection[str] = ()
    district_id: int | None = None


@dataclass(frozen=True)
class Fit:
    """How well an event fits."""

    points: float
    reasons: list[dict[str, Any]] = field(default_factory=list)
    """`{"code", "params"}`, what speaks for it first."""


def fits(event: Occasion, customer: Customer, distance_m: float | None, rules: FitRules) -> Fit | None:
    """How well an event fits a customer; None for one that is meant for others (age, district)."""
    age = None if customer.born_on is None else age_on(customer.born_on, event.on)
    for_age = event.age_from is not None or event.age_to is not None
    if for_age and age is not None and not _within(age, event):
        return None
    for_district = bool(event.district_ids) and customer.district_id is not None
    if for_district and customer.district_id not in event.district_ids:
        return None
    found = Fit(0.0)
    shared = [one for one in event.interests if one in customer.interests]
    if shared:
        found = _and(
            found,
            rules.interest * min(len(shared), rules.most_interests),
            "shared_interest",
            interests=shared,
        )
    if distance_m is not None:
        share = max(0.0, 1.0 - distance_m / 1000 / rules.far_km)
        found = _and(found, rules.near * share, "distance", metres=round(distance_m))
    if for_age and age is not None:
        found = _and(found, rules.age, "for_age", age_from=event.age_from, age_to=event.age_to)
    if for_district:
        found = _and(found, rules.district, "for_district")
    return _seats(found, event, rules)


def fits_anybody(event: Occasion) -> Fit:
    """The same without a look at the customer: every event fits equally."""
    return _seats(Fit(0.0), event, None)


def _within(age: int, event: Occasion) -> bool:
    return (event.age_from is None or age >= event.age_from) and (event.age_to is None or age <= event.age_to)


def _seats(fit: Fit, event: Occasion, rules: FitRules | None) -> Fit:
    if event.seats_left > 0:
        return _and(fit, 0.0, "seats_left", seats=event.seats_left)
    return _and(fit, rules.full if rules else 0.0, "seats_gone")


def _and(fit: Fit, points: float, code: str, **params: Any) -> Fit:
    return Fit(fit.points + points, [*fit.reasons, {"code": code, "params": params}])
