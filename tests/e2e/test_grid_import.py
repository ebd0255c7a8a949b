"""A plan that was drawn in a map program comes in through the browser: said what is wrong with it, then stored."""

import json
from pathlib import Path

import pytest
import shapely
from playwright.sync_api import Locator, Page, expect

from gridward.geo.frames import Frame, from_wgs84
from gridward.grids.public import export_plan
from gridward.platform.db import connect
from support.axe import faults, switch_theme
from support.desk import Desk
from support.published import build

from .conftest import Application


@pytest.fixture(scope="module")
def drawn(application: Application, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files: cells as they are, with one missing, and in a shifted frame."""
    folder = tmp_path_factory.mktemp("drawn")
    plan = build(application.database_url, 4)
    with connect(application.database_url) as connection:
        export_plan(connection, plan, folder)
    content = json.loads((folder / "cells.geojson").read_text("utf-8"))
    (folder / "gap.geojson").write_text(json.dumps(content | {"features": content["features"][1:]}))
    for feature in content["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        shifted = shapely.transform(shape, lambda lonlat: from_wgs84(lonlat, Frame.GCJ02))
        feature["geometry"] = shapely.geometry.mapping(shifted)
    (folder / "shifted.geojson").write_text(json.dumps(content))
    return folder


def _check(page: Page, dialog: Locator, file: Path) -> None:
    with page.expect_file_chooser() as chooser:
        dialog.get_by_role("button", name="选择方案文件").click()
    chooser.value.set_files(file)
    expect(dialog.get_by_text(file.name)).to_be_visible()
    dialog.get_by_role("button", name="检查").click()


def test_a_drawn_plan_is_examined_and_stored(ops: Page, desk: Desk, drawn: Path) -> None:
    desk.open("/grid")
    ops.get_by_role("button", name="导入手绘方案").click()
    dialog = ops.get_by_role("dialog", name="导入手绘方案")
    store = dialog.get_by_role("button", name="存为草稿")

    _check(ops, dialog, drawn / "gap.geojson")
    expect(dialog.get_by_text("有须修改的问题")).to_be_visible()
    row = dialog.get_by_role("region", name="检查结果").get_by_role("row").nth(1)
    expect(row).to_contain_text("空隙")
    expect(store).to_have_count(0)

    _check(ops, dialog, drawn / "shifted.geojson")
    expect(dialog.get_by_text("更像是 GCJ-02")).to_be_visible()
    expect(store).to_have_count(0)
    dialog.get_by_label("画图时底图的坐标系").select_option("GCJ-02")
    expect(dialog.get_by_text("更像是 GCJ-02")).to_have_count(0)
    dialog.get_by_role("button", name="检查").click()
    expect(dialog.get_by_text("可以保存：网格 4")).to_be_visible()
    store.click()
    expect(dialog).to_have_count(0)
    expect(ops.get_by_label("网格方案")).to_contain_text("v2 · 草稿 · 4 格 · 手绘")
    expect(ops.locator(".cell-table tbody tr")).to_have_count(4)


def test_what_it_shows_has_no_faults(ops: Page, desk: Desk, drawn: Path) -> None:
    desk.open("/grid")
    for language, words in (
        ("English", ("Import a drawn plan", "Choose the file", "Check", "Cancel")),
        ("中文", ("导入手绘方案", "选择方案文件", "检查", "取消")),
    ):
        with ops.expect_response("**/api/v1/session"):
            ops.get_by_role("button", name=language).click()
        for _ in range(2):
            switch_theme(ops)
            opens, chooses, checks, cancels = words
            ops.get_by_role("button", name=opens).click()
            dialog = ops.get_by_role("dialog", name=opens)
            with ops.expect_file_chooser() as chooser:
                dialog.get_by_role("button", name=chooses).click()
            chooser.value.set_files(drawn / "gap.geojson")
            dialog.get_by_role("button", name=checks, exact=True).click()
            expect(dialog.get_by_role("table")).to_be_visible()
            assert faults(ops) == [], language
            dialog.get_by_role("button", name=cancels).click()
            expect(dialog).to_have_count(0)
