"""How well an event fits a customer, and why."""

from dataclasses import replace
from datetime import date

import pytest

from gridward.activities.fitting import Customer, Fit, Occasion, fits, fits_anybody
from gridward.activities.rules import FitRules

RULES = FitRules(interest=3, most_interests=2, age=1, district=1, near=2, far_km=10, full=-2)
EVENT = Occasion(date(2026, 12, 5), 8, ["书法", "读书", "摄影"], 50, 70, [3, 4])
CUSTOMER = Customer(date(1966, 12, 5), {"书法", "钓鱼"}, 3)


def found(event: Occasion = EVENT, customer: Customer = CUSTOMER, way: float | None = 2500.0) -> Fit:
    fit = fits(event, customer, way, RULES)
    assert fit is not None
    return fit


def codes(fit: Fit) -> list[str]:
    return [reason["code"] for reason in fit.reasons]


def test_all_that_speaks_for_an_event_is_counted_and_said() -> None:
    fit = found()
    assert fit.points == pytest.approx(3 + 2 * 0.75 + 1 + 1)
    assert [(one["code"], one["params"]) for one in fit.reasons] == [
        ("shared_interest", {"interests": ["书法"]}),
        ("distance", {"metres": 2500}),
        ("for_age", {"age_from": 50, "age_to": 70}),
        ("for_district", {}),
        ("seats_left", {"seats": 8}),
    ]


def test_of_many_shared_interests_only_the_most_count() -> None:
    everything = replace(CUSTOMER, interests={"书法", "读书", "摄影"})
    assert found(customer=everything).points - found().points == pytest.approx(3)
    assert found(customer=everything).reasons[0]["params"] == {"interests": ["书法", "读书", "摄影"]}


@pytest.mark.parametrize(("way", "points"), [(0, 2), (5000, 1), (10_000, 0), (40_000, 0)])
def test_the_way_counts_less_with_each_kilometre(way: float, points: float) -> None:
    plain = Occasion(EVENT.on, 8)
    assert found(plain, way=way).points == pytest.approx(points)


@pytest.mark.parametrize(("born_on", "is_for_him"), [
    (date(1976, 12, 5), True), (date(1976, 12, 6), False), (date(1955, 12, 6), True), (date(1955, 12, 5), False),
])  # fmt: skip
def test_age_is_that_of_the_day_of_the_event(born_on: date, is_for_him: bool) -> None:
    assert (fits(EVENT, replace(CUSTOMER, born_on=born_on), None, RULES) is not None) is is_for_him


def test_what_is_meant_for_another_district_is_not_offered() -> None:
    assert fits(EVENT, replace(CUSTOMER, district_id=5), None, RULES) is None


def test_what_is_not_known_of_him_rules_nothing_out() -> None:
    fit = found(customer=Customer(), way=None)
    assert (fit.points, codes(fit)) == (0, ["seats_left"])


def test_a_full_event_comes_after_the_others() -> None:
    full = found(replace(EVENT, seats_left=0))
    assert full.points == pytest.approx(found().points - 2)
    assert codes(full)[-1] == "seats_gone"


def test_without_a_look_at_the_customer_all_events_are_equal() -> None:
    assert fits_anybody(EVENT).points == fits_anybody(replace(EVENT, seats_left=0)).points == 0
    assert codes(fits_anybody(EVENT)) == ["seats_left"]
