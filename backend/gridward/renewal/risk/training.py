"""Training a model: how many trees, the trees, the calibration."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gridward.kernel.errors import Invalid
from gridward.renewal.risk import extra
from gridward.renewal.risk.features import Columns, Feature, Matrix, learn, matrix
from gridward.renewal.risk.measures import Lapsed, calibration, probability
from gridward.renewal.risk.model import Model
from gridward.renewal.risk.recipe import Recipe

LEAST_LAPSES = 20
"""With fewer in training, or in its newest part, no figure means anything."""
_LEAST_TREES = 10
_PATIENCE = 40
"""Trees without an improvement after which no more are tried."""


@dataclass(frozen=True)
class Trained:
    """A model, and what was noticed while it was trained."""

    model: Model
    trees: int
    """Of each row of trees."""
    empty: tuple[str, ...]
    """Features left out because no value of theirs is known."""


def train(
    features: Sequence[Feature],
    columns: Columns,
    lapsed: Lapsed,
    when: NDArray[np.int64] | None = None,
    recipe: Recipe | None = None,
    taught: Lapsed | None = None,
) -> Trained:
    """Train on n rows. `when` orders them in time (the day, or the month, of each); without it the parts are drawn by lot.

    `taught` is what the trees learn in place of who lapsed, where that is commoner and goes with it; what they say is
    calibrated to lapses all the same.

    Raises `risk.no_lapse`, `risk.too_few`, `risk.nothing_known`, `risk.feature_missing`, `risk.no_extra`.
    """
    recipe = recipe or Recipe()
    taught = lapsed if taught is None else taught
    _examine(lapsed)
    _examine(taught)
    known, empty = learn(features, columns)
    rows = matrix(known, columns)
    new = _newest(lapsed, when, recipe)
    booster = extra.load("lightgbm")
    grower = _Grower(booster, known, rows, taught, recipe)
    counted, losses = grower.watched(~new, new)
    enough = recipe.enough_of_many if taught.sum() >= recipe.many_lapses else recipe.enough
    trees = _trees(losses, 1.0 if when is None else enough)
    raw = counted.predict(rows[new], raw_score=True, num_threads=1, num_iteration=trees)
    intercept, slope = _calibrated(lapsed[new], raw)
    grown = tuple(grower.grown(member, trees).model_to_string() for member in range(recipe.members))
    return Trained(Model(known, grown, intercept, slope), trees, empty)


def _examine(lapsed: Lapsed) -> None:
    lapses = int(lapsed.sum())
    if lapses in (0, len(lapsed)):
        raise Invalid(
            "risk.no_lapse",
            f"Among the {len(lapsed)} training rows there is not a single {'payment' if lapses else 'lapse'}.",
            "Train on closed windows in which some paid and some did not; look whether the outcome was read rightly.",
            rows=len(lapsed),
        )
    if min(lapses, len(lapsed) - lapses) < LEAST_LAPSES:
        raise Invalid(
            "risk.too_few",
            f"{len(lapsed)} training rows with {lapses} lapses are too few: {LEAST_LAPSES} of each outcome are needed.",
            "Take a longer period, or stay with the points card.",
            rows=len(lapsed),
            lapses=lapses,
        )


def _newest(lapsed: Lapsed, when: NDArray[np.int64] | None, recipe: Recipe) -> NDArray[np.bool_]:
    """Which rows trees are counted on: the newest, a whole moment never in both parts; by lot where that leaves no lapse."""
    drawn = np.random.default_rng(recipe.seed).random(len(lapsed)) < recipe.newest
    if when is None:
        return drawn
    new = np.asarray(when >= np.quantile(when, 1 - recipe.newest))
    enough = min(lapsed[new].sum(), lapsed[~new].sum()) >= LEAST_LAPSES
    return new if enough else drawn


def _trees(losses: Sequence[float], enough: float) -> int:
    """How many trees to grow, by the loss on rows that they did not see, after each tree; the first is that of none."""
    gained = losses[0] - np.asarray(losses)
    return max(int(np.argmax(gained >= enough * gained.max())), _LEAST_TREES)


@dataclass(frozen=True)
class _Grower:
    """LightGBM with rows and a recipe."""

    library: Any
    features: Sequence[Feature]
    rows: Matrix
    taught: Lapsed
    recipe: Recipe

    def watched(self, part: NDArray[np.bool_], others: NDArray[np.bool_]) -> tuple[Any, list[float]]:
        """Trees of a part of the rows, and the loss on the others: before the first tree, and after each."""
        settings = self._settings(0)
        data = self._data(part, settings)
        losses: dict[str, dict[str, list[float]]] = {}
        grown = self.library.train(
            settings,
            data,
            self.recipe.most_trees,
            valid_sets=[data.create_valid(self.rows[others], self.taught[others].astype(np.float32))],
            valid_names=["others"],
            callbacks=[
                self.library.early_stopping(_PATIENCE, verbose=False),
                self.library.record_evaluation(losses),
            ],
        )
        usual = float(self.taught[part].mean())
        share = float(self.taught[others].mean())
        none = -share * np.log(usual) - (1 - share) * np.log(1 - usual)
        return grown, [none, *losses["others"]["binary_logloss"]]

    def grown(self, member: int, trees: int) -> Any:
        """A row of trees on all rows."""
        settings = self._settings(member)
        return self.library.train(
            settings, self._data(np.ones(len(self.taught), dtype=bool), settings), trees
        )

    def _data(self, part: NDArray[np.bool_], settings: dict[str, Any]) -> Any:
        words = [place for place, feature in enumerate(self.features) if feature.of_words]
        return self.library.Dataset(
            self.rows[part],
            self.taught[part].astype(np.float32),
            categorical_feature=words,
            params=settings,
        )

    def _settings(self, member: int) -> dict[str, Any]:
        recipe = self.recipe
        return {
            "objective": "binary",
            "metric": "binary_logloss",
            "num_leaves": recipe.more_leaves if self.taught.sum() >= recipe.many_lapses else recipe.leaves,
            "learning_rate": recipe.rate,
            # A small training set has small leaves.
            "min_data_in_leaf": min(recipe.least_rows, max(len(self.taught) // 200, 5)),
            "bagging_fraction": recipe.share_of_rows,
            "bagging_freq": 1,
            "feature_fraction": recipe.share_of_features,
            "monotone_constraints": [feature.direction for feature in self.features],
            "max_cat_to_onehot": 8,
            "seed": recipe.seed + member,
            "deterministic": True,
            "force_row_wise": True,
            "num_threads": recipe.threads,
            "verbosity": -1,
        }


def _calibrated(lapsed: Lapsed, raw: NDArray[np.float64]) -> tuple[float, float]:
    """Intercept and slope of the log-odds on rows that the trees did not see. Where they cannot be had: as the trees say."""
    intercept, slope = calibration(lapsed, probability(raw))
    return (intercept, slope) if np.isfinite(slope) and 0.2 < slope < 5 else (0.0, 1.0)
