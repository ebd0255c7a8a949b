"""A trained model: rows of small trees by LightGBM, mean log-odds, calibrated; with the reasons of each row."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from gridward.renewal.risk import extra
from gridward.renewal.risk.features import Columns, Feature, Matrix, matrix
from gridward.renewal.risk.measures import Risks, probability

_AT_A_TIME = 50_000
"""Rows in memory at once while reasons are worked out."""


@dataclass(frozen=True)
class Model:
    """Probabilities of lapse from columns."""

    features: tuple[Feature, ...]
    trees: tuple[str, ...]
    """Each row of trees, as LightGBM writes it."""
    intercept: float
    slope: float
    """The calibrated log-odds are `intercept + slope * mean log-odds of the trees`."""

    @cached_property
    def _boosters(self) -> list[Any]:
        booster = extra.load("lightgbm").Booster
        return [booster(model_str=text) for text in self.trees]

    def raw(self, columns: Columns) -> Risks:
        """(n,), the mean log-odds of the trees."""
        return self._raw(matrix(self.features, columns))

    def risk(self, columns: Columns) -> Risks:
        """(n,), the probability of being unpaid at the end of grace."""
        return probability(self.intercept + self.slope * self.raw(columns))

    def contributions(self, columns: Columns) -> Matrix:
        """(n, features + 1): what each feature adds to a row's log-odds (SHAP values); the last column is what all have."""
        rows = matrix(self.features, columns)
        parts = [self._shares(rows[start : start + _AT_A_TIME]) for start in range(0, len(rows), _AT_A_TIME)]
        if not parts:
            return np.empty((0, len(self.features) + 1))
        found = self.slope * np.concatenate(parts)
        found[:, -1] += self.intercept
        return found

    def _raw(self, rows: Matrix) -> Risks:
        if not len(rows):
            return np.empty(0)
        return np.asarray(
            np.mean([one.predict(rows, raw_score=True, num_threads=1) for one in self._boosters], axis=0)
        )

    def _shares(self, rows: Matrix) -> Matrix:
        return np.asarray(
            np.mean([one.predict(rows, pred_contrib=True, num_threads=1) for one in self._boosters], axis=0)
        )


class Judging(Protocol):
    """What judges rows, and says how much each feature adds to their log-odds."""

    @property
    def features(self) -> tuple[Feature, ...]:
        """Those that it looks at."""

    def risk(self, columns: Columns) -> Risks:
        """(n,), the probability of being unpaid at the end of grace."""

    def contributions(self, columns: Columns) -> Matrix:
        """(n, features + 1), the last column is what all rows have."""


def reasons(model: Judging, columns: Columns, most: int = 3) -> Iterator[list[dict[str, Any]]]:
    """For each row what raises its risk above the usual one most, as `{"code", "points", "params"}`, 20 points a log-odd.

    The form is the points card's, so that whoever reads it needs to know only one.
    """
    shares = model.contributions(columns)[:, :-1]
    top = np.argsort(-shares, axis=1, kind="stable")[:, :most]
    points = np.rint(np.take_along_axis(shares, top, axis=1) * 20).astype(int)
    listed = [columns[feature.name].tolist() for feature in model.features]
    for row, (places, parts) in enumerate(zip(top.tolist(), points.tolist(), strict=True)):
        yield [
            {
                "code": model.features[place].name,
                "points": part,
                "params": {"value": _plain(listed[place][row])},
            }
            for place, part in zip(places, parts, strict=True)
            if part > 0
        ]


def _plain(value: Any) -> Any:
    """As JSON has it: no NaN, no empty word, and no more than two decimals."""
    if value == "" or value != value:
        return None
    return round(value, 2) if isinstance(value, float) else value
