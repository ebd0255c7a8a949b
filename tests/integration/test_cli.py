"""The commands, as processes of their own: what they print, write and end with."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import psycopg

from gridward.kernel.clock import today
from gridward.platform.postgres import postmaster
from gridward.platform.postgres.cluster import Cluster
from support.commands import run as _run
from support.extract import Extract


def test_from_an_extract_to_published_cells(bare_url: str, small_city: Path, tmp_path: Path) -> None:
    extract = Extract.copy(small_city / "extract", tmp_path / "extract")
    extract.set("policies", 3, "生效日期", "2023-02-30")
    printed = _run(
        bare_url, "import", extract.folder, "--city", "tinglan",
        "--report", tmp_path / "report.csv", "--refused", tmp_path / "refused",
    )  # fmt: skip
    assert "policies.csv" in printed and "There is no day 2023-02-30." in printed
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["file"], row["line"]): row for row in csv.DictReader(file)}
    assert rows["policies.csv", "5"]["column"] == "生效日期"
    assert {path.name for path in (tmp_path / "refused").iterdir()} >= {
        "customers.csv",
        "policies.csv",
        "manifest.json",
    }

    out = tmp_path / "out"
    printed = _run(bare_url, "grid", "build", "--city", "tinglan", "--cells", 6, "--out", out)
    assert "Plan 1, a draft: 6 cells" in printed
    cells, districts = gpd.read_file(out / "cells.gpkg"), gpd.read_file(small_city / "districts.geojson")
    assert len(cells) == len(gpd.read_file(out / "cells.geojson")) == 6
    assert cells.union_all().symmetric_difference(districts.union_all()).area < 1e-6
    with (out / "assignments.csv").open(newline="") as file:
        placed = list(csv.DictReader(file))
    homes = {(row["building_id"], row["cell_id"]) for row in placed}
    assert len(homes) == len({building for building, _ in homes}) == len(placed)
    assert {row["cell_id"] for row in placed} == {str(number) for number in cells["cell_id"]}

    assert "published" in _run(bare_url, "grid", "publish", "--city", "tinglan", "--effective", today())
    again = _run(bare_url, "grid", "publish", "--city", "tinglan", ends=1)
    assert "There is no such draft." in again and "grid build" in again
    with psycopg.connect(bare_url) as connection:
        row = connection.execute("SELECT status, cells FROM grids.plan").fetchall()
    assert row == [("published", 6)]


def test_a_city_with_one_customer(bare_url: str, small_city: Path, tmp_path: Path) -> None:
    extract = Extract.copy(small_city / "extract", tmp_path / "extract").keep(
        "customers", "policies", "gazetteer"
    )
    header, rows = extract.table("customers")
    _, communities = extract.table("gazetteer")
    one = next(row for row in rows if len(row) == len(header) and row[header.index("证件类型")] == "身份证")
    district = gpd.read_file(small_city / "districts.geojson")["district"]
    stated = next(name for name in district if name.startswith(communities[0][1]))
    one[header.index("通讯地址")] = f"汀澜市{stated}{communities[0][0]}3号101室"
    extract.write("customers", header, [one])
    number = one[header.index("客户号")]

    def keep_one(header: list[str], rows: list[list[str]]) -> None:
        state, holder, insured, agent = (
            header.index(name) for name in ("保单状态", "投保人客户号", "被保险人客户号", "现服务人员工号")
        )
        policy = next(row for row in rows if row[state] == "有效")
        policy[holder] = policy[insured] = number
        policy[agent] = ""
        rows[:] = [policy]

    extract.edit("policies", keep_one)
    _run(bare_url, "import", extract.folder, "--city", "tinglan")
    assert "1 cells for 1 customers" in _run(
        bare_url, "grid", "build", "--city", "tinglan", "--capacity", 1_000
    )
    refused = _run(bare_url, "grid", "build", "--city", "tinglan", "--cells", 2, ends=1)
    assert "2 cells are more than the 1 places" in refused and "1 cells at most" in refused


def test_what_is_wrong_is_told_in_two_lines(city_url: str, tmp_path: Path) -> None:
    for arguments, said in (
        (("import", tmp_path / "nowhere", "--city", "tinglan"), "There is no folder"),
        (("import", tmp_path, "--city", "atlantis"), "There is no city atlantis."),
        (("grid", "build", "--city", "tinglan"), "Give either the number of cells or the customers a cell."),
        (("grid", "build", "--city", "tinglan", "--cells", "100000"), "100,000 cells are more than"),
        (("gazetteer", "check", tmp_path / "nowhere.csv", "--city", "tinglan"), "nowhere.csv"),
    ):
        printed = _run(city_url, *arguments, ends=1)
        assert said in printed and len(printed.strip().splitlines()) <= 3, printed


def test_barriers_of_a_plan_are_kept_with_what_they_part(city_url: str) -> None:
    _run(
        city_url, "grid", "build", "--city", "tinglan", "--cells", 6, "--barriers", "districts",
        "--barriers", "water", "--barriers", "roads",
    )  # fmt: skip
    with psycopg.connect(city_url) as connection:
        row = connection.execute("SELECT barriers, quality FROM grids.plan").fetchone()
    assert row is not None
    barriers, quality = row
    assert barriers == ["districts", "water", "roads"] and quality["parts"] > 1
    assert len(quality["crossings"]) < quality["parts"] and quality["cells_in_pieces"] == 0


def test_a_plan_that_goes_on_prints_who_moved_beside_the_fewest_possible(city_url: str) -> None:
    _run(city_url, "grid", "build", "--city", "tinglan", "--cells", 6)
    printed = _run(
        city_url, "grid", "build", "--city", "tinglan", "--from-plan", 1, "--leave", "2,5", "--cells", 5
    )
    with psycopg.connect(city_url) as connection:
        row = connection.execute("SELECT leaving, quality FROM grids.plan WHERE version = 2").fetchone()
        numbers = connection.execute(
            "SELECT number FROM grids.cell c JOIN grids.plan p ON p.id = c.plan_id"
            " WHERE p.version = 2 ORDER BY 1"
        ).fetchall()
    assert row is not None and row[0] == [2, 5] and [one[0] for one in numbers] == [1, 3, 4, 6, 7]
    assert f"{row[1]['moved_customers']:,} customers" in printed
    assert f"No grid with such loads moves fewer than {row[1]['moved_bound']:,}." in printed
    for wrong, said in (
        (("--from-plan", 7), "There is no plan 7."),
        (("--from-plan", 1, "--leave", "9"), "Plan 1 has no cells 9."),
        (("--from-plan", 1, "--cells", 4), "Name 2 more that are given up."),
    ):
        assert said in _run(city_url, "grid", "build", "--city", "tinglan", *wrong, ends=1)


def test_a_failed_plan_is_kept_with_its_reason(city_url: str) -> None:
    _run(city_url, "grid", "build", "--city", "tinglan", "--cells", 100_000, ends=1)
    with psycopg.connect(city_url) as connection:
        row = connection.execute("SELECT status, problem ->> 'code' FROM grids.plan").fetchone()
    assert row == ("failed", "grid.too_many_cells")


def test_a_command_migrates_an_empty_database_and_leaves_no_server_behind(folder: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "gridward.cli.main", "city", "list"],
        env={**environment, "GRIDWARD_DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "There is no city yet." in done.stdout
    assert postmaster.pid(Cluster(folder)) is None


def test_the_demo_citys_files_are_made_by_a_command(tmp_path: Path) -> None:
    out = tmp_path / "city"
    subprocess.run(
        [sys.executable, "-m", "gridward.cli.main", "demo-city", "make", "--out", out, "--as-of", "2026-11-01",
         "--customers", "600", "--days", "2", "--daily", "--clean"],
        capture_output=True,
        check=True,
    )  # fmt: skip
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["customers"] == 600 and (out / "extract" / "customers.csv").exists()
    deltas = sorted(path.name for path in (out / "extract").glob("delta_*"))
    assert deltas == ["delta_20261102", "delta_20261103"]
    assert "injected" not in manifest and (out / "closing" / "customers.csv").exists()
