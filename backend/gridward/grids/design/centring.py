"""The first cells: in every group of parts balanced Lloyd on coarse runs, then each atom to its nearest cell."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from gridward.grids.design.atoms import Atoms, runs_along_curve
from gridward.grids.design.lloyd import PowerDiagram, Pull, balanced_lloyd
from gridward.grids.design.parts import Parts
from gridward.grids.design.portions import Portion, portions
from gridward.grids.design.seed import bisect
from gridward.grids.design.sharing import Targets
from gridward.grids.design.stations import Anchors, match

_RUNS_A_CELL = 20
_FEW_ATOMS = 4
"""With fewer coarse runs than this a cell, the atoms themselves are used."""


@dataclass(frozen=True)
class FirstCells:
    """Cells before they are mended."""

    labels: NDArray[np.int64]
    diagram: PowerDiagram
    load: NDArray[np.float64]
    """(cells,): the load for each cell inside its group, where the group's mean is a little off the targets."""
    station_cell: NDArray[np.int64]
    """The cell drawn to each station."""


def first_cells(
    atoms: Atoms, parts: Parts, targets: Targets, band: float, anchors: Anchors | None
) -> FirstCells:
    """Cut every group into its cells. `band` is the allowed deviation of a load, as a share of its target."""
    areas = [_Area(atoms, parts, portion, targets) for portion in portions(parts, atoms, targets)]
    count = len(targets.load)
    diagrams = [area.rest(band, None, None) for area in areas]
    matched = np.empty(0, np.int64)
    if anchors is not None:
        centres = _together(areas, diagrams, atoms, targets).centres
        matched = match(anchors, centres, targets)
        pull = Pull.of(anchors.xy, matched, anchors.strength, count)
        diagrams = [area.rest(band, pull, start) for area, start in zip(areas, diagrams, strict=True)]
    labels = np.full(len(atoms), -1, np.int64)
    load = np.zeros(count)
    for area, diagram in zip(areas, diagrams, strict=True):
        area.label(labels, diagram)
        np.add.at(load, area.cells, area.load)
    owned = np.flatnonzero(targets.own >= 0)
    labels[targets.own[owned]], load[owned] = owned, targets.load[owned]
    for group in np.unique(parts.group[labels < 0]):
        # Parts without customers, or with cells of heavy atoms only: `join_fragments` finds who is beside them.
        here = parts.group == group
        settled, rest = np.flatnonzero(here & (labels >= 0)), np.flatnonzero(here & (labels < 0))
        labels[rest] = labels[settled[cKDTree(atoms.xy[settled]).query(atoms.xy[rest])[1]]]
    whole = _together(areas, diagrams, atoms, targets)
    return FirstCells(_fill_empty(atoms, parts, labels, whole), whole, load, matched)


class _Area:
    """A part of the city and the cells, or portions of cells, for it; heavy atoms have their own cells already."""

    def __init__(self, atoms: Atoms, parts: Parts, portion: Portion, targets: Targets) -> None:
        heavy = targets.own[targets.own >= 0]
        self._members = np.setdiff1d(np.flatnonzero(parts.part == portion.part), heavy)
        self._atoms = Atoms(atoms.xy[self._members], atoms.weight[self._members])
        self._pinned = portion.pinned
        self._all = atoms
        self.cells = portion.cells
        self.load = portion.load / max(portion.load.sum(), 1e-9) * self._atoms.weight.sum()

    def rest(self, band: float, pull: Pull | None, start: PowerDiagram | None) -> PowerDiagram:
        """Where the centres come to rest, under a pull from those of `start` on. No centres where there is nobody."""
        if len(self.cells) == 0 or not self._atoms.weight.sum():
            return PowerDiagram(np.zeros((len(self.cells), 2)), np.zeros(len(self.cells)))
        if len(self.cells) == 1:
            return PowerDiagram(np.average(self._atoms.xy, axis=0)[None], np.zeros(1))
        coarse = runs_along_curve(self._atoms, self.load.mean() / _RUNS_A_CELL)
        if len(coarse) < _FEW_ATOMS * len(self.cells):
            coarse = self._atoms
        drawn = None if pull is None else pull.for_cells(self.cells)
        if self._pinned:
            drawn = (
                Pull(np.zeros((len(self.cells), 2)), np.zeros(len(self.cells))) if drawn is None else drawn
            )
            for cell, atom in self._pinned.items():
                at = int(np.flatnonzero(self.cells == cell)[0])
                drawn.to[at], drawn.strength[at] = self._all.xy[atom], 1.0
        centres = bisect(coarse, self.load) if start is None else start.centres
        if self._pinned and start is None:
            centres = self._beside_pins(centres)
        return balanced_lloyd(coarse, self.load, centres, band, drawn)

    def _beside_pins(self, centres: NDArray[np.float64]) -> NDArray[np.float64]:
        """The centres dealt out anew, so that pinned cells begin with the centres nearest to their pins."""
        dealt, free = centres.copy(), list(range(len(centres)))
        others = [at for at, cell in enumerate(self.cells.tolist()) if cell not in self._pinned]
        for cell, atom in self._pinned.items():
            nearest = min(free, key=lambda at: float(((centres[at] - self._all.xy[atom]) ** 2).sum()))
            free.remove(nearest)
            dealt[int(np.flatnonzero(self.cells == cell)[0])] = centres[nearest]
        for at, source in zip(others, free, strict=True):
            dealt[at] = centres[source]
        return dealt

    def label(self, labels: NDArray[np.int64], diagram: PowerDiagram) -> None:
        """Write the cells of the part's atoms."""
        if len(self.cells) and len(self._members):
            labels[self._members] = self.cells[diagram.nearest(self._atoms.xy, 1)[:, 0]]
        for cell, atom in self._pinned.items():
            labels[atom] = cell


def _together(
    areas: list[_Area], diagrams: list[PowerDiagram], atoms: Atoms, targets: Targets
) -> PowerDiagram:
    """One diagram of all cells; of one that lies in several parts, where most of it is."""
    count = len(targets.load)
    centres, weights, most = np.zeros((count, 2)), np.zeros(count), np.full(count, -1.0)
    for area, diagram in zip(areas, diagrams, strict=True):
        more = area.load > most[area.cells]
        cells = area.cells[more]
        centres[cells], weights[cells] = diagram.centres[more], diagram.weights[more]
        most[cells] = area.load[more]
    owned = np.flatnonzero(targets.own >= 0)
    centres[owned] = atoms.xy[targets.own[owned]]
    weights[owned] = weights.min()
    return PowerDiagram(centres, weights)


def _fill_empty(
    atoms: Atoms, parts: Parts, labels: NDArray[np.int64], diagram: PowerDiagram
) -> NDArray[np.int64]:
    """A cell that no customer is nearest to gets the nearest inhabited atom of a cell of its group that has several."""
    labels, inhabited = labels.copy(), atoms.weight > 0
    for group, cells in enumerate(parts.cells):
        here = np.flatnonzero((parts.group == group) & inhabited)
        sizes = np.bincount(labels[here], minlength=len(diagram.centres))
        for cell in cells[sizes[cells] == 0].tolist():
            away = ((atoms.xy[here] - diagram.centres[cell]) ** 2).sum(axis=1)
            away[sizes[labels[here]] < 2] = np.inf
            taken = here[int(np.argmin(away))]
            sizes[[labels[taken], cell]] += [-1, 1]
            labels[taken] = cell
    return labels
