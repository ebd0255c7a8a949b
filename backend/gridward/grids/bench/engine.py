"""This engine from end to end: from one row a customer to polygons that have been examined."""

import numpy as np

from gridward.grids.bench.case import Case, Rows
from gridward.grids.design import Design, design_cells


def run_engine(case: Case, rows: Rows) -> Design:
    """Gather the customers of each building, and cut. Labels are those of the buildings, in the order of their numbers."""
    weight = np.bincount(rows.building)
    xy = np.empty((len(weight), 2))
    xy[rows.building] = rows.xy
    return design_cells(
        xy, weight.astype(np.int64), case.city().land, case.task.cells, tolerance=case.task.tolerance
    )
