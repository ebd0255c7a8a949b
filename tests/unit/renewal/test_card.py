"""The points card."""

import time
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from gridward.platform.rules import load_rules
from gridward.renewal.card import CARD, PointsCard

CARD_FILE: dict[str, Any] = {
    "version": "test",
    "intercept": -2.0,
    "scale": 0.1,
    "tiers": [{"name": "high", "from": 0.5}, {"name": "low", "from": 0.0}],
    "features": [
        {"name": "late", "bins": [{"below": 1, "points": 0}, {"below": 3, "points": 10}, {"points": 30}]},
        {"name": "mode", "values": {"yearly": 0, "monthly": -10}, "missing": 5},
        {"name": "income", "missing": 2, "bins": [{"below": 0.1, "points": -4}, {"points": 7}]},
    ],
}


def columns(late: list[float], mode: list[str], income: list[float]) -> dict[str, Any]:
    return {"late": np.array(late), "mode": np.array(mode), "income": np.array(income)}


def test_points_are_added_and_make_a_probability_and_a_tier() -> None:
    card = PointsCard.model_validate(CARD_FILE)
    scores = card.score(
        columns([0, 1, 2.9, 3], ["yearly", "monthly", "yearly", "??"], [0.05, 0.1, np.nan, 9])
    )
    assert scores.points.tolist() == [-4, 7, 12, 42]
    assert scores.probability.tolist() == pytest.approx(
        [1 / (1 + np.exp(2 - p / 10)) for p in (-4, 7, 12, 42)]
    )
    assert scores.tier.tolist() == [1, 1, 1, 0]


def test_reasons_are_what_raised_the_points_most() -> None:
    card = PointsCard.model_validate(CARD_FILE)
    given = columns([5, 0], ["??", "yearly"], [0.2, 0.05])
    first, second = card.reasons(card.score(given), given)
    assert first == [
        {"code": "late", "points": 30, "params": {"value": 5}},
        {"code": "income", "points": 7, "params": {"value": 0.2}},
        {"code": "mode", "points": 5, "params": {"value": "??"}},
    ]
    assert second == []


def test_what_is_not_known_is_said_so() -> None:
    card = PointsCard.model_validate(CARD_FILE)
    given = columns([0], ["yearly"], [np.nan])
    assert [*card.reasons(card.score(given), given)] == [
        [{"code": "income", "points": 2, "params": {"value": None}}]
    ]


def test_nobody_is_judged_without_fault() -> None:
    card = PointsCard.model_validate(CARD_FILE)
    none = columns([], [], [])
    assert len(card.score(none).points) == 0 and [*card.reasons(card.score(none), none)] == []


@pytest.mark.parametrize(
    "damage",
    [
        {"scale": -0.1},
        {"tiers": [{"name": "low", "from": 0.0}, {"name": "high", "from": 0.5}]},
        {"tiers": [{"name": "high", "from": 0.5}]},
        {"colour": "red"},
        {"features": CARD_FILE["features"][:2]},
        {"features": [*CARD_FILE["features"], CARD_FILE["features"][0]]},
        {"features": [*CARD_FILE["features"], {"name": "x"}]},
        {"features": [*CARD_FILE["features"], {"name": "x", "bins": [{"points": 1}, {"points": 2}]}]},
        {"features": [*CARD_FILE["features"], {"name": "x", "bins": [{"below": 1, "points": 1}]}]},
        {
            "features": [
                *CARD_FILE["features"],
                {"name": "x", "bins": [{"below": 2, "points": 1}, {"below": 1, "points": 2}, {"points": 0}]},
            ]
        },
    ],
)
def test_a_card_with_a_mistake_is_refused(damage: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        PointsCard.model_validate(CARD_FILE | damage)


def test_the_card_in_use_rises_where_it_must() -> None:
    """Later, more failed debits, more cash: never safer."""
    card = load_rules(PointsCard, "points_card", CARD)
    assert card.version == CARD.removeprefix("v")
    by_name = {feature.name: feature for feature in card.features}
    for name in (
        "days_since_due",
        "late_payments",
        "times_lapsed",
        "last_days_late",
        "failed_debits",
        "cash_share",
        "premium_to_income",
    ):
        points = [one.points for one in by_name[name].bins]
        assert points == sorted(points), name


@pytest.mark.parametrize(("name", "most"), [("times_lapsed", 5), ("cash_share", 0.9)])
def test_the_card_in_use_tells_much_from_little(name: str, most: float) -> None:
    """One lapse is not as bad as five, nor a tenth in cash as all of it."""
    card = load_rules(PointsCard, "points_card", CARD)
    feature = next(one for one in card.features if one.name == name)
    points = feature.points_of(np.linspace(0, most, 30)).tolist()
    assert points == sorted(points) and len(set(points)) >= 5


def test_half_a_million_rows_take_about_a_second() -> None:
    card = load_rules(PointsCard, "points_card", CARD)
    rng, n = np.random.default_rng(1), 500_000
    given = {
        feature.name: rng.choice(np.array(sorted(feature.values)), n)
        if feature.values
        else rng.uniform(0, feature.limits[-1] * 1.2, n)
        for feature in card.features
    }
    started = time.process_time()
    assert len(card.score(given).points) == n
    # Measured about 0.6 s of one core; the limit is for a loaded machine.
    assert time.process_time() - started < 3
