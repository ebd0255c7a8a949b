"""A page of features, whatever they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gridward.kernel.errors import NotFound


@dataclass(frozen=True)
class Found:
    """A page."""

    features: Sequence[dict[str, Any]]
    """GeoJSON, each with its number as `id`."""
    more: bool
    """Whether others follow."""
    matched: int | None
    """How many there are in all; not counted where that would cost more than reading them."""


def feature(number: int, geometry: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    """A feature as GeoJSON."""
    return {"type": "Feature", "id": number, "geometry": geometry, "properties": properties}


def no_feature(number: int) -> NotFound:
    """No such feature, or not for this reader."""
    return NotFound(
        "ogc.no_feature", f"There is no feature {number} in this collection.", "See its items.", number=number
    )
