"""Whether a card can be used: every mistake with its place, so that each can be shown beside its line. Pure."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any

from gridward.kernel.errors import Invalid
from gridward.renewal.card import PointsCard
from gridward.renewal.cards.content import CardContent, FeatureContent
from gridward.renewal.features import ADDED, FEATURES

TIERS = ("high", "medium", "low")
"""The tiers that the calendar and the pages know, from the highest down."""
MOST_POINTS = 500
STEEPEST = 0.5
"""Log-odds of a point."""
FARTHEST = 20
"""Log-odds at 0 points."""


@dataclass(frozen=True)
class Fault:
    """A mistake in a card."""

    at: str
    """Where: `scale`, `tiers.1`, `features.3`, `features.3.bins.2`, `features.3.values.monthly`; empty for the whole."""
    code: str
    params: dict[str, Any] = field(default_factory=dict)


def faults_of(content: CardContent) -> list[Fault]:
    """All mistakes of a card, from its head to its end."""
    return [*_head(content), *_tiers(content), *_features(content)]


def require_sound(content: CardContent, version: str) -> PointsCard:
    """The card. Raises `card.faulty` with all its mistakes."""
    if faults := faults_of(content):
        raise faulty(faults)
    return PointsCard.model_validate(content.plain() | {"version": version})


def faulty(faults: list[Fault]) -> Invalid:
    """The error that tells of mistakes."""
    return Invalid(
        "card.faulty",
        f"The card has {len(faults)} mistakes: "
        + "; ".join(f"{one.at or 'card'}: {one.code}" for one in faults[:5]),
        "Correct the lines named.",
        count=len(faults),
        faults=[asdict(one) for one in faults],
    )


def _head(content: CardContent) -> Iterator[Fault]:
    if abs(content.intercept) > FARTHEST:
        yield Fault("intercept", "intercept_range", {"most": FARTHEST})
    if not 0 < content.scale <= STEEPEST:
        yield Fault("scale", "scale_range", {"most": STEEPEST})


def _tiers(content: CardContent) -> Iterator[Fault]:
    if tuple(tier.name for tier in content.tiers) != TIERS:
        yield Fault("tiers", "tier_names", {"names": list(TIERS)})
        return
    for number, (above, tier) in enumerate(pairwise(content.tiers), start=1):
        if tier.least >= above.least:
            yield Fault(f"tiers.{number}", "tier_order")
    if content.tiers[0].least > 1:
        yield Fault("tiers.0", "tier_range")
    if content.tiers[-1].least != 0:
        yield Fault(f"tiers.{len(TIERS) - 1}", "tier_last")


def _features(content: CardContent) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, feature in enumerate(content.features):
        at = f"features.{number}"
        if feature.name in seen:
            yield Fault(at, "feature_twice", {"feature": feature.name})
        elif feature.name not in FEATURES:
            yield Fault(at, "feature_unknown", {"feature": feature.name})
        else:
            yield from _feature(at, feature, FEATURES[feature.name])
        seen.add(feature.name)
    # One that shall not count gets 0 points: so it is seen that nobody forgot it.
    for name in FEATURES:
        if name not in seen | ADDED:
            yield Fault("features", "feature_missing", {"feature": name})


def _feature(at: str, feature: FeatureContent, words: frozenset[str]) -> Iterator[Fault]:
    if words:
        if feature.bins:
            yield Fault(at, "words_wanted", {"feature": feature.name})
        for word in sorted(words - feature.values.keys()):
            yield Fault(at, "word_missing", {"feature": feature.name, "word": word})
        for word in sorted(feature.values.keys() - words):
            yield Fault(f"{at}.values.{word}", "word_unknown", {"feature": feature.name, "word": word})
    elif feature.values or not feature.bins:
        yield Fault(at, "bins_wanted", {"feature": feature.name})
    else:
        yield from _limits(at, feature)
    yield from _points(at, feature)


def _limits(at: str, feature: FeatureContent) -> Iterator[Fault]:
    *limited, last = feature.bins
    if last.below is not None:
        yield Fault(f"{at}.bins.{len(limited)}", "last_bin_open")
    before: float | None = None
    for number, one in enumerate(limited):
        if one.below is None:
            yield Fault(f"{at}.bins.{number}", "limit_missing")
        elif before is not None and one.below <= before:
            yield Fault(f"{at}.bins.{number}", "limits_rise", {"before": before})
        before = one.below if one.below is not None else before


def _points(at: str, feature: FeatureContent) -> Iterator[Fault]:
    places = [
        (f"{at}.missing", feature.missing),
        *((f"{at}.bins.{number}", one.points) for number, one in enumerate(feature.bins)),
        *((f"{at}.values.{word}", points) for word, points in feature.values.items()),
    ]
    for place, points in places:
        if abs(points) > MOST_POINTS:
            yield Fault(place, "points_range", {"most": MOST_POINTS})
