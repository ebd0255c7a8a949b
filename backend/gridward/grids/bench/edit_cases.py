"""Edits as somebody makes them by hand, anywhere in a city."""

from collections.abc import Callable, Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.bench.drafts import Draft
from gridward.grids.editing.schemas import (
    AreaIn,
    AreasIn,
    DrawIn,
    Edit,
    LineIn,
    LockIn,
    MergeIn,
    MoveIn,
    PointIn,
    RenameIn,
    ReshapeIn,
    SplitIn,
)

_TRIES = 1_000
COMPUTED = ("move", "merge", "split", "draw", "reshape")
"""Kinds of edits that change borders."""
KINDS = (*COMPUTED, "rename", "lock")


def edits_of(draft: Draft, kind: str, seed: int) -> Iterator[Edit]:
    """Edits of a kind as somebody makes them, at places all over the city; more than are wanted, as some are refused."""
    rng = np.random.default_rng(seed)
    make: Callable[[Draft, int, NDArray[np.float64]], Edit] = _MAKE[kind]
    places = draft.sheet.places
    for _ in range(_TRIES):
        near = int(rng.integers(0, len(places.id)))
        yield make(draft, near, places.lonlat[near])


def _move(draft: Draft, near: int, lonlat: NDArray[np.float64]) -> Edit:
    """The place, and what lies beside it, into the nearest other cell."""
    to = int(draft.sheet.cells.numbers[_other(draft, near)])
    stroke = PointIn(type="Point", coordinates=(float(lonlat[0]), float(lonlat[1])))
    return MoveIn(kind="move", to=to, stroke=stroke, radius_m=60)


def _merge(draft: Draft, near: int, lonlat: NDArray[np.float64]) -> Edit:
    del lonlat
    cells = [int(draft.sheet.cell_of_place[near]), _other(draft, near)]
    return MergeIn(kind="merge", cells=[int(draft.sheet.cells.numbers[cell]) for cell in cells])


def _split(draft: Draft, near: int, lonlat: NDArray[np.float64]) -> Edit:
    own = int(draft.sheet.cell_of_place[near])
    number = int(draft.sheet.cells.numbers[own])
    if near % 2:
        return SplitIn(kind="split", cell=number, parts=2)
    west, south, east, north = draft.shapes[own].bounds
    reach = east - west + north - south
    ends = [
        (float(lonlat[0]) - reach, float(lonlat[1])),
        (float(lonlat[0]) + reach, float(lonlat[1]) + reach / 9),
    ]
    return SplitIn(kind="split", cell=number, line=LineIn(type="LineString", coordinates=ends))


def _draw(draft: Draft, near: int, lonlat: NDArray[np.float64]) -> Edit:
    del draft, near
    return DrawIn(kind="draw", area=_area(shapely.Point(lonlat).buffer(0.003, quad_segs=4)))


def _reshape(draft: Draft, near: int, lonlat: NDArray[np.float64]) -> Edit:
    other = _other(draft, near)
    spot = shapely.Point(lonlat)
    shape = draft.shapes[other]
    bulge = spot.buffer(shape.distance(spot) + 0.0005, quad_segs=2)
    return ReshapeIn(
        kind="reshape", cell=int(draft.sheet.cells.numbers[other]), area=_area(shape.union(bulge))
    )


def _rename(draft: Draft, near: int, lonlat: NDArray[np.float64]) -> Edit:
    del lonlat
    return RenameIn(
        kind="rename", cell=int(draft.sheet.cells.numbers[draft.sheet.cell_of_place[near]]), name="新名"
    )


def _lock(draft: Draft, near: int, lonlat: NDArray[np.float64]) -> Edit:
    del lonlat
    return LockIn(
        kind="lock", cells=[int(draft.sheet.cells.numbers[draft.sheet.cell_of_place[near]])], locked=True
    )


_MAKE: dict[str, Callable[[Draft, int, NDArray[np.float64]], Edit]] = {
    "move": _move, "merge": _merge, "split": _split, "draw": _draw, "reshape": _reshape, "rename": _rename, "lock": _lock,
}  # fmt: skip


def _other(draft: Draft, near: int) -> int:
    """The nearest cell that is not the place's own."""
    sheet = draft.sheet
    spot, own = shapely.Point(sheet.places.lonlat[near]), int(sheet.cell_of_place[near])
    window = sheet.window(np.array([own]))
    others = [int(cell) for cell in window if cell != own]
    return min(others, key=lambda cell: draft.shapes[cell].distance(spot))


def _area(shape: shapely.Geometry) -> AreaIn | AreasIn:
    mapped = shapely.geometry.mapping(shape)
    return AreaIn(**mapped) if mapped["type"] == "Polygon" else AreasIn(**mapped)
