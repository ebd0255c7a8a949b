"""Stations at a desk: candidates are brought in and edited, an open station closes, and one is the cause of a new plan."""

import re

import psycopg
import pytest
from playwright.sync_api import Page, expect

from support.axe import faults
from support.desk import Desk
from support.published import build, publish

from .conftest import Application


def _position(url: str) -> tuple[float, float]:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT lon, lat FROM book.station ORDER BY station_no LIMIT 1").fetchone()
    assert row is not None
    return row[0], row[1]


@pytest.fixture(scope="module")
def plan(application: Application) -> str:
    """A draft, where nine cells are in force on two stations."""
    publish(application.database_url, cells=9)
    return str(build(application.database_url, cells=6))


def test_candidates_come_in_and_an_open_station_closes(
    ops: Page, desk: Desk, application: Application, plan: str
) -> None:
    lon, lat = _position(application.database_url)
    desk.open(f"/grid/stations?plan={plan}")
    ops.get_by_role("button", name="导入候选").click()
    dialog = ops.get_by_role("dialog", name="导入候选网点")
    table = f"网点编号,名称,经度,纬度\nN1,新一,{lon},{lat}\nN2,远处,1,1\n"
    with ops.expect_file_chooser() as chooser:
        dialog.get_by_role("button", name="选择候选网点文件").click()
    chooser.value.set_files({"name": "点.csv", "mimeType": "text/csv", "buffer": table.encode()})
    dialog.get_by_role("button", name="导入", exact=True).click()
    expect(dialog.get_by_text("已导入：新增 1")).to_be_visible()
    expect(dialog.get_by_text("位置在城市范围外")).to_be_visible()
    assert faults(ops) == []
    dialog.get_by_role("button", name="关闭窗口").click()

    ops.get_by_role("button", name="修改 新一").click()
    form = ops.get_by_role("dialog", name="修改候选网点")
    form.get_by_label("名称").fill("新二")
    form.get_by_role("button", name="保存").click()
    expect(ops.get_by_role("button", name="修改 新二")).to_be_visible()

    close = (
        ops.get_by_role("region", name="选中的网点").get_by_role("button", name=re.compile("^关闭 ")).first
    )
    name = (close.get_attribute("aria-label") or "").removeprefix("关闭 ")
    close.click()
    expect(ops.get_by_text(f"{name} 将关闭")).to_be_visible()
    ops.get_by_role("button", name="选定这些网点").click()
    expect(ops.get_by_text("并关闭 1 个")).to_be_visible()
    assert faults(ops) == []
    desk.open(f"/grid/compare?plan={plan}")
    expect(ops.get_by_text(f"{name} 将关闭")).to_be_visible()


def test_a_station_that_closes_is_the_cause_of_a_plan(ops: Page, desk: Desk, plan: str) -> None:
    desk.open("/grid")
    ops.get_by_role("button", name="划格").first.click()
    dialog = ops.get_by_role("dialog", name="划一套新网格")
    dialog.get_by_label("怎么划").select_option(index=1)
    dialog.get_by_label("关闭的网点").select_option(index=1)
    expect(dialog.get_by_text("填 0 就全部改挂其他网点")).to_be_visible()
    dialog.get_by_role("button", name="开始划格").click()
    expect(dialog).to_have_count(0)
    expect(ops.get_by_text("网格改挂其他网点")).to_be_visible()
    expect(ops.get_by_text("换网格的客户（人）")).to_be_visible()
