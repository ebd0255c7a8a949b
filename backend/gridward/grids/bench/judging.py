"""Labels of any method, judged as this engine's are: on the same tessellation, the same land, by the same examination.

A method that gives two customers of one building to different cells has split it. Its loads and ways are counted as it gave
them; the polygons, which hold whole buildings, follow the cell that has most of the building. Polygons are mended as they
are for this engine: what lies apart goes to a neighbour. So the graph of buildings counts the cells in pieces, and buildings
that lay apart are outside their own cells.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridward.grids.bench.city import City
from gridward.grids.design.contiguity import fragments
from gridward.grids.design.land import Land
from gridward.grids.design.polygons import cell_polygons
from gridward.grids.design.quality import judge
from gridward.grids.design.tessellation import tessellate


@dataclass(frozen=True)
class Holding:
    """How many customers of a building a cell has; a building that is not split stands here once."""

    building: NDArray[np.int64]
    cell: NDArray[np.int64]
    customers: NDArray[np.int64]

    def main_cells(self, buildings: int) -> NDArray[np.int64]:
        """The cell of each building that has most of it."""
        order = np.lexsort((self.cell, -self.customers, self.building))
        first = np.unique(self.building[order], return_index=True)[1]
        assert len(first) == buildings
        return np.asarray(self.cell[order][first])


def holding_of(
    city: City, labels: NDArray[np.int64], building_of_row: NDArray[np.int64] | None = None
) -> Holding:
    """From labels of buildings, or of rows where the building of each row is given."""
    if building_of_row is None:
        return Holding(np.arange(len(city.xy)), labels, city.weight)
    pairs, customers = np.unique(np.column_stack([building_of_row, labels]), axis=0, return_counts=True)
    return Holding(pairs[:, 0], pairs[:, 1], customers.astype(np.int64))


def judge_labels(city: City, cells: int, holding: Holding) -> tuple[dict[str, float], NDArray[np.object_]]:
    """The independent judge's figures by their names, with those of the graph of buildings; and the polygons (cells,)."""
    land = Land(city.land)
    tessellation = tessellate(city.xy, land.piece_of(city.xy), land)
    labels = holding.main_cells(len(city.xy))
    polygons = cell_polygons(tessellation, labels, cells, land)
    quality, _ = judge(polygons, land.area, city.xy[holding.building], holding.customers, holding.cell)
    apart = fragments(tessellation, labels, city.weight)
    figures = quality_figures(quality.as_json()) | {
        "cells_in_pieces": len(np.unique(labels[apart])),
        "cells_across_water": cells_across_water(labels, tessellation.piece),
    }
    return figures, polygons


def quality_figures(record: dict[str, float]) -> dict[str, float]:
    """A grid's record as figures: what holds or does not is 1 or 0."""
    return {name: int(value) if isinstance(value, bool) else value for name, value in record.items()}


def cells_across_water(labels: NDArray[np.int64], piece: NDArray[np.int64]) -> int:
    """Cells with buildings on several pieces of land."""
    return int((np.bincount(np.unique(np.column_stack([labels, piece]), axis=0)[:, 0]) > 1).sum())
