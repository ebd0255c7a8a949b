"""Where cities are cut."""

import importlib
from importlib.util import find_spec

from gridward.grids.batch.jobs import Cutter
from gridward.grids.batch.processes import processes
from gridward.kernel.errors import Unavailable


def choose_cutter(workers: int, scheduler: str | None) -> Cutter:
    """On the Dask cluster of a scheduler where one is named, else so many at a time here. Raises `batch.no_dask`."""
    if scheduler is None:
        return processes(workers)
    if find_spec("distributed") is None:
        raise Unavailable(
            "batch.no_dask",
            "GRIDWARD_DASK names a cluster, but Dask is not installed here.",
            "pip install 'gridward[dask]', or unset GRIDWARD_DASK.",
        )
    cutter: Cutter = importlib.import_module("gridward.grids.batch.cluster").cluster(scheduler)
    return cutter
