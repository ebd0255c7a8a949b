"""Drafts that were edited by hand, looked at in the database."""

from typing import Any
from uuid import UUID

import numpy as np
import psycopg
import pytest
import shapely

from gridward.city.public import load_city_by_id
from gridward.grids.design import judge
from gridward.grids.design.land import Land


def state_of(url: str, plan: UUID) -> list[Any]:
    """All that edits may change, byte by byte."""
    with psycopg.connect(url) as connection:
        return [
            connection.execute(query, [plan]).fetchall()
            for query in (
                "SELECT cells, quality FROM grids.plan WHERE id = %s",
                "SELECT * FROM grids.cell WHERE plan_id = %s ORDER BY id",
                "SELECT * FROM grids.plan_place WHERE plan_id = %s ORDER BY id",
            )
        ]


def whole(url: str, plan: UUID) -> None:
    """Examine a plan anew from its stored polygons, and compare its figures with those that it keeps."""
    with psycopg.connect(url) as connection:
        city = load_city_by_id(connection, 1)
        cells = connection.execute(
            """SELECT id, geometry, load, deviation, area_km2, mean_distance_m, polsby_popper FROM grids.cell
               WHERE plan_id = %s ORDER BY number""",
            [plan],
        ).fetchall()
        places = connection.execute(
            "SELECT lon, lat, customers, cell_id FROM grids.plan_place WHERE plan_id = %s ORDER BY id", [plan]
        ).fetchall()
        kept = connection.execute("SELECT quality FROM grids.plan WHERE id = %s", [plan]).fetchone()
    index = {row[0]: at for at, row in enumerate(cells)}
    polygons = city.projection.project_geometry(shapely.from_wkb([row[1] for row in cells]))
    quality, figures = judge(
        polygons,
        Land(city.land).area,
        city.projection.project(np.array([row[:2] for row in places])),
        np.array([row[2] for row in places]),
        np.array([index[row[3]] for row in places]),
    )
    assert quality.coverage_valid and quality.cells_in_pieces == quality.points_outside_their_own_cell == 0
    assert quality.buildings_split == 0 and quality.gap_share < 1e-9 and quality.overlap_share < 1e-9
    assert kept is not None
    told = quality.as_json()
    assert {key: kept[0][key] for key in told if key != "gap_share"} == {
        key: value if isinstance(value, int) else _near(value)
        for key, value in told.items()
        if key != "gap_share"
    }
    for at, row in enumerate(cells):
        assert row[2] == figures.load[at] and row[3] == figures.deviation[at]
        assert row[4:] == _near(
            (figures.area_m2[at] / 1e6, figures.mean_distance_m[at], figures.polsby_popper[at])
        )


def _near(value: Any) -> Any:
    return pytest.approx(value, rel=1e-9, abs=2e-6)
