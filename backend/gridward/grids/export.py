"""A plan as files: GeoJSON and GeoPackage for any map program, CSV for any table."""

import csv
import io
import json
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import shapely

from gridward.grids.contract import plan_not_found
from gridward.grids.moves import moves_csv

FORMATS = ("geojson", "gpkg", "csv")
MOVES = "moves"
"""The list of customers who get another cell, beside the formats of the cells themselves."""


def export_plan(connection: psycopg.Connection, plan_id: UUID, folder: Path) -> list[Path]:
    """Write `cells.geojson`, `cells.gpkg` and `assignments.csv` of a plan into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for format_, name in zip(FORMATS, ("cells.geojson", "cells.gpkg", "assignments.csv"), strict=True):
        path = folder / name
        path.write_bytes(export_bytes(connection, plan_id, format_))
        written.append(path)
    return written


def export_bytes(
    connection: psycopg.Connection, plan_id: UUID, format_: str, cells: list[int] | None = None
) -> bytes:
    """A plan in one of the `FORMATS`, or its `MOVES` as CSV. Coordinates are WGS-84. Raises `plan.not_found`.

    With `cells`, the points at which single customers live are in it for these cells only, and moves from and to them.
    """
    if connection.execute("SELECT FROM grids.plan WHERE id = %s", [plan_id]).fetchone() is None:
        raise plan_not_found(plan_id)
    if format_ == "csv":
        return _assignments(connection, plan_id, cells)
    if format_ == MOVES:
        return moves_csv(connection, plan_id, cells)
    rows = _cells(connection, plan_id)
    return _geojson(rows) if format_ == "geojson" else _geopackage(rows)


_FIELDS = ("cell_id", "name", "load", "deviation", "communities", "area_km2", "mean_distance_m")


def _cells(connection: psycopg.Connection, plan_id: UUID) -> list[tuple[Any, ...]]:
    return connection.execute(
        """SELECT number, name, load, deviation, communities, area_km2, mean_distance_m, geometry
           FROM grids.cell WHERE plan_id = %s ORDER BY number""",
        [plan_id],
    ).fetchall()


def _geojson(cells: list[tuple[Any, ...]]) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": dict(zip(_FIELDS, cell[:-1], strict=True)),
            "geometry": shapely.geometry.mapping(shapely.from_wkb(cell[-1])),
        }
        for cell in cells
    ]
    collection = {"type": "FeatureCollection", "name": "cells", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _geopackage(cells: list[tuple[Any, ...]]) -> bytes:
    import geopandas  # noqa: PLC0415 - half a second that only this format needs

    columns = {field: [cell[index] for cell in cells] for index, field in enumerate(_FIELDS)}
    shapes = shapely.from_wkb([cell[-1] for cell in cells])
    shapes = [shapely.MultiPolygon(shapely.get_parts(shape).tolist()) for shape in shapes]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cells.gpkg"
        geopandas.GeoDataFrame(columns, geometry=shapes, crs=4326).to_file(path, layer="cells", driver="GPKG")
        return path.read_bytes()


def _assignments(connection: psycopg.Connection, plan_id: UUID, cells: list[int] | None) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("lon", "lat", "weight", "cell_id", "building_id"))
    rows = connection.execute(
        """SELECT p.lon, p.lat, p.customers, c.number, coalesce('community ' || p.community_id, 'customer ' || p.customer_id)
           FROM grids.plan_place p JOIN grids.cell c ON c.id = p.cell_id
           WHERE p.plan_id = %(plan)s
             AND (%(cells)s::integer[] IS NULL OR p.customer_id IS NULL OR p.cell_id = ANY(%(cells)s::integer[]))
           ORDER BY c.number, p.id""",
        {"plan": plan_id, "cells": cells},
    ).fetchall()
    for lon, lat, *rest in rows:
        writer.writerow((f"{lon:.7f}", f"{lat:.7f}", *rest))
    return text.getvalue().encode()
