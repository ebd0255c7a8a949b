"""`gridward grid import`: a drawn plan at the command line."""

import json
from pathlib import Path

import shapely

from gridward.geo.frames import Frame, from_wgs84
from gridward.grids.public import export_plan
from gridward.platform.db import connect
from support.commands import run
from support.field_work import rows
from support.published import build


def test_a_drawn_plan_is_examined_and_stored(city_url: str, tmp_path: Path) -> None:
    plan = build(city_url, 4)
    with connect(city_url) as connection:
        export_plan(connection, plan, tmp_path)
    ours = ("grid", "import", tmp_path / "cells.gpkg", "--city", "tinglan")
    checked = run(city_url, *ours, "--check")
    assert "4 drawn cells" in checked and "Customers a cell" in checked and "a draft" not in checked
    assert "Plan 2, a draft: 4 cells" in run(city_url, *ours)

    drawn = json.loads((tmp_path / "cells.geojson").read_text("utf-8"))
    (tmp_path / "gap.geojson").write_text(json.dumps(drawn | {"features": drawn["features"][1:]}))
    refused = run(city_url, "grid", "import", tmp_path / "gap.geojson", "--city", "tinglan", ends=1)
    assert "no cell lies there" in refused and "cannot be mended" in refused

    for feature in drawn["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        shifted = shapely.transform(shape, lambda lonlat: from_wgs84(lonlat, Frame.GCJ02))
        feature["geometry"] = shapely.geometry.mapping(shifted)
    (tmp_path / "gcj.geojson").write_text(json.dumps(drawn))
    gcj = ("grid", "import", tmp_path / "gcj.geojson", "--city", "tinglan")
    assert "GCJ-02" in run(city_url, *gcj, ends=1)
    assert "Plan 3, a draft: 4 cells" in run(city_url, *gcj, "--frame", "gcj02")
    assert rows(city_url, "SELECT version, origin, status FROM grids.plan ORDER BY version") == [
        (1, "built", "draft"),
        (2, "drawn", "draft"),
        (3, "drawn", "draft"),
    ]
