"""What a day's run did, from its report: the figures, by the names that the report gives them."""

from collections.abc import Iterator, Mapping
from typing import Any


def figures_of(report: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """The figures of a report; one inside another is named `work.tasks`."""
    return [{"name": name, "value": value} for name, value in _figures(report or {}, "") if name != "city_id"]


def _figures(report: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, int]]:
    for name, value in report.items():
        if isinstance(value, Mapping):
            yield from _figures(value, f"{prefix}{name}.")
        elif isinstance(value, int) and not isinstance(value, bool):
            yield f"{prefix}{name}", value
