"""Where cells stand between barriers when a city is cut again: each in one part, or at a crossing between parts.

Parts get whole numbers of cells as in a fresh design. Of the cells so far, each takes the seat in which most of its
customers are; one that finds none is given up, and a new one begins where a seat is left. Customers of a cell in parts where
it has no seat any more go to others there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from gridward.grids.design.atoms import Atoms
from gridward.grids.design.parts import Parts, Standing, bridged, divide
from gridward.grids.design.portions import portions
from gridward.grids.design.regrid_change import Change
from gridward.grids.design.regrid_ground import Ground
from gridward.grids.design.regrid_homes import homes_of
from gridward.grids.design.regrid_opened import reopened
from gridward.grids.design.sharing import Targets, fair_targets

_PART_BAND = 0.6
"""As in a fresh design: so much of the tolerance may a part differ from a whole number of cells by."""
_NOBODY = 1e-6
"""Places that nobody lives in any more weigh so much, so that a cell of such is still somewhere."""


@dataclass(frozen=True)
class Seats:
    """The cells, old and new, in the parts of the city."""

    ground: Ground
    """Its atoms are neighbours over the crossings too."""
    change: Change
    """What was asked for; cells that are given up for want of a seat, and new ones in their place, belong to it."""
    seat: NDArray[np.bool_]
    """(cells, parts): whether a cell may have customers in a part; new cells after the old."""
    main: NDArray[np.int64]
    """(cells,): the part that holds most of each cell's seat."""
    origin: NDArray[np.int64]
    """(cells,): the number of each cell if none had been given up for want of a seat."""
    parts: Parts
    opened: Parts | None = None
    """Where cells go on that lie across barriers: the parts so far. Then `parts` are those of the ground that they need."""

    def without_strays(self, home: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The cells of the atoms, and the cell that each cell is a part of.

        Who lives in a part where his cell has no seat is in a cell of its own there, numbered after all others.
        """
        part, cells = self.parts.part, len(self.seat)
        stray = ~self.seat[home, part]
        keys, number = np.unique(home[stray] * self.seat.shape[1] + part[stray], return_inverse=True)
        found = home.copy()
        found[stray] = cells + number.ravel()
        return found, np.concatenate([np.arange(cells), keys // self.seat.shape[1]])

    def aims(self, atoms: Atoms, targets: NDArray[np.float64], tolerance: float) -> NDArray[np.float64]:
        """The loads that can be had: where a group of parts is further off its cells' targets, it is shared out alike."""
        group_of_part = np.zeros(int(self.parts.part.max()) + 1, np.int64)
        group_of_part[self.parts.part] = self.parts.group
        group = group_of_part[self.main]
        there = np.bincount(self.parts.group, atoms.weight, len(self.parts.cells))
        wanted = np.maximum(np.bincount(group, targets, len(there)), 1.0)
        scale = np.where(np.abs(there / wanted - 1) > tolerance, there / wanted, 1.0)
        return np.asarray(targets * scale[group])


def seat_cells(
    ground: Ground,
    weight: NDArray[np.int64],
    labels: NDArray[np.int64],
    cells: int,
    change: Change,
    tolerance: float,
    land: NDArray[np.int64] | None = None,
    *,
    opened: bool = False,
) -> Seats:
    """Seats for the `cells` so far, and for new ones. `ground` was surveyed with the barriers.

    `weight` (n,) and `labels` (n,) are of the places, as for `regrid_cells`; `land` is as for `Standing`. `opened` cells
    lie across barriers for want of room between these (`Design.opened`): they go on doing so where they do. Where new cells
    begin follows from the seats: `change.spots` are not looked at. Raises `grid.shut_in`.
    """
    atoms = Atoms(
        ground.tessellation.xy,
        np.bincount(ground.atom_of_place, weight, len(ground.tessellation.xy)).astype(np.int64),
    )
    home = homes_of(ground, weight, labels, cells)
    targets = fair_targets(atoms.weight, np.ones(cells - len(change.vanished) + change.joined))
    band, so_far = _PART_BAND * tolerance, None
    if opened:
        so_far = divide(
            ground.tessellation, atoms, targets, band, None if land is None else Standing(home, land)
        )
        ground = reopened(ground, home, so_far)
        home = homes_of(ground, weight, labels, cells)
    parts = divide(ground.tessellation, atoms, targets, band, Standing(home, land))
    room = _room(parts, atoms, targets)
    staying, slot = _seated(_customers(atoms, home, parts, cells), room, change.vanished)
    left = np.setdiff1d(np.arange(len(room)), slot)
    lost = np.setdiff1d(np.arange(cells), [*staying, *change.vanished])
    held = np.zeros((cells + len(left), room.shape[1]))
    held[staying] = room[slot]
    held[cells:] = room[left]
    seat = held > 0
    for one in parts.crossings:
        # Whoever lies across already goes on, although it may be another who would in a fresh design.
        here, there = home[list(one.pair)].tolist()
        if here == there and here in staying:
            seat[here, parts.part[list(one.pair)]] = True
    new = np.concatenate([lost, np.arange(cells, cells + change.joined)])
    joined = bridged(ground.tessellation, parts.crossings)
    return Seats(
        replace(ground, tessellation=joined, apart=parts.part),
        replace(change, vanished=(*change.vanished, *lost.tolist()), joined=len(left), spots=None),
        seat,
        np.argmax(held, axis=1),
        np.concatenate([np.arange(cells), new]),
        parts,
        so_far,
    )


Seating = Callable[[NDArray[np.int64], NDArray[np.int64], int, Change], Seats]
"""Makes seats for places of these weights (n,) and labels (n,), of so many cells, under a change."""


def _room(parts: Parts, atoms: Atoms, targets: Targets) -> NDArray[np.float64]:
    """(cells, parts): what a cell of these targets holds in each part."""
    room = np.zeros((len(targets.load), int(parts.part.max()) + 1))
    for portion in portions(parts, atoms, targets):
        room[portion.cells, portion.part] = portion.load
    owned = np.flatnonzero(targets.own >= 0)
    room[owned, parts.part[targets.own[owned]]] = targets.load[owned]
    return room


def _customers(atoms: Atoms, home: NDArray[np.int64], parts: Parts, cells: int) -> NDArray[np.float64]:
    """(cells, parts): of each cell so far in each part."""
    count = int(parts.part.max()) + 1
    lives = np.bincount(home * count + parts.part, atoms.weight + _NOBODY, cells * count)
    return np.asarray(lives.reshape(cells, count), np.float64)


def _seated(
    customers: NDArray[np.float64], room: NDArray[np.float64], vanished: Sequence[int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The cells that find a seat, and which: such that most customers stay."""
    kept = np.setdiff1d(np.arange(len(customers)), vanished)
    stay = np.zeros((len(kept), len(room)))
    for part in range(room.shape[1]):
        stay += np.minimum(customers[kept, part][:, None], room[:, part][None, :])
    cell, slot = linear_sum_assignment(stay, maximize=True)
    found = stay[cell, slot] > 0
    return kept[cell[found]], slot[found]
