"""What stays the same from one change to the next: the land, and the tessellation of its places."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.design import errors
from gridward.grids.design.atoms import merge_places
from gridward.grids.design.barriers import Barriers
from gridward.grids.design.land import Land
from gridward.grids.design.parts import connected
from gridward.grids.design.tessellation import Tessellation, tessellate


@dataclass(frozen=True)
class Ground:
    """A surveyed city."""

    land: Land
    tessellation: Tessellation
    atom_of_place: NDArray[np.int64]
    apart: NDArray[np.int64]
    """The part of each atom: a piece of land, or where there are barriers what they leave connected."""


def survey(
    xy: NDArray[np.float64],
    area: shapely.Geometry,
    barriers: NDArray[np.object_] | None = None,
    *,
    drawn: bool = True,
) -> Ground:
    """The ground of places (n, 2), metres, in an area, between barriers. Raises `grid.points_outside`.

    `drawn` is as for `Land`.
    """
    atoms, atom_of_place = merge_places(xy, np.ones(len(xy), np.int64))
    land = Land(area, drawn=drawn)
    piece = land.piece_of(atoms.xy)
    if (piece < 0).any():
        raise errors.points_outside(int((piece < 0).sum()))
    if barriers is None:
        return Ground(land, tessellate(atoms.xy, piece, land), atom_of_place, piece)
    tessellation = tessellate(atoms.xy, piece, land, Barriers(barriers))
    return Ground(land, tessellation, atom_of_place, connected(tessellation)[1])
