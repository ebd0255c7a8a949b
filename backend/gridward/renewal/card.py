"""The points card: an additive score in a versioned file, evaluated over whole columns. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from gridward.kernel.errors import Invalid
from gridward.platform.rules import RulePart

CARD: Final = "v2"
"""The version that is in force until ops choose another one."""
REASONS: Final = 3

Column = NDArray[Any]


class Bin(RulePart):
    """Values below a limit, from the limit of the bin before on; without a limit all the rest."""

    below: float | None = None
    points: int


class Feature(RulePart):
    """A column and its points: by bins for a number, by values for a word. `missing` is for NaN and unknown words."""

    name: str
    missing: int = 0
    bins: tuple[Bin, ...] = ()
    values: dict[str, int] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if bool(self.bins) == bool(self.values):
            raise ValueError(f"{self.name}: either bins or values")
        limits = [one.below for one in self.bins[:-1]]
        if self.bins and (None in limits or self.bins[-1].below is not None):
            raise ValueError(f"{self.name}: the last bin, and no other, is without a limit")
        if any(before >= after for before, after in pairwise(self.limits)):
            raise ValueError(f"{self.name}: the limits must rise")
        return self

    @property
    def limits(self) -> list[float]:
        """Where one bin ends and the next begins."""
        return [one.below for one in self.bins if one.below is not None]

    def points_of(self, column: Column) -> NDArray[np.int16]:
        """The points of each value."""
        found = np.full(len(column), self.missing, dtype=np.int16)
        for word, points in self.values.items():
            found[column == word] = points
        if self.bins:
            by_bin = np.array([one.points for one in self.bins], dtype=np.int16)
            known = ~np.isnan(column)
            found[known] = by_bin[np.searchsorted(self.limits, column[known], side="right")]
        return found


class Tier(RulePart):
    """A name for probabilities from a limit on."""

    name: str
    least: float = Field(alias="from", ge=0, le=1)


@dataclass(frozen=True)
class Scores:
    """What a card says of n rows."""

    points: NDArray[np.int64]
    """(n,)."""
    probability: NDArray[np.float64]
    """(n,), of being unpaid at the end of grace."""
    tier: NDArray[np.int64]
    """(n,), the number of the tier."""
    top: NDArray[np.int64]
    """(n, 3), the features with the most points."""
    top_points: NDArray[np.int16]
    """(n, 3), their points, falling."""


class PointsCard(RulePart):
    """A version of the card."""

    version: str
    intercept: float
    scale: float = Field(gt=0)
    tiers: tuple[Tier, ...] = Field(min_length=1)
    features: tuple[Feature, ...] = Field(min_length=REASONS)

    @model_validator(mode="after")
    def _orderly(self) -> Self:
        least = [tier.least for tier in self.tiers]
        if least != sorted(least, reverse=True) or least[-1] != 0:
            raise ValueError("tiers go from the highest down to 0")
        names = [feature.name for feature in self.features]
        if len(set(names)) < len(names):
            raise ValueError("a feature stands there twice")
        return self

    def score(self, columns: Mapping[str, Column]) -> Scores:
        """Judge n rows. `columns` has an array of n for each feature: float64 with NaN where nothing is known, or text.

        Raises `card.feature_missing` where there is no column for a feature.
        """
        if missing := [feature.name for feature in self.features if feature.name not in columns]:
            raise Invalid(
                "card.feature_missing",
                f"Card {self.version} needs {', '.join(missing)}, which the data do not have.",
                "Use a card without it, or data with it.",
                version=self.version,
                features=missing,
            )
        parts = np.stack([feature.points_of(columns[feature.name]) for feature in self.features], axis=1)
        points = parts.sum(axis=1, dtype=np.int64)
        probability = 1 / (1 + np.exp(-(self.intercept + self.scale * points)))
        tier = np.full(len(points), len(self.tiers) - 1)
        for number in reversed(range(len(self.tiers))):
            tier[probability >= self.tiers[number].least] = number
        top = np.argpartition(-parts, REASONS - 1, axis=1)[:, :REASONS]
        order = np.argsort(-np.take_along_axis(parts, top, axis=1), axis=1, kind="stable")
        top = np.take_along_axis(top, order, axis=1)
        return Scores(points, probability, tier, top, np.take_along_axis(parts, top, axis=1))

    def reasons(self, scores: Scores, columns: Mapping[str, Column]) -> Iterator[list[dict[str, Any]]]:
        """For each row what raised its points most, at most three, as `{"code", "points", "params"}`."""
        names = [feature.name for feature in self.features]
        listed = {name: columns[name].tolist() for name in names}
        for row, (tops, points) in enumerate(
            zip(scores.top.tolist(), scores.top_points.tolist(), strict=True)
        ):
            yield [
                {
                    "code": names[number],
                    "points": part,
                    "params": {"value": _plain(listed[names[number]][row])},
                }
                for number, part in zip(tops, points, strict=True)
                if part > 0
            ]


def _plain(value: Any) -> Any:
    """As JSON has it: no NaN, and no more than two decimals."""
    if not isinstance(value, float):
        return value
    if value != value:
        return None
    return int(value) if value.is_integer() else round(value, 2)
