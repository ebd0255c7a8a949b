"""A draft is edited by hand: on the map, and without it."""

import re
from typing import Any

import shapely
from playwright.sync_api import Locator, Page, expect

from support.axe import faults, look_at
from support.desk import Desk
from support.on_the_map import CityOnTheMap
from support.published import build

from .conftest import Application


def _load(page: Page, number: int) -> Locator:
    return page.locator(".cell-table tbody tr").nth(number - 1).locator("td").nth(1)


def _nearest(api: str, page: Page, plan: str, to: int, cells: dict[int, Any]) -> dict[str, Any]:
    """The place of another cell that is the nearest to a cell, with the number of its own."""
    target = shapely.geometry.shape(cells[to]["geometry"])
    found = [
        place | {"cell": number}
        for number in cells
        if number != to
        for place in page.request.get(f"{api}/plans/{plan}/cells/{number}").json()["places"]
    ]
    return min(found, key=lambda place: target.distance(shapely.Point(place["lon"], place["lat"])))


def _between(places: list[dict[str, Any]]) -> float:
    """A longitude with half of the places on each side."""
    lons = sorted(place["lon"] for place in places)
    return float((lons[len(lons) // 2 - 1] + lons[len(lons) // 2]) / 2)


def test_cells_are_edited_on_the_map(ops: Page, desk: Desk, application: Application) -> None:
    plan, api = str(build(application.database_url, cells=4)), f"{application.address}/api/v1"
    features = ops.request.get(f"{api}/plans/{plan}/cells.geojson").json()["features"]
    cells = {cell["properties"]["number"]: cell for cell in features}
    city = CityOnTheMap(ops, ops.request.get(f"{api}/session").json()["cities"][0]["bbox"])
    place = _nearest(api, ops, plan, 1, cells)
    loads = {number: cell["properties"]["load"] for number, cell in cells.items()}
    desk.open(f"/grid?plan={plan}")
    ops.get_by_role("link", name="编辑").click()
    desk.map_is_drawn()
    undo = ops.get_by_role("button", name=re.compile("^撤销："))

    # Painted, undone, done again, with the keys.
    city.press(*cells[1]["properties"]["mark"])
    expect(ops).to_have_url(re.compile("cell=1"))
    ops.keyboard.press("b")
    for _ in range(4):
        ops.keyboard.press("[")
    expect(ops.get_by_label("画笔半径")).to_have_text("50 m")
    city.brush(place["lon"], place["lat"])
    expect(ops.get_by_role("status").filter(has_text="移动小区 1 个")).to_be_visible()
    expect(_load(ops, 1)).to_have_text(str(loads[1] + place["customers"]))
    expect(_load(ops, place["cell"])).to_have_text(str(loads[place["cell"]] - place["customers"]))
    ops.keyboard.press("Control+z")
    expect(_load(ops, 1)).to_have_text(str(loads[1]))
    ops.keyboard.press("Control+Shift+z")
    expect(_load(ops, 1)).to_have_text(str(loads[1] + place["customers"]))

    # After the page was loaded anew it can still be undone.
    desk.open(f"/grid?plan={plan}&edit=1")
    undo.click()
    expect(_load(ops, 1)).to_have_text(str(loads[1]))
    expect(undo).to_have_count(0)
    ops.get_by_text("编辑记录").click()
    expect(ops.locator(".edit-steps li")).to_contain_text("已撤销")
    desk.map_is_drawn()

    # Merged.
    ops.keyboard.press("m")
    city.press(*cells[1]["properties"]["mark"])
    city.press(*cells[place["cell"]]["properties"]["mark"])
    ops.keyboard.press("Enter")
    expect(ops.locator(".cell-table tbody tr")).to_have_count(3)
    expect(_load(ops, 1)).to_have_text(str(loads[1] + loads[place["cell"]]))
    undo.click()
    expect(ops.locator(".cell-table tbody tr")).to_have_count(4)

    # Divided by a line across it, corner by corner.
    ops.keyboard.press("s")
    _, south, _, north = shapely.geometry.shape(cells[1]["geometry"]).bounds
    middle = _between(ops.request.get(f"{api}/plans/{plan}/cells/1").json()["places"])
    city.press(middle, north + 0.01)
    city.press(middle, south - 0.01)
    ops.get_by_role("button", name="完成").click()
    expect(ops.locator(".cell-table tbody tr")).to_have_count(5)
    undo.click()
    expect(ops.locator(".cell-table tbody tr")).to_have_count(4)

    # A line that meets nothing divides nothing: it stays, so that it can be mended, and it is said why.
    west, _, _, north = city.bbox
    city.press(west, north)
    city.press(west + 0.01, north)
    ops.keyboard.press("Enter")
    expect(ops.get_by_role("alert")).to_be_visible()
    expect(ops.locator(".cell-table tbody tr")).to_have_count(4)
    ops.keyboard.press("Escape")
    expect(ops.get_by_role("alert")).to_have_count(0)

    # Somebody else is faster: it is said who, what he did is loaded, and the tool stays in the hand.
    ops.keyboard.press("k")
    revision = ops.request.get(f"{api}/plans/{plan}").json()["revision"]
    rename = {"kind": "rename", "cell": 2, "name": "江边"}
    answer = ops.request.post(f"{api}/plans/{plan}/edits", data={"revision": revision, "edit": rename})
    assert answer.ok, answer.text()
    city.press(*cells[3]["properties"]["mark"])
    expect(ops.get_by_role("alert")).to_contain_text("现在的样子已经载入")
    expect(ops.get_by_role("link", name="江边")).to_be_visible()
    expect(ops.get_by_role("radio", name="锁定")).to_be_checked()
    city.press(*cells[3]["properties"]["mark"])
    expect(ops.get_by_role("button", name="解锁网格 3").first).to_be_visible()


def test_cells_are_edited_without_the_map(ops: Page, desk: Desk, application: Application) -> None:
    plan = build(application.database_url, cells=4)
    desk.open(f"/grid?plan={plan}&edit=1")
    rows = ops.locator(".cell-table tbody tr")
    rows.nth(0).get_by_role("link").press("Enter")
    cell = ops.get_by_role("region", name="网格 1")
    cell.get_by_label("网格 1 的名称").fill("江边一格")
    cell.get_by_role("button", name="改名").press("Enter")
    expect(rows.nth(0)).to_contain_text("江边一格")

    cell.locator("summary").click()
    cell.get_by_role("button", name=re.compile("移到网格")).last.press("Enter")
    expect(ops.get_by_role("status").filter(has_text="移动小区 1 个")).to_be_visible()

    cell.get_by_role("button", name="均分").press("Enter")
    expect(rows).to_have_count(5)
    cell.get_by_role("button", name="合并进来").press("Enter")
    expect(rows).to_have_count(4)

    cell.get_by_role("button", name="锁定网格 1").press("Enter")
    expect(cell).to_contain_text("已锁定")
    expect(rows.nth(0).get_by_role("button", name="解锁网格 1")).to_be_visible()
    look_at(ops)
    ops.keyboard.press("?")
    expect(ops.get_by_role("dialog", name="快捷键")).to_be_visible()
    assert faults(ops) == []
