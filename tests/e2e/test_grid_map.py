"""From an empty map to published cells."""

import csv
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from support.axe import faults
from support.desk import Desk


def _build(page: Page, cells: str, *barriers: str) -> None:
    page.get_by_role("button", name="划格").first.click()
    dialog = page.get_by_role("dialog", name="划一套新网格")
    dialog.get_by_label("网格数").last.fill(cells)
    for barrier in barriers:
        dialog.get_by_role("checkbox", name=barrier).check(force=True)
    dialog.get_by_role("button", name="开始划格").click()
    expect(dialog).to_have_count(0)


def _cells(page: Page) -> int:
    return page.locator(".cell-table tbody tr").count()


def test_cells_are_built_looked_at_and_published(ops: Page, desk: Desk) -> None:
    desk.open("/grid")
    expect(ops.get_by_role("heading", name="还没有网格方案")).to_be_visible()
    _build(ops, "4")
    expect(ops.get_by_role("heading", name="全部网格")).to_be_visible(timeout=60_000)
    expect(ops.locator(".cell-table tbody tr")).to_have_count(4)
    desk.map_is_drawn()

    # On the map: the middle of the city lies in some cell.
    box = ops.locator(".map-canvas").bounding_box()
    assert box is not None
    ops.mouse.click(box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.5)
    panel = ops.get_by_role("complementary")
    expect(panel.get_by_role("region", name="小区与客户").get_by_role("row").nth(1)).to_be_visible()
    expect(ops).to_have_url(re.compile(r"cell=\d"))
    panel.get_by_role("button", name="关闭").click()
    expect(panel).to_have_count(0)

    # By keyboard: the list holds the same cells.
    link = ops.locator(".cell-table a").nth(1)
    link.focus()
    ops.keyboard.press("Enter")
    expect(panel.get_by_role("heading", level=2)).to_have_text(link.inner_text().splitlines()[-1])

    ops.get_by_role("button", name="发布").click()
    ops.get_by_role("dialog", name="发布方案").get_by_role("button", name="确认发布").click()
    expect(ops.get_by_text("已发布：4 格")).to_be_visible()
    expect(ops.get_by_label("网格方案")).to_contain_text("已发布")
    expect(ops.get_by_role("button", name="发布", exact=True)).to_have_count(0)


def test_what_the_map_lacks_is_said_and_loaded_when_there_is_a_network(ops: Page, desk: Desk) -> None:
    ops.route("**/basemap.pmtiles", lambda route: route.fulfill(status=404))
    desk.open("/grid")
    notice = ops.get_by_role("status").filter(has_text="地图没有完全加载")
    expect(notice).to_be_visible()
    assert faults(ops) == []
    ops.unroute("**/basemap.pmtiles")
    with ops.expect_response("**/basemap.pmtiles") as archive:
        notice.get_by_role("button", name="重试").click()
    assert archive.value.ok
    desk.map_is_drawn()
    expect(notice).to_have_count(0)


def test_loads_on_the_screen_are_those_of_the_file(ops: Page, desk: Desk, tmp_path: Path) -> None:
    desk.open("/grid")
    _build(ops, "3")
    expect(ops.locator(".cell-table tbody tr")).to_have_count(3, timeout=60_000)
    shown = [int(cell.inner_text()) for cell in ops.locator(".cell-table tbody tr td:nth-child(2)").all()]
    ops.get_by_role("button", name="导出").click()
    with ops.expect_download() as download:
        ops.get_by_role("menuitem", name="CSV").click()
    download.value.save_as(tmp_path / "assignments.csv")
    with (tmp_path / "assignments.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    loads = [sum(int(row["weight"]) for row in rows if row["cell_id"] == str(number)) for number in (1, 2, 3)]
    assert shown == loads


def test_what_cells_are_not_to_cross_is_asked_for_and_stands_with_the_plan(ops: Page, desk: Desk) -> None:
    desk.open("/grid")
    _build(ops, "3", "水域", "区界")
    expect(ops.locator(".cell-table tbody tr")).to_have_count(3, timeout=60_000)
    expect(ops.get_by_text("不跨越：")).to_contain_text("区界、水域")
    ops.get_by_role("button", name="English").click()
    expect(ops.get_by_text("Not crossed:")).to_contain_text("District borders, Water")
    assert faults(ops) == []
    # An account keeps its language, for the next test too.
    with ops.expect_response("**/api/v1/session"):
        ops.get_by_role("button", name="中文").click()


def _tick(box: Locator) -> None:
    """By the keyboard: a dialog that still moves lets a quick click fall beside it."""
    box.press("Space")
    expect(box).to_be_checked()


def test_a_plan_goes_on_from_another_and_tells_who_moved(ops: Page, desk: Desk, tmp_path: Path) -> None:
    desk.open("/grid")
    _build(ops, "4")
    expect(ops.locator(".cell-table tbody tr")).to_have_count(4, timeout=60_000)
    ops.get_by_role("button", name="划格").first.click()
    dialog = ops.get_by_role("dialog", name="划一套新网格")
    dialog.get_by_label("怎么划").select_option(index=1)
    _tick(dialog.get_by_role("checkbox").nth(1))
    # What is given up cannot be locked: the first of the other three is.
    locked = dialog.get_by_role("group", name="锁定的网格").get_by_role("checkbox")
    expect(locked).to_have_count(3)
    _tick(locked.first)
    dialog.get_by_label("改划后的网格数").fill("2")
    expect(dialog.get_by_text("不能少于留下的 3 格")).to_be_visible()
    dialog.get_by_label("改划后的网格数").fill("")
    assert faults(ops) == []
    dialog.get_by_role("button", name="开始划格").click()
    expect(dialog).to_have_count(0)
    expect(ops.get_by_text("撤销网格 2；锁定网格 1")).to_be_visible(timeout=60_000)
    expect(ops.locator(".cell-table tbody tr")).to_have_count(3)
    numbers = [link.inner_text().split()[0] for link in ops.locator(".cell-table tbody a").all()]
    assert numbers == ["1", "3", "4"]
    moved, bound = (
        int(ops.locator(".figure", has_text=label).locator("dd").inner_text().split()[0].replace(",", ""))
        for label in ("换网格的客户", "至少要换")
    )
    assert moved >= bound > 0
    ops.get_by_role("button", name="导出").click()
    with ops.expect_download() as download:
        ops.get_by_role("menuitem", name="换网格的客户 CSV").click()
    download.value.save_as(tmp_path / "moves.csv")
    assert len((tmp_path / "moves.csv").read_text().splitlines()) == 1 + moved


def test_more_cells_than_places_fail_with_the_number_that_would_do(ops: Page, desk: Desk) -> None:
    desk.open("/grid")
    _build(ops, "5000")
    expect(ops.get_by_role("alert")).to_contain_text("网格数比有客户的地点还多", timeout=60_000)
    expect(ops.get_by_role("alert")).to_contain_text(re.compile(r"最多可以划 \d+ 格"))
    ops.get_by_role("button", name="删除方案").click()
    expect(ops.get_by_role("alert")).to_have_count(0)


def test_a_number_that_is_none_cannot_be_sent(ops: Page, desk: Desk) -> None:
    desk.open("/grid")
    ops.get_by_role("button", name="划格").first.click()
    dialog = ops.get_by_role("dialog", name="划一套新网格")
    dialog.get_by_label("网格数").last.fill("三十")
    expect(dialog.get_by_text("请填写正整数")).to_be_visible()
    expect(dialog.get_by_role("button", name="开始划格")).to_be_disabled()


def test_the_colours_follow_the_choice_and_the_address(ops: Page, desk: Desk) -> None:
    desk.open("/grid")
    _build(ops, "3")
    expect(ops.locator(".legend")).to_be_visible(timeout=60_000)
    ops.get_by_label("颜色表示").select_option("deviation")
    expect(ops).to_have_url(re.compile("colour=deviation"))
    expect(ops.locator(".legend")).to_contain_text("%")
    ops.reload()
    expect(ops.get_by_label("颜色表示")).to_have_value("deviation")
    # What is counted anew stands in the list too.
    ops.get_by_label("颜色表示").select_option("top_tier")
    ops.get_by_label("排序").select_option("highest")
    expect(ops.locator(".cell-table th").nth(2)).to_have_text("高等级客户占比")
    expect(ops.locator(".cell-table tbody td:nth-child(3)").first).to_contain_text("%")
    shares = [
        float(one.rstrip("%")) for one in ops.locator(".cell-table tbody td:nth-child(3)").all_inner_texts()
    ]
    assert shares == sorted(shares, reverse=True)
    # Nobody works a draft.
    ops.get_by_label("颜色表示").select_option("worked_by")
    expect(ops.locator(".legend")).to_contain_text("方案发布后才配备专员")
    assert faults(ops) == []


def test_all_places_and_what_is_not_crossed_are_shown_and_can_be_left_out(ops: Page, desk: Desk) -> None:
    desk.open("/grid")
    shown = ops.get_by_role("group", name="同时显示")
    with ops.expect_response(re.compile(r"/places/\d+/\d+/\d+\.mvt"), timeout=60_000) as tile:
        _build(ops, "3", "水域")
        expect(shown).to_be_visible(timeout=60_000)
        desk.map_is_drawn()
    assert tile.value.ok
    expect(shown.get_by_role("checkbox", name="客户位置")).to_be_checked()
    expect(shown.get_by_role("checkbox", name="水域（不跨越）")).to_be_checked()
    expect(shown.get_by_role("checkbox", name="主要道路")).not_to_be_checked()
    shown.get_by_role("checkbox", name="客户位置").uncheck(force=True)
    expect(ops).to_have_url(re.compile(r"layers=water\b"))
    shown.get_by_role("checkbox", name="水域（不跨越）").uncheck(force=True)
    ops.reload()
    expect(shown.get_by_role("checkbox", name="客户位置")).not_to_be_checked()
    assert faults(ops) == []


def test_stations_are_compared_and_kept_for_the_plan(ops: Page, desk: Desk) -> None:
    desk.open("/grid")
    _build(ops, "4")
    expect(ops.locator(".cell-table tbody tr")).to_have_count(4, timeout=60_000)
    ops.get_by_role("link", name="网点", exact=True).click()
    slider = ops.get_by_role("slider", name="网点数")
    expect(slider).to_have_value("1")
    slider.press("ArrowRight")
    expect(ops).to_have_url(re.compile(r"stations=2"))
    chosen = ops.get_by_role("region", name="选中的网点").get_by_role("row")
    expect(chosen).to_have_count(3)
    ops.get_by_role("button", name="选定这些网点").click()
    expect(ops.get_by_text("已选定 2 个，发布时就开这些")).to_be_visible()
    assert faults(ops) == []
    ops.get_by_role("button", name="撤销", exact=True).click()
    expect(ops.get_by_text("还没有选定")).to_be_visible()
