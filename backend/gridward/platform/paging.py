"""Paging by key: a page says after which row the next one begins, so that rows which come or go shift nothing."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import Query

Cursor = Annotated[int | None, Query(ge=0, lt=2**63, description="the `next` of the page before")]
Limit = Annotated[int, Query(ge=1, le=500)]


def page(rows: Sequence[Mapping[Any, Any]], limit: int, key: str) -> dict[str, Any]:
    """A page of at most `limit` rows, of which one more was asked for; `next` is the last one's key where more follow."""
    items = list(rows[:limit])
    return {"items": items, "next": str(items[-1][key]) if len(rows) > limit else None}


def after_pair(cursor: str | None) -> tuple[int | None, int | None]:
    """The two numbers of a cursor `12.34`, for lists whose key has two parts; two times None for the first page."""
    if cursor is None:
        return None, None
    first, _, second = cursor.partition(".")
    return int(first), int(second)
