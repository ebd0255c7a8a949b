"""A city that has cells is cut further: by customers and by hours, with the cells' numbers and names."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gridward.grids.contract import BuildOrder, Load
from gridward.grids.cutting import CityJob, CutCity, KeptCells, cut_city
from gridward.grids.design.regrid_bounds import fewest_customers
from gridward.grids.design.regrid_change import Change
from gridward.grids.design.workload import TravelModel
from gridward.grids.engines import Work
from gridward.grids.keeping import Kept, change_to
from gridward.grids.naming import name_new_cells
from gridward.kernel.errors import GridwardError, Invalid, NotFound
from gridward.kernel.ids import new_id
from support.made_cities import job_of

FINE, COARSE = 0.02, 0.05
BY_HOURS = BuildOrder(18, tolerance=COARSE, load=Load.HOURS)


@pytest.fixture(scope="module")
def job() -> CityJob:
    return job_of(6_000, cells=18, seed=2)


@pytest.fixture(scope="module")
def cut(job: CityJob) -> CutCity:
    return cut_city(replace(job, order=BuildOrder(18, tolerance=FINE)))


@pytest.fixture(scope="module")
def work(job: CityJob) -> Work:
    """Whoever lives in the east takes three times as long."""
    east = (job.lonlat[:, 0] - job.lonlat[:, 0].min()) / np.ptp(job.lonlat[:, 0])
    return Work(
        job.persons * (40 + 80 * east), job.persons * 1.5, TravelModel(8, (1, 3.5, 7.5), (11, 15, 22))
    )


def kept(cut: CutCity, change: Change) -> KeptCells:
    rows = cut.cells
    return KeptCells(rows.numbers.tolist(), rows.names, rows.polygons, cut.cell_of_place, change)


def test_few_move_when_somebody_leaves_and_somebody_joins(job: CityJob, cut: CutCity) -> None:
    again = cut_city(replace(job, kept=kept(cut, Change((4, 11), joined=1))))
    rows, record = again.cells, again.quality
    # Cells keep number and name; those given up leave gaps, and the new one comes after all.
    assert rows.numbers.tolist() == [n for n in range(1, 20) if n not in (5, 12)]
    assert rows.names[:-1] == [name for at, name in enumerate(cut.cells.names) if at not in (4, 11)]
    assert rows.names[-1] == "造城 19" and rows.origin is not None and rows.origin[-1] == -1
    before = cut.cells.numbers[cut.cell_of_place]
    moved = before != rows.numbers[again.cell_of_place]
    assert again.moves is not None and again.moves.place.tolist() == np.flatnonzero(moved).tolist()
    customers = int(job.persons[moved].sum())
    assert record["moved_customers"] == customers
    assert record["moved_share"] == pytest.approx(customers / job.persons.sum(), abs=1e-6)
    # Everybody from the two cells at least, and far fewer than a fresh cut would move.
    assert cut.cells.loads[[4, 11]].sum() <= record["moved_bound"] <= customers <= 4 * record["moved_bound"]
    assert record["max_deviation"] <= COARSE


def test_nobody_moves_where_nothing_changed(job: CityJob, cut: CutCity) -> None:
    again = cut_city(replace(job, kept=kept(cut, Change())))
    assert (again.quality["moved_customers"], again.quality["moved_bound"]) == (0, 0)
    assert np.array_equal(again.cell_of_place, cut.cell_of_place)


@pytest.mark.parametrize("load", Load)
def test_nobody_moves_where_barriers_had_to_be_opened_and_nothing_changed(load: Load) -> None:
    job = job_of(3_000, cells=10, seed=3)
    (west, south), (east, north) = job.lonlat.min(axis=0), job.lonlat.max(axis=0)
    net = [shapely.LineString([(at, south), (at, north)]) for at in np.linspace(west, east, 22)[1:-1]]
    net += [shapely.LineString([(west, at), (east, at)]) for at in np.linspace(south, north, 22)[1:-1]]
    job = replace(
        job,
        order=BuildOrder(10, tolerance=COARSE, load=load),
        barriers=np.array(net, dtype=object),
        work=Work(job.persons * 60.0, job.persons * 1.5, TravelModel(8, (1, 3.5, 7.5), (11, 15, 22)))
        if load is Load.HOURS
        else None,
    )
    cut = cut_city(job)
    assert cut.quality["opened"]
    for locked in ((), (1, 4)):
        same = cut_city(replace(job, kept=replace(kept(cut, Change()), locked=locked, opened=True)))
        assert same.quality["opened"] and same.quality["moved_customers"] == 0


def test_hours_stay_even_when_somebody_leaves(job: CityJob, work: Work) -> None:
    fresh = cut_city(replace(job, work=work, order=replace(BY_HOURS, tolerance=FINE)))
    assert fresh.quality["hours_max_deviation"] <= FINE and fresh.cells.hours is not None
    assert fresh.cells.deviations == pytest.approx(fresh.cells.hours / fresh.cells.hours.mean() - 1)
    assert fresh.quality["max_deviation"] > 0.2 and fresh.quality["moved_customers"] is None
    same = cut_city(replace(job, work=work, order=BY_HOURS, kept=kept(fresh, Change())))
    assert same.quality["moved_customers"] == same.quality["moved_bound"] == 0
    again = cut_city(replace(job, work=work, order=BY_HOURS, kept=kept(fresh, Change((7,)))))
    record = again.quality
    assert record["hours_max_deviation"] <= COARSE and record["cells_beyond"] == 0
    assert fresh.cells.loads[7] <= record["moved_bound"] <= record["moved_customers"]
    assert record["moved_share"] < 0.25


def test_cells_of_equal_heads_become_cells_of_equal_hours(job: CityJob, cut: CutCity, work: Work) -> None:
    again = cut_city(replace(job, work=work, order=BY_HOURS, kept=kept(cut, Change())))
    assert again.quality["hours_max_deviation"] <= COARSE
    assert 0 < again.quality["moved_bound"] <= again.quality["moved_customers"]
    assert again.cells.names == cut.cells.names
    # Who moved is told from the cells that he had, however many rounds it took.
    assert again.moves is not None
    assert again.moves.place.tolist() == np.flatnonzero(again.cell_of_place != cut.cell_of_place).tolist()


def test_a_plan_whose_places_are_all_gone_cannot_be_kept(job: CityJob, cut: CutCity) -> None:
    gone = replace(kept(cut, Change()), labels=np.full(len(job.persons), -1))
    with pytest.raises(GridwardError) as caught:
        cut_city(replace(job, kept=gone))
    assert caught.value.code == "grid.nobody_known"


@given(st.data())
def test_no_division_moves_fewer_than_the_bound(data: st.DataObject) -> None:
    places, cells = 6, 3
    minutes = np.array(data.draw(st.lists(st.integers(0, 60), min_size=places, max_size=places)))
    weight = np.array(data.draw(st.lists(st.integers(1, 5), min_size=places, max_size=places)))
    before = np.array(data.draw(st.lists(st.integers(-1, cells - 1), min_size=places, max_size=places)))
    vanished = np.array(data.draw(st.sampled_from([[False] * 3, [True, False, False], [False, True, True]])))
    tolerance = data.draw(st.sampled_from([0.05, 0.3, 0.5]))
    targets = np.where(vanished, 0.0, minutes.sum() / (~vanished).sum())
    bound = fewest_customers(minutes, weight, before, targets, tolerance, vanished)
    for labels in map(np.array, product(np.flatnonzero(~vanished).tolist(), repeat=places)):
        load = np.bincount(labels, minutes, cells)
        if (np.abs(load - targets) <= tolerance * targets + 1e-9).all():
            assert bound <= weight[(before >= 0) & (labels != before)].sum()


def test_new_cells_are_the_next_of_their_district() -> None:
    taken = ["浦东 01", "浦东 09", "徐汇 01", "没有编号"]
    assert name_new_cells(taken, ["浦东新区", "徐汇区", "浦东新区", "崇明区"]) == [
        "浦东 10",
        "徐汇 02",
        "浦东 11",
        "崇明 01",
    ]


def change(**order: object) -> Change:
    return change_to(BuildOrder(keep=new_id(), **order), 1, Kept(1, 3, [1, 2, 5, 9]))  # type: ignore[arg-type]


def test_what_changes_is_told_by_the_cells_numbers() -> None:
    assert change() == Change()
    assert change(leaving=(5, 1)) == Change((0, 2))
    assert change(cells=6) == Change(joined=2)
    assert change(cells=5, leaving=(9,)) == Change((3,), joined=2)


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ({"leaving": (3, 5)}, "grid.no_such_cells"),
        ({"leaving": (1, 2, 5, 9), "cells": 4}, "grid.all_leave"),
        ({"cells": 3}, "grid.name_who_leaves"),
    ],
)
def test_a_change_that_makes_no_sense(order: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid) as caught:
        change(**order)
    assert caught.value.code == code


def test_only_a_plan_of_the_city_that_has_cells_is_kept() -> None:
    order = BuildOrder(keep=new_id())
    for found in (None, Kept(2, 1, [1, 2])):
        with pytest.raises(NotFound):
            change_to(order, 1, found)
    with pytest.raises(Invalid) as caught:
        change_to(order, 1, Kept(1, 4, []))
    assert caught.value.code == "grid.nothing_to_keep"
