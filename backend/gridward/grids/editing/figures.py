"""The figures of a plan after an edit: of the cells that changed, and of the plan as a whole."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.design.beyond import beyond_by, would_do
from gridward.grids.design.lattice import in_degrees
from gridward.grids.design.quality import polsby_popper, reock, ways, with_holes
from gridward.grids.design.sharing import fair_targets
from gridward.grids.editing.carrying_out import Carried
from gridward.grids.editing.sheet import Places, Sheet


@dataclass(frozen=True)
class After:
    """A plan after an edit: its cells by number, those that are new after the others."""

    numbers: NDArray[np.int64]
    cell_of_place: NDArray[np.int64]
    """The index into `numbers` of each place."""
    changed: NDArray[np.int64]
    """The cells with another shape or other places, as indices."""
    new: NDArray[np.int64]
    """Those of them that are new."""
    gone: list[int]
    """Numbers of cells that are no more."""
    shapes: NDArray[np.object_]
    """Of the changed cells, in degrees as they are stored."""
    moved: NDArray[np.int64]
    """The places with another cell."""
    load: NDArray[np.int64]
    deviation: NDArray[np.float64]
    hours: NDArray[np.float64] | None
    communities: NDArray[np.int64]
    """This and the next three only of the changed cells."""
    area_km2: NDArray[np.float64]
    mean_distance_m: NDArray[np.float64]
    polsby_popper: NDArray[np.float64]
    record: dict[str, Any]
    """The plan's."""
    beyond: NDArray[np.int64]
    """The cells beyond the tolerance, as indices."""


def after(sheet: Sheet, carried: Carried, record: dict[str, Any], tolerance: float | None) -> After:
    """The figures after an edit; `record` are those of the plan before it.

    Without a `tolerance` nobody asked for one, and no cell is beyond it.
    """
    window, recut = carried.window, carried.recut
    before = sheet.cells
    empty = shapely.is_empty(recut.shapes)
    count = len(before.numbers) + len(recut.shapes) - len(window.cells)
    new = np.arange(len(before.numbers), count)
    # The sheet's index of each cell of the window, new ones after all others.
    place_in_sheet = np.append(window.cells, new)
    numbers = np.append(before.numbers, int(before.numbers.max()) + 1 + np.arange(len(new)))
    label = sheet.cell_of_place.copy()
    label[window.places] = place_in_sheet[recut.label]
    moved = np.flatnonzero(label != sheet.cell_of_place)
    affected = np.union1d(
        place_in_sheet[recut.reshaped], np.union1d(label[moved], sheet.cell_of_place[moved])
    )
    stays = np.ones(count, bool)
    stays[place_in_sheet[empty]] = False
    index = np.cumsum(stays) - 1
    affected = affected[stays[affected]]
    shapes = in_degrees(recut.shapes[np.searchsorted(place_in_sheet, affected)])
    figures = _Figures(sheet, label, affected, shapes, count)
    load = np.bincount(label, sheet.places.customers, count).astype(np.int64)[stays]
    hours = None if before.hours is None else figures.spread(before.hours, figures.hours)[stays]
    deviation = load / load.mean() - 1 if hours is None else hours / hours.mean() - 1
    label = index[label]
    whole, out = _record(sheet, record, load, label, hours, deviation, tolerance)
    distance = figures.spread(before.mean_distance_m, figures.mean_distance_m)[stays]
    compact = figures.spread(before.polsby_popper, figures.polsby_popper)[stays]
    whole |= figures.of_shapes(sheet, carried, record, len(load)) | {
        "cells": len(load),
        "polsby_popper_mean": round(float(compact.mean()), 6),
        "polsby_popper_min": round(float(compact.min()), 6),
        "mean_distance_m": round(float((load * distance).sum() / max(int(load.sum()), 1)), 6),
    }
    return After(
        numbers[stays], label, index[affected], index[new], numbers[~stays].tolist(), shapes, moved, load, deviation,
        hours, figures.communities, figures.area_km2, figures.mean_distance_m, figures.polsby_popper, whole, out,
    )  # fmt: skip


class _Figures:
    """The figures of some cells, as the examination of a whole plan finds them."""

    def __init__(
        self,
        sheet: Sheet,
        label: NDArray[np.int64],
        cells: NDArray[np.int64],
        shapes: NDArray[np.object_],
        count: int,
    ) -> None:
        self._cells, self._count = cells, count
        places = sheet.places
        inside = np.flatnonzero(np.isin(label, cells))
        own = np.searchsorted(cells, label[inside])
        weight = places.customers[inside]
        load = np.bincount(own, weight, len(cells))
        way = ways(places.xy[inside], weight, own, len(cells))
        self._metres = metres = sheet.city.projection.project_geometry(shapes)
        area = shapely.area(metres)
        self.communities = np.bincount(own, places.is_community[inside], len(cells)).astype(np.int64)
        self.mean_distance_m = np.bincount(own, weight * way, len(cells)) / np.maximum(load, 1)
        self.area_km2 = area / 1e6
        self.polsby_popper = polsby_popper(metres)
        self.hours = np.zeros(len(cells))
        if sheet.travel is not None and places.minutes is not None and places.visits is not None:
            visits = np.bincount(own, places.visits[inside], len(cells)).astype(float)
            service = np.bincount(own, np.rint(places.minutes[inside]), len(cells))
            self.hours = (service + sheet.travel.minutes(visits, area)) / 60

    def of_shapes(self, sheet: Sheet, carried: Carried, record: dict[str, Any], count: int) -> dict[str, Any]:
        """The figures of the whole plan that follow from those of each shape, of `count` cells."""
        known = np.isin(carried.window.cells, self._cells)
        known |= shapely.is_empty(carried.recut.shapes[: len(known)])
        before = sheet.city.projection.project_geometry(in_degrees(carried.window.around.shapes[known]))
        sum_before = record["reock_mean"] * len(sheet.cells.numbers)
        sum_now = sum_before + float(reock(self._metres).sum() - reock(before).sum())
        return {
            "reock_mean": round(sum_now / count, 6),
            "cells_with_holes": record["cells_with_holes"] + with_holes(self._metres) - with_holes(before),
        }

    def spread(self, before: NDArray[np.float64], changed: NDArray[np.float64]) -> NDArray[np.float64]:
        """A figure of all cells (new and gone ones as well)."""
        values = np.zeros(self._count)
        values[: len(before)] = before
        values[self._cells] = changed
        return values


def _record(
    sheet: Sheet,
    record: dict[str, Any],
    load: NDArray[np.int64],
    label: NDArray[np.int64],
    hours: NDArray[np.float64] | None,
    deviation: NDArray[np.float64],
    tolerance: float | None,
) -> tuple[dict[str, Any], NDArray[np.int64]]:
    """The plan's record, and the cells that are beyond the tolerance."""
    places, off = sheet.places, np.abs(load / load.mean() - 1)
    way = ways(places.xy, places.customers, label, len(load))
    heaviest = np.zeros(len(load))
    np.maximum.at(heaviest, label, places.at_spot)
    found: dict[str, Any] = {
        "max_deviation": round(float(off.max()), 6),
        "max_deviation_beyond_a_building": round(
            float((off - np.maximum(heaviest / load.mean() - 1, 0)).max()), 6
        ),
        "mean_deviation": round(float(off.mean()), 6),
        "empty_cells": int((load == 0).sum()),
        "p95_distance_m": round(float(np.quantile(np.repeat(way, places.customers), 0.95)), 6),
    }
    if hours is not None:
        found["hours_max_deviation"] = round(float(np.abs(deviation).max()), 6)
    out = np.empty(0, np.int64)
    if tolerance is not None:
        out = _beyond(places, load, label, heaviest, hours, deviation, tolerance)
        found["cells_beyond"] = len(out)
        found["cells_that_would_do"] = would_do(places.customers) if len(out) and hours is None else None
    return record | found, out


def _beyond(
    places: Places,
    load: NDArray[np.int64],
    label: NDArray[np.int64],
    heaviest: NDArray[np.float64],
    hours: NDArray[np.float64] | None,
    deviation: NDArray[np.float64],
    tolerance: float,
) -> NDArray[np.int64]:
    """The cells that are off by more than the tolerance and their heaviest place together explain."""
    if hours is not None:
        return np.flatnonzero(np.abs(deviation) > tolerance * (1 + 1e-9))
    targets = fair_targets(places.customers, np.ones(len(load)))
    wanted = np.full(len(load), targets.load[targets.own < 0].mean())
    for place in targets.own[targets.own >= 0].tolist():
        wanted[label[place]] = places.customers[place]
    return beyond_by(load.astype(float), heaviest, wanted, tolerance)
