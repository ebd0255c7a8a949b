"""What a full cell has too much of goes from cell to cell, to one that has room."""

import numpy as np
import shapely

from gridward.grids.design.handing_on import hand_on
from gridward.grids.design.land import Land
from gridward.grids.design.lloyd import PowerDiagram
from gridward.grids.design.state import Cells
from gridward.grids.design.tessellation import tessellate

_TARGET = 30.0
_BAND = 0.04  # a cell of 31 is as full as it may be


def _strip(loads: list[int]) -> Cells:
    """Cells one behind the other along a strip, of atoms that weigh 1, three abreast."""
    count = sum(loads)
    place = np.arange(count)
    rng = np.random.default_rng(4)
    xy = np.column_stack([100.0 * (place // 3) + 50, 100.0 * (place % 3) + 50]) + rng.uniform(
        -20, 20, (count, 2)
    )
    land = Land(shapely.box(0, 0, 100 * count / 3 + 100, 300))
    tessellation = tessellate(xy, land.piece_of(xy), land)
    labels = np.repeat(np.arange(len(loads)), loads)
    centres = np.array([xy[labels == cell].mean(axis=0) for cell in range(len(loads))])
    diagram = PowerDiagram(centres, np.zeros(len(loads)))
    return Cells(tessellation, np.ones(count, np.int64), labels, diagram, np.full(len(loads), _TARGET))


def _in_one_piece(cells: Cells) -> bool:
    for cell in range(cells.count):
        own = {atom for atom, label in enumerate(cells.label) if label == cell}
        seen = queue = {min(own)}
        while queue:
            queue = {n for atom in queue for n in cells.neighbours(atom)} & own - seen
            seen = seen | queue
        if seen != own:
            return False
    return True


def test_it_goes_through_cells_that_are_full_themselves() -> None:
    cells = _strip([32, 31, 31, 31, 25])
    hand_on(cells, _BAND)
    assert cells.excess(_BAND) == 0
    assert sum(cells.load) == 150 and _in_one_piece(cells)


def test_a_cell_that_has_too_little_gets_it_from_afar() -> None:
    cells = _strip([28, 29, 29, 29, 35])
    hand_on(cells, _BAND)
    assert cells.excess(_BAND) == 0
    assert sum(cells.load) == 150 and _in_one_piece(cells)


def test_where_all_are_too_full_nothing_is_moved() -> None:
    cells = _strip([33, 33, 33])
    before = list(cells.label)
    hand_on(cells, _BAND)
    assert cells.label == before
