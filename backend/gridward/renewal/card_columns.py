"""Columns for a points card from a source that does not tell all of them."""

from collections.abc import Mapping

import numpy as np

from gridward.renewal.card import Column, PointsCard


def complete(card: PointsCard, columns: Mapping[str, Column], size: int) -> dict[str, Column]:
    """A column for each feature of the card; those that the source does not have are missing in every row."""
    return {
        feature.name: columns[feature.name]
        if feature.name in columns
        else np.full(size, "")
        if feature.values
        else np.full(size, np.nan)
        for feature in card.features
    }
