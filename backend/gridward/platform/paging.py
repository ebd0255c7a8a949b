"""Paging by key: a page says after which row the next one begins, so that rows which come or go shift nothing."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import Query

Cursor = Annotated[int | None, Query(description="the `next` of the page before")]
Limit = Annotated[int, Query(ge=1, le=500)]


def page(rows: Sequence[Mapping[Any, Any]], limit: int, key: str) -> dict[str, Any]:
    """A page of at most `limit` rows, of which one more was asked for; `next` is the last one's key where more follow."""
    items = list(rows[:limit])
    return {"items": items, "next": str(items[-1][key]) if len(rows) > limit else None}
