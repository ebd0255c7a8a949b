"""The programme's figures put together from what the database counted. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from gridward.nurture.lots import HELD_OUT, LEFT_ALONE, NURTURED
from gridward.renewal.public import effect_of_groups

_LOTS = (NURTURED, HELD_OUT, LEFT_ALONE)
_Row = tuple[str | None, date | None]
"""An occasion and a month; all together where both are empty."""


@dataclass(frozen=True)
class Counted:
    """Persons, or dues of theirs, of an occasion and month, of a lot, in a cell."""

    what: str
    """`persons`, `opted_out`, `promised`, `dues` (closed)."""
    occasion: str | None
    month: date | None
    lot: str
    cell_id: int
    many: int
    paid: int
    """Of dues those that were paid in time."""


@dataclass(frozen=True)
class Delivered:
    """What became of the messages and calls of an occasion and month."""

    occasion: str
    month: date
    messages: int
    delivered: int
    failed: int
    calls: int
    tasks: int
    """Of specialists."""
    reached: int
    """By a call or a visit."""


def figures(counted: Sequence[Counted], delivered: Sequence[Delivered]) -> dict[str, Any]:
    """A row for each occasion and month, the newest month first, and all of them together."""
    groups: dict[_Row, list[Counted]] = defaultdict(list)
    for one in counted:
        groups[one.occasion, one.month].append(one)
    sent: dict[_Row, list[Delivered]] = defaultdict(list)
    for row in delivered:
        sent[row.occasion, row.month].append(row)
        sent[None, None].append(row)
    keys = [(occasion, month) for occasion, month in groups if occasion is not None and month is not None]
    keys.sort(key=lambda key: (-key[1].toordinal(), key[0]))
    return {
        "rows": [
            {"occasion": occasion, "month": month, **_row(groups[occasion, month], sent[occasion, month])}
            for occasion, month in keys
        ],
        "total": _row(groups[None, None], sent[None, None]),
    }


def _row(counted: Sequence[Counted], delivered: Sequence[Delivered]) -> dict[str, Any]:
    sums = {
        f"{name}": sum(getattr(one, name) for one in delivered)
        for name in ("messages", "delivered", "failed", "calls", "tasks", "reached")
    }
    return {
        **sums,
        "waiting": sums["messages"] - sums["delivered"] - sums["failed"],
        **{what: _by_lot(counted, what) for what in ("persons", "opted_out", "promised")},
        "dues": _by_lot(counted, "dues"),
        "paid": {
            lot: sum(one.paid for one in counted if one.what == "dues" and one.lot == lot) for lot in _LOTS
        },
        "effect": _effect([one for one in counted if one.what == "dues"]),
    }


def _by_lot(counted: Sequence[Counted], what: str) -> dict[str, int]:
    return {lot: sum(one.many for one in counted if one.what == what and one.lot == lot) for lot in _LOTS}


def _effect(dues: Sequence[Counted]) -> dict[str, Any]:
    """Persistency of the nurtured less that of the programme's own hold-out, by which alone the two differ."""
    cells = {
        cell: place
        for place, cell in enumerate(sorted({one.cell_id for one in dues if one.lot != LEFT_ALONE}))
    }
    sums = np.zeros((4, len(cells)), dtype=np.int64)
    for one in dues:
        if one.lot != LEFT_ALONE:
            first = 0 if one.lot == NURTURED else 2
            sums[first, cells[one.cell_id]] += one.many
            sums[first + 1, cells[one.cell_id]] += one.paid
    effect = asdict(effect_of_groups(*sums))
    return {
        name: None if effect[name] is None else round(effect[name], 4)
        for name in ("difference", "low", "high")
    }
