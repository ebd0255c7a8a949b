"""Cards that ops edit: what is wrong with one, the file of one and back, and how two of them compare."""

import copy
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from gridward.kernel.errors import Invalid
from gridward.platform.rules import load_rules, rule_versions
from gridward.renewal.card import CARD, PointsCard
from gridward.renewal.cards.checking import faults_of, require_sound
from gridward.renewal.cards.content import CardContent, content_of
from gridward.renewal.cards.effects import compare, rank_correlation
from gridward.renewal.cards.files import read_toml, write_toml
from gridward.renewal.features import ADDED, FEATURES
from gridward.renewal.judging import kept_columns

SHIPPED = load_rules(PointsCard, "points_card", CARD)
CONTENT = content_of(SHIPPED).plain()


def damaged(**change: Any) -> CardContent:
    return CardContent.model_validate(copy.deepcopy(CONTENT) | change)


def feature(of: str, **change: Any) -> CardContent:
    features = copy.deepcopy(CONTENT["features"])
    number = next(number for number, one in enumerate(features) if one["name"] == of)
    features[number] = {**features[number], **change}
    return damaged(features=features)


def codes(content: CardContent) -> list[tuple[str, str]]:
    return [(fault.at, fault.code) for fault in faults_of(content)]


@pytest.mark.parametrize("version", rule_versions("points_card"))
def test_what_is_shipped_can_be_copied(version: str) -> None:
    card = load_rules(PointsCard, "points_card", version)
    assert require_sound(content_of(card), card.version) == card
    assert FEATURES.keys() - ADDED <= {one.name for one in card.features} <= FEATURES.keys()


def test_the_card_in_use_has_every_feature() -> None:
    assert {one.name for one in SHIPPED.features} == FEATURES.keys()


def test_each_mistake_is_told_with_its_place() -> None:
    assert codes(damaged(scale=0)) == [("scale", "scale_range")]
    assert codes(damaged(intercept=-99)) == [("intercept", "intercept_range")]
    assert codes(damaged(tiers=CONTENT["tiers"][:2])) == [("tiers", "tier_names")]
    rising = [{**tier, "from": limit} for tier, limit in zip(CONTENT["tiers"], (0.1, 0.3, 0.2), strict=True)]
    assert codes(damaged(tiers=rising)) == [("tiers.1", "tier_order"), ("tiers.2", "tier_last")]
    assert codes(damaged(tiers=[{**CONTENT["tiers"][0], "from": 2.0}, *CONTENT["tiers"][1:]])) == [
        ("tiers.0", "tier_range")
    ]
    bins = [
        {"below": 3, "points": 0},
        {"below": 2, "points": 900},
        {"below": None, "points": 1},
        {"points": 0},
    ]
    assert codes(feature("failed_debits", bins=bins)) == [
        ("features.6.bins.1", "limits_rise"),
        ("features.6.bins.2", "limit_missing"),
        ("features.6.bins.1", "points_range"),
    ]
    assert codes(feature("failed_debits", bins=[{"below": 1, "points": 0}])) == [
        ("features.6.bins.0", "last_bin_open")
    ]
    assert codes(feature("age", bins=[])) == [("features.14", "bins_wanted")]
    assert codes(feature("pay_mode", values={"yearly": 1, "daily": 2})) == [
        ("features.9", "word_missing"),
        ("features.9", "word_missing"),
        ("features.9", "word_missing"),
        ("features.9.values.daily", "word_unknown"),
    ]
    assert codes(feature("pay_mode", bins=[{"points": 1}])) == [("features.9", "words_wanted")]


def test_a_card_lacks_no_feature_has_none_twice_and_none_that_nobody_knows() -> None:
    assert codes(damaged(features=CONTENT["features"][1:])) == [("features", "feature_missing")]
    assert codes(damaged(features=[*CONTENT["features"], CONTENT["features"][0]])) == [
        ("features.15", "feature_twice")
    ]
    assert codes(feature("age", name="neighbourhood")) == [
        ("features.14", "feature_unknown"),
        ("features", "feature_missing"),
    ]


def test_data_without_a_feature_of_the_card_are_refused() -> None:
    with pytest.raises(Invalid) as refused:
        SHIPPED.score({"age": np.array([30.0])})
    assert refused.value.code == "card.feature_missing"
    missing = refused.value.params["features"]
    assert isinstance(missing, list) and set(missing) == FEATURES.keys() - {"age"}


def test_a_card_and_its_file_are_the_same() -> None:
    content = content_of(SHIPPED)
    assert read_toml(write_toml(content, "v1")) == content


def test_mistakes_of_a_file_have_their_lines() -> None:
    with pytest.raises(Invalid) as refused:
        read_toml('version = "x"\nintercept = = 3\n')
    assert (refused.value.code, refused.value.params) == ("card.not_toml", {"line": 2, "column": 13})
    lines = write_toml(content_of(SHIPPED), "v1").splitlines()
    scale = next(number for number, line in enumerate(lines) if line.startswith("scale"))
    lines[scale] = "scale = -1"
    age = lines.index('name = "age"')
    lines[age] = 'name = "zodiac"'
    with pytest.raises(Invalid) as refused:
        read_toml("\n".join(lines))
    faults = refused.value.params["faults"]
    assert isinstance(faults, list)
    assert [(one["code"], one["params"].get("line")) for one in faults] == [
        ("scale_range", scale + 1),
        ("feature_unknown", age),
        ("feature_missing", lines.index("[[features]]") + 1),
    ]
    with pytest.raises(Invalid) as refused:
        read_toml("intercept = 'steep'\n")
    faults = refused.value.params["faults"]
    assert isinstance(faults, list) and {one["code"] for one in faults} == {"form"}


def some_dues(n: int, seed: int = 1) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    rows: list[tuple[int, dict[str, Any]]] = [
        (
            policy,
            {
                name: str(rng.choice(sorted(words)))
                if words
                else float(rng.integers(0, 70) * rng.integers(0, 2))
                for name, words in FEATURES.items()
                if rng.random() < 0.9 or words
            },
        )
        for policy in range(n)
    ]
    return kept_columns(rows)


def test_beside_itself_a_card_changes_nothing() -> None:
    figures, examples = compare(some_dues(300), SHIPPED, SHIPPED)
    assert figures["other_tier"] == figures["other_points"] == 0 and examples == {}
    assert figures["rank_correlation"] == 1
    assert all(flow["before"] == flow["after"] for flow in figures["flows"])


def test_what_another_card_changes_adds_up() -> None:
    other = require_sound(
        feature("days_since_due", bins=[{"below": 30, "points": 80}, {"points": 0}]), "own-1"
    )
    figures, examples = compare(some_dues(300), SHIPPED, other)
    assert sum(flow["count"] for flow in figures["flows"]) == figures["dues"] == 300
    moved = sum(flow["count"] for flow in figures["flows"] if flow["before"] != flow["after"])
    assert moved == figures["other_tier"] > 20 and len(examples) == 20
    changes = [abs(one["after"]["risk"] - one["before"]["risk"]) for one in examples.values()]
    assert changes == sorted(changes, reverse=True)
    assert all(one["before"]["tier"] != one["after"]["tier"] for one in examples.values())
    assert figures["reasons"][0]["code"] == "days_since_due"


def test_no_dues_are_compared_without_fault() -> None:
    figures, examples = compare(kept_columns([]), SHIPPED, SHIPPED)
    assert (figures["dues"], figures["rank_correlation"], figures["mean_after"], examples) == (
        0,
        None,
        None,
        {},
    )


@given(st.lists(st.integers(0, 8), min_size=2, max_size=40))
def test_ranks_do_not_care_for_scale(values: list[int]) -> None:
    one = np.array(values, dtype=float)
    if np.ptp(one) == 0:
        assert rank_correlation(one, one) is None
    else:
        assert rank_correlation(one, np.exp(one)) == 1
        assert rank_correlation(one, -one) == -1


def test_kept_features_are_what_was_looked_at() -> None:
    columns = kept_columns([(7, {"age": 31.5, "pay_mode": "yearly", "debit_state": "works"}), (9, {})])
    assert columns["policy_id"].tolist() == [7, 9]
    assert_array_equal(columns["age"], [31.5, np.nan])
    assert columns["pay_mode"].tolist() == ["yearly", "None"]
