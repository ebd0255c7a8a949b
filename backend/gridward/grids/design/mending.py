"""From first cells to cells that keep the rules: in one piece, inside the tolerance, with short borders."""

import numpy as np
from numpy.typing import NDArray

from gridward.grids.design.atoms import Atoms
from gridward.grids.design.balance import flow_between_cells, push, settle
from gridward.grids.design.centring import FirstCells
from gridward.grids.design.contiguity import join_fragments
from gridward.grids.design.handing_on import hand_on
from gridward.grids.design.land import Land
from gridward.grids.design.lloyd import PowerDiagram
from gridward.grids.design.polygons import cell_polygons
from gridward.grids.design.rings import enclosed, opened
from gridward.grids.design.smoothing import smooth
from gridward.grids.design.state import Cells
from gridward.grids.design.tessellation import Tessellation

_SAFE = 0.96
"""Borders are settled a little inside the tolerance, which then holds after rounding too."""
_FLOW_BAND = 0.01
"""The flow between cells aims so much (a share of the target) inside the tolerance: it moves whole atoms."""
_PATIENCE = 8
"""Single moves may end in a corner; the next flows of all cells at once lead out of it, or so many in a row do not."""
_GAIN = 0.01
_RINGS = 5


def balanced(
    tessellation: Tessellation,
    atoms: Atoms,
    first: FirstCells,
    targets: NDArray[np.float64],
    tolerance: float,
) -> NDArray[np.int64]:
    """Labels whose loads are within `tolerance` of their targets as far as atoms allow it."""
    labels = join_fragments(tessellation, first.labels, atoms.weight, first.diagram)
    flow_band = max(tolerance - _FLOW_BAND, 0.0) * 0.9
    labels = flow_between_cells(tessellation, atoms.weight, labels, first.diagram, first.load, flow_band)
    cells = Cells(tessellation, atoms.weight, labels, first.diagram, targets)
    band = tolerance * _SAFE
    settle(cells, band)
    hand_on(cells, band)
    best, least, since = cells.label.copy(), cells.excess(band), 0
    while least > 0 and since < _PATIENCE:
        push(cells, tessellation, atoms.weight, first.diagram, first.load)
        settle(cells, band)
        hand_on(cells, band)
        since += 1
        if (excess := cells.excess(band)) < least * (1 - _GAIN):
            best, least, since = cells.label.copy(), excess, 0
    if best != cells.label:
        cells = Cells(tessellation, atoms.weight, np.array(best), first.diagram, targets)
    smooth(cells, band)
    return np.array(cells.label)


def without_rings(
    tessellation: Tessellation,
    atoms: Atoms,
    labels: NDArray[np.int64],
    diagram: PowerDiagram,
    targets: NDArray[np.float64],
    tolerance: float,
    land: Land,
) -> tuple[NDArray[np.int64], NDArray[np.object_]]:
    """Labels and polygons of cells of which none lies around another, as far as that is possible."""
    polygons = cell_polygons(tessellation, labels, len(targets), land)
    for _ in range(_RINGS):
        rings = enclosed(polygons, tessellation.xy, labels)
        if not rings:
            break
        for around, within in rings:
            labels = opened(tessellation, atoms.weight, labels, around, within)
        labels = join_fragments(tessellation, labels, atoms.weight, diagram)
        cells = Cells(tessellation, atoms.weight, labels, diagram, targets)
        settle(cells, tolerance * _SAFE)
        hand_on(cells, tolerance * _SAFE)
        smooth(cells, tolerance * _SAFE)
        labels = np.array(cells.label)
        polygons = cell_polygons(tessellation, labels, len(targets), land)
    return labels, polygons
