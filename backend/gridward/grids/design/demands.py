"""What is asked of a grid, looked at before anything is computed."""

import numpy as np
from numpy.typing import NDArray

from gridward.grids.design import errors
from gridward.grids.design.stations import Anchors
from gridward.kernel.errors import Invalid

_MOST_TOLERANCE = 0.5


def check_places(xy: NDArray[np.float64], weight: NDArray[np.int64]) -> None:
    """Every place has a position and a whole weight. Raises `grid.no_customers`, `grid.no_place`, `grid.bad_weight`."""
    if not len(weight):
        raise errors.no_customers()
    if lost := int((~np.isfinite(xy).all(axis=1)).sum()):
        raise errors.no_place(lost)
    value = np.asarray(weight, float)
    if wrong := int((~np.isfinite(value) | (value < 0) | (value != np.round(value))).sum()):
        raise errors.bad_weight(wrong)
    if not value.sum():
        raise errors.no_customers()


def check_demands(
    cells: int,
    locked: int,
    tolerance: float,
    shares: NDArray[np.float64] | None,
    anchors: Anchors | None,
) -> NDArray[np.float64]:
    """The shares of the cells to be cut. Raises what is wrong with the demands."""
    if cells < 1:
        raise Invalid("grid.not_positive", "Cells and capacity start at 1.", "Give a positive number.")
    if not 0 < tolerance <= _MOST_TOLERANCE:
        raise errors.tolerance_out_of_range(tolerance)
    new = cells - locked
    if new < 1:
        raise errors.bad_locked(locked, cells)
    wanted = np.ones(new) if shares is None else np.asarray(shares, float)
    if len(wanted) != new or not (np.isfinite(wanted) & (wanted > 0)).all():
        raise errors.bad_shares(len(wanted), new)
    if anchors is not None:
        fits = len(anchors.xy) <= new and np.isfinite(anchors.xy).all() and 0 <= anchors.strength <= 1
        if not fits:
            raise errors.bad_anchors(len(anchors.xy), new)
    return wanted
