"""Cities made from a seed, as jobs for the engine."""

import numpy as np

from gridward.city.contract import CityFrame
from gridward.geo.projection import Projection
from gridward.grids.bench.city import EPSG, make_city
from gridward.grids.contract import BuildOrder
from gridward.grids.cutting import CityJob


def job_of(customers: int, cells: int, seed: int) -> CityJob:
    """A city of one district, to be cut into so many cells."""
    made = make_city(customers, seed)
    projection = Projection(EPSG)
    district = np.array([projection.unproject_geometry(made.land)], dtype=object)
    city = CityFrame(1, "made", "造城市", projection, np.array([1]), ("造城区",), district, {})
    places = np.ones(len(made.weight), bool)
    return CityJob(
        city, BuildOrder(cells), projection.unproject(made.xy), made.weight, places, np.array([], object)
    )
