"""A part of a tessellation: the atoms of the cells that are open to a change."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gridward.grids.design.tessellation import Tessellation


def part_of(tessellation: Tessellation, inside: NDArray[np.bool_]) -> Tessellation:
    """The neighbours among some of the atoms (n,), numbered anew. The ridges stay those of the whole."""
    number = np.cumsum(inside) - 1
    sources, neighbour = tessellation.sources, tessellation.neighbour
    kept = inside[sources] & inside[neighbour]
    degree = np.bincount(number[sources[kept]], minlength=int(inside.sum()))
    return replace(
        tessellation,
        xy=tessellation.xy[inside],
        piece=tessellation.piece[inside],
        start=np.append(0, np.cumsum(degree)),
        neighbour=number[neighbour[kept]],
        border=tessellation.border[kept],
    )
