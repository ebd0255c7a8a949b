"""What a model looks at: named columns of numbers and words, and the matrix that they become."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gridward.kernel.errors import Invalid

Columns = Mapping[str, NDArray[Any]]
"""By name, each (n,): float64 with NaN where nothing is known, or text with "" there."""
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Feature:
    """A column that a model may look at."""

    name: str
    direction: int = 0
    """1 where more never lowers the risk, -1 where more never raises it, 0 where it may do either."""
    words: tuple[str, ...] | None = None
    """For a column of words: those that were seen in training; any other is as one that is missing."""
    of_words: bool = False

    def encode(self, column: NDArray[Any]) -> Matrix:
        """As numbers: a word's place among the known ones, NaN for what is not known."""
        if not self.of_words:
            return np.asarray(column, dtype=np.float64)
        numbers = np.full(len(column), np.nan)
        for place, word in enumerate(self.words or ()):
            numbers[column == word] = place
        return numbers


def learn(features: Sequence[Feature], columns: Columns) -> tuple[tuple[Feature, ...], tuple[str, ...]]:
    """The features with the words that occur, and the names of those left out because no value of theirs is known."""
    found, empty = [], []
    for feature in features:
        column = _column(columns, feature.name)
        if feature.of_words:
            words = tuple(sorted({str(word) for word in np.unique(column)} - {""}))
            known = bool(words)
            found.append(replace(feature, words=words))
        else:
            known = bool(np.isfinite(np.asarray(column, dtype=np.float64)).any())
            found.append(feature)
        if not known:
            empty.append(found.pop().name)
    if not found:
        raise Invalid(
            "risk.nothing_known",
            "No column has a single known value.",
            "Look at the delivered file: its columns are empty.",
        )
    return tuple(found), tuple(empty)


def matrix(features: Sequence[Feature], columns: Columns) -> Matrix:
    """(n, features). Raises `risk.feature_missing`."""
    return np.stack(
        [feature.encode(_column(columns, feature.name)) for feature in features], axis=1, dtype=np.float64
    )


def _column(columns: Columns, name: str) -> NDArray[Any]:
    if name not in columns:
        raise Invalid(
            "risk.feature_missing",
            f"The column {name} is missing.",
            "Give every feature a column, with NaN or an empty text where nothing is known.",
            feature=name,
        )
    return columns[name]
