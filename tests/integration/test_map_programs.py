"""GDAL's driver for OGC API - Features, by which QGIS reads, against the application as a process of its own."""

import os
from collections.abc import Iterator

import pyogrio
import pytest
import shapely
from conftest import copied

from gridward.demo.check import Installation
from gridward.identity.contract import Role
from support.field_work import one, rows, signed_in
from support.maps import account, gdal_as, key_for, read
from support.published import cell_ids, lead_of_cell
from support.work import move_to_new_station

CELLS, CUSTOMERS = "cells-tinglan", "customers-tinglan"


@pytest.fixture(scope="module")
def url(server: str, worked_template: str) -> Iterator[str]:
    """The small city at work, for this file."""
    with copied(server, worked_template) as address:
        account(address, "ops", Role.OPS)
        yield address


@pytest.fixture(scope="module")
def address(url: str) -> Iterator[str]:
    """Where it is served."""
    environment = {**os.environ, "DATABASE_URL": url, "GRIDWARD_LOG_LEVEL": "WARNING"}
    with Installation(environment, "").serving("--no-worker") as found:
        yield found


@pytest.fixture(scope="module")
def key(url: str) -> tuple[str, str]:
    """The key of somebody from ops, with points."""
    with signed_in(url, "ops") as client:
        return key_for(client, points=True)


def test_it_reads_the_cells_of_the_plan_in_force(url: str, address: str, key: tuple[str, str]) -> None:
    with gdal_as(*key):
        assert {name for name, _ in pyogrio.list_layers(f"OAPIF:{address}/ogc")} == {CELLS, CUSTOMERS}
        found = read(address, CELLS)
    stored = rows(url, "SELECT number, name, load, geometry FROM grids.cell ORDER BY number")
    assert [tuple(row) for row in found[["number", "name", "load"]].itertuples(index=False)] == [
        row[:3] for row in stored
    ]
    assert shapely.equals_exact(found.geometry.to_numpy(), shapely.from_wkb([row[3] for row in stored])).all()
    assert found.crs.to_epsg() == 4326 or found.crs.to_authority() == ("OGC", "CRS84")


def test_a_box_finds_the_cells_that_meet_it(url: str, address: str, key: tuple[str, str]) -> None:
    stored = rows(url, "SELECT number, geometry FROM grids.cell ORDER BY number")
    middle = shapely.point_on_surface(shapely.from_wkb(stored[0][1]))
    box = shapely.box(middle.x - 0.001, middle.y - 0.001, middle.x + 0.001, middle.y + 0.001)
    with gdal_as(*key):
        found = read(address, CELLS, bbox=box.bounds)
    assert found["number"].tolist() == [
        number for number, shape in stored if shapely.from_wkb(shape).intersects(box)
    ]
    assert 0 < len(found) < len(stored)


def test_pages_are_followed_to_the_end(url: str, address: str, key: tuple[str, str]) -> None:
    with gdal_as(*key):
        cells = read(address, CELLS, PAGE_SIZE="2", INITIAL_REQUEST_PAGE_SIZE="1")
        found = read(address, CUSTOMERS, PAGE_SIZE="50")
    assert cells["number"].tolist() == list(range(1, 7))
    located = one(url, "SELECT count(*) FROM census.home WHERE kind IN ('orphan', 'mixed')")
    assert located > 100
    assert len(found) == len(set(found.geometry.index)) == located
    in_cells = dict(rows(url, "SELECT number, load FROM grids.cell"))
    assert found[found["kind"] == "orphan"]["cell"].value_counts().to_dict() == in_cells


def test_points_are_for_those_who_wanted_them_and_may(url: str, address: str, key: tuple[str, str]) -> None:
    own, *_ = cell_ids(url)
    move_to_new_station(url, [own])
    number = one(url, "SELECT number FROM grids.cell WHERE id = %s", own)
    with signed_in(url, "ops") as client:
        without = key_for(client)
    with signed_in(url, lead_of_cell(url, own)) as client:
        lead = key_for(client, points=True)
    with gdal_as(*without):
        assert [name for name, _ in pyogrio.list_layers(f"OAPIF:{address}/ogc")] == [CELLS]
    with gdal_as(*lead):
        assert read(address, CELLS)["number"].tolist() == [number]
        assert set(read(address, CUSTOMERS)["cell"]) == {number}


def test_a_wrong_key_reads_nothing(address: str, key: tuple[str, str]) -> None:
    with gdal_as(key[0], "wrong"), pytest.raises(pyogrio.errors.DataSourceError, match="401"):
        read(address, CELLS)
