"""Peers do what they are named for, and are judged by rules that can be counted by hand."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Transformer

from gridward.grids.bench.case import Case, Task, write_case
from gridward.grids.bench.city import EPSG, City, make_city
from gridward.grids.bench.judging import holding_of, judge_labels
from gridward.grids.bench.peers.registry import PEERS, Peer
from gridward.grids.bench.running import run_all

SAME = (
    "max_deviation",
    "mean_deviation",
    "empty_cells",
    "points_outside_their_own_cell",
    "buildings_split",
    "mean_distance_m",
    "polsby_popper_mean",
    "polsby_popper_min",
    "reock_mean",
)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A town for 12 cells."""
    write_case(tmp_path, make_city(20_000, 1), 1, with_graph=False)
    return Case(tmp_path, Task(12, 0.01, 1))


@pytest.fixture
def banks() -> City:
    """Two banks of a river, each with four buildings in a row, of 10 customers each."""
    land = shapely.union_all([shapely.box(0, 0, 800, 200), shapely.box(0, 300, 800, 500)])
    xy = np.array([(x, y) for y in (100.0, 400.0) for x in (100.0, 300.0, 500.0, 700.0)])
    return City(xy, np.full(8, 10), land)


def test_bisection_balances_as_far_as_whole_buildings_allow(case: Case) -> None:
    city = case.city()
    load = np.bincount(PEERS["bisection"].load()(case), city.weight, 12)
    assert load.sum() == 20_000 and load.min() > 0
    assert np.abs(load - 20_000 / 12).max() <= 4 * city.weight.max()


def test_kmeans_is_the_floor_of_the_way(case: Case) -> None:
    city = case.city()
    ways = {
        name: judge_labels(city, 12, holding_of(city, PEERS[name].load()(case)))[0]["mean_distance_m"]
        for name in ("kmeans", "bisection")
    }
    assert ways["kmeans"] < ways["bisection"]


def test_a_cell_on_both_banks_is_across_water_but_not_in_pieces(banks: City) -> None:
    figures, polygons = judge_labels(banks, 2, holding_of(banks, np.array([0, 0, 1, 1, 0, 0, 1, 1])))
    assert figures["cells_across_water"] == 2 and figures["cells_in_pieces"] == 0
    assert figures["max_deviation"] == 0 and figures["coverage_valid"] == 1
    assert shapely.area(polygons).tolist() == pytest.approx([160_000, 160_000])
    # The centre of weight of each cell is in the river.
    assert figures["mean_distance_m"] == pytest.approx(np.hypot(100, 150))


def test_a_cell_that_another_cuts_in_two_on_its_bank_is_in_pieces(banks: City) -> None:
    figures, _ = judge_labels(banks, 2, holding_of(banks, np.array([0, 1, 1, 0, 0, 0, 1, 1])))
    assert figures["cells_in_pieces"] == 1


def test_a_building_whose_customers_go_to_two_cells_is_split_and_counted_by_customers(banks: City) -> None:
    building = np.repeat(np.arange(8), 10)
    labels = np.repeat([0, 0, 0, 0, 1, 1, 1, 1], 10)
    labels[36:40] = 1
    figures, polygons = judge_labels(banks, 2, holding_of(banks, labels, building))
    assert figures["buildings_split"] == 1 and figures["customers"] == 80
    assert figures["max_deviation"] == pytest.approx(0.1)
    # The polygons follow the six of its ten.
    assert shapely.area(polygons).tolist() == pytest.approx([160_000, 160_000])


def test_a_peer_that_takes_too_long_is_ended_by_the_kernel() -> None:
    endless = "from gridward.platform.measuring import spend\nspend(lambda: [0 for _ in iter(int, 1)], 0.2)"
    done = subprocess.run([sys.executable, "-c", endless], check=False, capture_output=True)
    assert done.returncode == -signal.SIGXCPU


def test_what_does_not_end_well_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        PEERS, "nowhere", Peer("a library that is not there", "nowhere", library="no_such_library")
    )
    told: list[str] = []
    run = run_all(500, Task(2, 0.05, 1), ["nowhere", "bisection"], 5, told.append)
    assert told == ["gridward", "nowhere", "bisection"]
    assert [one.why_not for one in run.outcomes] == [
        None,
        "not installed: pip install 'gridward[bench]'",
        None,
    ]
    assert run.ours.seconds and run.ours.figures["customers"] == 500


@pytest.mark.parametrize("method", ["bisection", "kmeans"])
def test_the_independent_judge_finds_the_same(
    method: str, case: Case, data_folder: Path, tmp_path: Path
) -> None:
    judge = data_folder.parent / "tools" / "check_grid.py"
    if not judge.is_file():
        pytest.skip("the independent judge is not there")
    city = case.city()
    labels = PEERS[method].load()(case)
    figures, polygons = judge_labels(city, 12, holding_of(city, labels))
    frame = gpd.GeoDataFrame({"cell_id": np.arange(12)}, geometry=polygons, crs=EPSG).to_crs(4326)
    frame.to_file(tmp_path / "cells.gpkg")
    lon, lat = Transformer.from_crs(EPSG, 4326, always_xy=True).transform(*city.xy.T)
    rows = {
        "lon": lon,
        "lat": lat,
        "weight": city.weight,
        "cell_id": labels,
        "building_id": np.arange(len(labels)),
    }
    pd.DataFrame(rows).to_csv(tmp_path / "places.csv", index=False)
    gpd.GeoDataFrame(geometry=[city.land], crs=EPSG).to_crs(4326).to_file(tmp_path / "land.gpkg")
    subprocess.run(
        [
            sys.executable,
            judge,
            "cells.gpkg",
            "places.csv",
            "--boundary",
            "land.gpkg",
            "--epsg",
            str(EPSG),
            "--json",
            "found.json",
        ],
        cwd=tmp_path,
        check=False,
        capture_output=True,
    )
    found = json.loads((tmp_path / "found.json").read_text("utf-8"))
    assert (figures["cells_in_pieces"] > 0) == (figures["points_outside_their_own_cell"] > 0)
    assert {name: found[name] for name in SAME} == pytest.approx(
        {name: figures[name] for name in SAME}, rel=1e-4
    )
