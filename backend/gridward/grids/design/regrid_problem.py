"""A change as a problem: which cells are open, who may go where, what it costs, and how few must go."""

import numpy as np
from numpy.typing import NDArray

from gridward.grids.design.atoms import Atoms
from gridward.grids.design.contiguity import fragments
from gridward.grids.design.lloyd import PowerDiagram, Pull
from gridward.grids.design.regrid_bounds import Bounds, bounds_of
from gridward.grids.design.regrid_change import Change
from gridward.grids.design.regrid_flow import Runs, least_leaving
from gridward.grids.design.regrid_ground import Ground
from gridward.grids.design.regrid_homes import middles
from gridward.grids.design.regrid_moves import settle_staying
from gridward.grids.design.regrid_part import part_of
from gridward.grids.design.regrid_seeds import cells_near, spots_of_need
from gridward.grids.design.regrid_window import CellGraph

_RUNS_A_CELL = 40
_FIRST_RINGS = 2
_FLOW_BAND = 0.9
"""The flow keeps inside this part of the tolerance: whole runs and pieces are not as fine as it is."""
_SAFE = 0.96
"""Borders are settled a little inside the tolerance, which then holds after rounding too."""


class Problem:
    """Who may go where, and what it costs."""

    def __init__(
        self,
        ground: Ground,
        atoms: Atoms,
        home: NDArray[np.int64],
        kept: NDArray[np.bool_],
        targets: NDArray[np.float64],
        change: Change,
        loyalty: float,
        pull: Pull | None,
        main: NDArray[np.int64] | None = None,
    ) -> None:
        """`main` (cells,) is the part of the ground in which each cell begins, where there are several."""
        self._tessellation, self._atoms, self._home, self._kept = ground.tessellation, atoms, home, kept
        self._targets, self._released = targets, list(change.released)
        self._centres, spread = middles(atoms, home, len(kept))
        self._price = np.where(kept, loyalty * spread, 0.0)
        self._pull = pull or Pull(np.zeros((len(kept), 2)), np.zeros(len(kept)))
        graph = CellGraph.of(self._tessellation, home, len(kept))
        self._fresh = np.flatnonzero(kept & (np.bincount(home, minlength=len(kept)) == 0))
        begin = np.zeros(len(self._fresh), np.int64) if main is None else main[self._fresh]
        part = np.zeros(len(atoms), np.int64) if main is None else ground.apart
        for where in np.unique(begin):
            graph = self._with_new(graph, self._fresh[begin == where], part == where, change)
        self._graph = graph.with_ways_out(~kept, self._centres)

    def _with_new(
        self, graph: CellGraph, fresh: NDArray[np.int64], here: NDArray[np.bool_], change: Change
    ) -> CellGraph:
        """The graph with new cells, which begin among the atoms that are `here`."""
        given = change.spots if change.spots is not None else np.empty((0, 2))
        found = spots_of_need(
            self._tessellation, self._atoms, self._home, graph, self._targets, len(fresh) - len(given), here
        )
        spots = np.concatenate([found, given])
        self._centres[fresh] = spots
        near = Atoms(self._atoms.xy[here], self._atoms.weight[here])
        spot, beside = cells_near(spots, near, self._home[here], float(self._targets[self._kept].mean()))
        return graph.with_links(fresh[spot], beside)

    def solve(self, tolerance: float) -> tuple[NDArray[np.int64], int]:
        """The cells of the atoms, and how many cells were open to it."""
        concerned = self._concerned(tolerance)
        if not concerned.any():
            return self._home, 0
        slack = np.where(self._kept, tolerance * _FLOW_BAND * self._targets, 0.0)
        rings, opened = _FIRST_RINGS, self._graph.around(concerned, _FIRST_RINGS)
        while True:
            inside = opened[self._home]
            part = Atoms(self._atoms.xy[inside], self._atoms.weight[inside])
            runs = Runs.within_cells(
                part, self._home[inside], float(self._targets[self._kept].mean()) / _RUNS_A_CELL
            )
            low = np.where(opened, np.floor(self._targets - slack), 0).astype(np.int64)
            high = np.where(opened, np.ceil(self._targets + slack), 0).astype(np.int64)
            stay = least_leaving(runs, self._graph, self._centres, low, high, self._price, self._pull)
            rings += 1
            wider = self._graph.around(concerned, rings)
            if not stay.missed or (wider == opened).all():
                break
            opened = wider
        there = opened & self._kept
        number = np.where(there, np.cumsum(there) - 1, -1)
        settled = settle_staying(
            part_of(self._tessellation, inside),
            part.weight,
            number[stay.to[runs.of_atom]],
            number[self._home[inside]],
            self._price[self._home[inside]],
            PowerDiagram(stay.diagram.centres[there], stay.diagram.weights[there]),
            self._targets[there],
            tolerance * _SAFE,
        )
        new = self._home.copy()
        new[inside] = np.flatnonzero(there)[settled]
        return new, int(opened.sum())

    def _concerned(self, tolerance: float) -> NDArray[np.bool_]:
        """The cells that cannot stay as they are: given up, new, without their station, off their target, or in pieces."""
        load = np.bincount(self._home, self._atoms.weight, len(self._kept))
        concerned = ~self._kept | (np.abs(load - self._targets) > tolerance * self._targets)
        concerned[self._fresh] = True
        concerned[self._released] = True
        apart = fragments(self._tessellation, self._home, self._atoms.weight)
        concerned[self._home[apart]] = True
        return concerned

    def bounds(
        self,
        weight: NDArray[np.int64],
        before: NDArray[np.int64],
        after: NDArray[np.int64],
        tolerance: float,
        whole: NDArray[np.int64],
    ) -> Bounds:
        """How few must move to have loads as even as the result's. Cells count as that (cells,) of which they are part."""
        cells, known = int(whole.max()) + 1, before >= 0
        targets, kept = np.zeros(cells), np.zeros(cells, bool)
        targets[whole[self._kept]] = self._targets[self._kept]
        kept[whole[self._kept]] = True
        reached = np.bincount(whole[after], weight, cells)[kept]
        off = float(np.abs(reached / targets[kept] - 1).max())
        return bounds_of(
            np.bincount(whole[before[known]], weight[known], cells).astype(np.int64),
            np.bincount(whole[self._home], self._atoms.weight, cells).astype(np.int64),
            targets,
            max(tolerance, off),
            self._graph.merged(whole, cells),
            ~kept,
        )
