"""Cells that stay exactly as they are while the others are cut again, and cells by hours between barriers."""

import os
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from unit.grids.test_going_on import kept

from gridward.grids.contract import BuildOrder, Load
from gridward.grids.cutting import CityJob, CutCity, cut_city
from gridward.grids.design.regrid_change import Change
from gridward.grids.design.workload import TravelModel
from gridward.grids.engines import Work
from gridward.kernel.errors import GridwardError
from support.made_cities import job_of

_EXAMPLES = int(os.environ.get("GRIDWARD_EXAMPLES", "10"))
_PHASES = (Phase.explicit, Phase.generate)
"""Smaller cities than this one would not tell more."""
CELLS = 14


def made() -> CityJob:
    return replace(job_of(4_000, CELLS, seed=3), order=BuildOrder(CELLS, tolerance=0.05))


JOB = made()
CUT = cut_city(replace(JOB, order=BuildOrder(CELLS, tolerance=0.02)))
WALL = np.array([shapely.LineString([(116.0, 39.9), (117.0, 39.9)])], dtype=object)


def work() -> Work:
    east = (JOB.lonlat[:, 0] - JOB.lonlat[:, 0].min()) / np.ptp(JOB.lonlat[:, 0])
    return Work(
        JOB.persons * (40 + 80 * east), JOB.persons * 1.5, TravelModel(8, (1, 3.5, 7.5), (11, 15, 22))
    )


def must_hold(again: CutCity, locked: tuple[int, ...], labels: np.ndarray) -> None:
    rows, record = again.cells, again.quality
    assert record["coverage_valid"] and max(record["gap_share"], record["overlap_share"]) < 1e-5
    assert [record[n] for n in ("cells_in_pieces", "buildings_split", "points_outside_their_own_cell")] == [
        0
    ] * 3
    numbers = rows.numbers.tolist()
    others = rows.polygons[~np.isin(rows.numbers - 1, locked)]
    for cell in locked:
        now, before = rows.polygons[numbers.index(cell + 1)], CUT.cells.polygons[cell]
        nothing = 1e-7 * shapely.length(before)
        assert shapely.difference(before, now).area < nothing
        if (gained := shapely.difference(now, before)).area > nothing:
            must_be_crumbs(gained.buffer(-1e-7), others)
        else:
            must_be_the_same(now, before)
        assert rows.names[numbers.index(cell + 1)] == CUT.cells.names[cell]
    stay = np.isin(labels, locked)
    assert (rows.numbers[again.cell_of_place[stay]] == labels[stay] + 1).all()


def must_be_the_same(now: shapely.Geometry, before: shapely.Geometry) -> None:
    """But for corners of its neighbours on its border."""
    corners, of_old = (
        {tuple(point) for point in shapely.get_coordinates(shape).tolist()} for shape in (now, before)
    )
    assert corners >= of_old
    if len(corners) == len(of_old):
        assert shapely.to_wkb(now) == shapely.to_wkb(before)


def must_be_crumbs(gained: shapely.Geometry, others: np.ndarray) -> None:
    """Land where nobody lives, between locked cells: nobody else could have it."""
    assert not shapely.contains_xy(gained, JOB.lonlat[:, 0], JOB.lonlat[:, 1]).any()
    assert (shapely.distance(gained, others) > 2e-7).all()


@given(
    locked=st.lists(st.integers(0, CELLS - 1), unique=True, min_size=1, max_size=8),
    gone=st.lists(st.integers(0, CELLS - 1), unique=True, max_size=3),
    joined=st.integers(0, 2),
    hours=st.booleans(),
)
@example(locked=[6, 4, 12, 13, 0, 5, 11, 9], gone=[2, 8], joined=0, hours=False)
@settings(max_examples=_EXAMPLES, deadline=None, report_multiple_bugs=False, phases=_PHASES)
def test_locked_cells_stay_as_they_are(locked: list[int], gone: list[int], joined: int, hours: bool) -> None:
    gone = [cell for cell in gone if cell not in locked]
    if len(gone) + len(locked) == CELLS:
        return
    standing = replace(kept(CUT, Change(tuple(gone), joined)), locked=tuple(locked))
    again = cut_city(replace(JOB, kept=standing, work=work() if hours else None))
    must_hold(again, tuple(locked), CUT.cell_of_place)
    assert len(again.cells.numbers) == CELLS - len(gone) + joined


def test_who_is_new_in_a_locked_cell_belongs_to_it() -> None:
    new = np.flatnonzero(CUT.cell_of_place == 5)[:3]
    labels = CUT.cell_of_place.copy()
    labels[new] = -1
    standing = replace(kept(CUT, Change((2,))), labels=labels, locked=(5, 6))
    again = cut_city(replace(JOB, kept=standing))
    must_hold(again, (5, 6), CUT.cell_of_place)
    assert again.quality["moved_customers"] >= CUT.cells.loads[2]


def test_a_city_whose_border_has_moved_has_nothing_to_lock() -> None:
    standing = kept(CUT, Change())
    standing = replace(standing, polygons=standing.polygons[:-1], locked=(5,))
    labels = np.where(standing.labels == CELLS - 1, -1, standing.labels)
    with pytest.raises(GridwardError) as caught:
        cut_city(replace(JOB, kept=replace(standing, labels=labels)))
    assert caught.value.code == "grid.land_changed"


def test_hours_are_even_on_both_sides_of_a_barrier() -> None:
    middle = float(np.median(JOB.lonlat[:, 1]))
    west, _, east, _ = shapely.total_bounds(CUT.cells.polygons)
    wall = np.array([shapely.LineString([(west - 1, middle), (east + 1, middle)])], dtype=object)
    order = BuildOrder(CELLS, tolerance=0.1, load=Load.HOURS)
    barred = replace(JOB, order=order, work=work(), barriers=wall)
    fresh = cut_city(barred)
    side = JOB.lonlat[:, 1] > middle
    across = [cell for cell in range(CELLS) if len(set(side[fresh.cell_of_place == cell])) == 2]
    assert len(across) <= len(fresh.quality["crossings"]) < fresh.quality["parts"]
    assert fresh.quality["hours_max_deviation"] <= 0.1
    again = cut_city(replace(barred, kept=kept(fresh, Change((4,)))))
    assert again.quality["hours_max_deviation"] <= 0.1
    assert again.quality["moved_share"] < 0.4


def test_between_a_net_of_roads_no_cell_lies_around_the_water() -> None:
    """On both sides of a river or a bay, parts on the same land are joined over land only."""
    job = job_of(3_000, 10, seed=1)
    (west, south), (east, north) = job.lonlat.min(axis=0) - 0.02, job.lonlat.max(axis=0) + 0.02
    roads = [shapely.LineString([(lon, south), (lon, north)]) for lon in np.arange(west, east, 0.015)]
    roads += [shapely.LineString([(west, lat), (east, lat)]) for lat in np.arange(south, north, 0.015)]
    travel = TravelModel(8, (1, 3.5, 7.5), (11, 15, 22))
    cut = cut_city(
        replace(
            job,
            order=BuildOrder(10, tolerance=0.05, load=Load.HOURS),
            work=Work(job.persons * 60, job.persons * 1.5, travel),
            barriers=np.array(roads, dtype=object),
        )
    )
    assert cut.quality["cells_in_pieces"] == cut.quality["points_outside_their_own_cell"] == 0
