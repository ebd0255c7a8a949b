"""A city is cut without a database, and to the same bytes in any process."""

import pickle
import subprocess
import sys

import numpy as np
import shapely

from gridward.grids.cutting import CutCity, cut_city
from support.made_cities import digest, job_of

_ELSEWHERE = """
import pickle, sys
from gridward.grids.cutting import cut_city
sys.stdout.buffer.write(pickle.dumps(cut_city(pickle.load(sys.stdin.buffer))))
assert not {"fastapi", "sqlalchemy", "asyncpg", "procrastinate"} & sys.modules.keys()
"""


def test_another_process_cuts_the_same_bytes_and_loads_neither_database_nor_web() -> None:
    job = job_of(4_000, cells=7, seed=3)
    there = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE], input=pickle.dumps(job), stdout=subprocess.PIPE, check=True
    )
    cut: CutCity = pickle.loads(there.stdout)
    assert digest(cut) == digest(cut_city(job))
    assert set(cut.cell_of_place) == set(range(7)) and cut.quality["coverage_valid"]


def test_cells_are_counted_in_the_order_of_their_numbers() -> None:
    job = job_of(2_000, cells=5, seed=1)
    cut = cut_city(job)
    inside = shapely.dwithin(shapely.points(job.lonlat), cut.cells.polygons[cut.cell_of_place], 1e-5)
    assert inside.all()
    assert np.array_equal(np.bincount(cut.cell_of_place, job.persons), cut.cells.loads)
