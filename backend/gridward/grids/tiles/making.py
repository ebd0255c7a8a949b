"""Tiles of stored plans, kept in the process: by the plan's revision, so that none is older than what was done to it."""

from functools import lru_cache
from threading import Lock
from uuid import UUID

from gridward.grids.tiles.cutting import cut_tile
from gridward.grids.tiles.encoding import encoded
from gridward.grids.tiles.places import PlanPlaces, read_places
from gridward.platform.db import connect

_PLANS = 8
"""Of 100,000 places each takes 5 MB."""
_TILES = 2048
"""Of at most 50 KiB."""

_reading = Lock()


def make_tile(
    url: str,
    plan_id: UUID,
    revision: int,
    cells: frozenset[int] | None,
    tile: tuple[int, int, int],
) -> bytes:
    """The tile (zoom, column, row) of a built plan, for whoever is confined to `cells`; empty where nothing lies in it."""
    # A map asks for a dozen tiles at once: one of them reads the plan, the others wait.
    with _reading:
        places = _places(url, plan_id, revision)
    # A plan without single customers is the same for everybody.
    return _tile(url, plan_id, revision, cells if places.single.any() else None, tile)


@lru_cache(_PLANS)
def _places(url: str, plan_id: UUID, revision: int) -> PlanPlaces:
    with connect(url) as connection:
        return read_places(connection, plan_id)


@lru_cache(_TILES)
def _tile(
    url: str, plan_id: UUID, revision: int, cells: frozenset[int] | None, tile: tuple[int, int, int]
) -> bytes:
    counts = cut_tile(_places(url, plan_id, revision), cells, *tile)
    return b"" if counts is None else encoded(counts)
