"""No state of the grid's pages has a fault that axe finds, in either language or theme: one session looks at all of them."""

import re

from playwright.sync_api import Page, expect

from support.axe import Look, each_look, is_loaded, look_at
from support.desk import Desk
from support.published import build

from .conftest import Application

_TOOLS = "blmsdnrke"
"""The keys of all tools but the one with which the page opens, as they stand in the toolbar."""
_BOARD = ".edit-board"


def test_nothing_is_wrong_with_any_tool(ops: Page, desk: Desk, application: Application) -> None:
    plan = build(application.database_url, cells=4)
    desk.open(f"/grid?plan={plan}&edit=1&cell=2")
    desk.map_is_drawn()
    for look in each_look(ops):
        ops.keyboard.press("v")
        look.finds_nothing()
        for at, key in enumerate(_TOOLS, start=1):
            ops.keyboard.press(key)
            expect(ops.locator(_BOARD).get_by_role("radio").nth(at)).to_be_checked()
            look.finds_nothing(_BOARD)


def test_nothing_is_wrong_with_what_stands_over_a_plan(
    ops: Page, desk: Desk, application: Application
) -> None:
    plan = build(application.database_url, cells=4)
    desk.open(f"/grid?plan={plan}")
    for look in each_look(ops):
        ops.get_by_role("button", name=re.compile("^(删除方案|Delete plan)")).click()
        _look_at_dialog(look)
        ops.get_by_role("button", name=re.compile("^(导出|Export)$")).click()
        ops.get_by_role("menuitem", name=re.compile("QGIS")).click()
        _look_at_dialog(look)
    for path in (f"/grid/stations?plan={plan}", f"/grid/compare?plan={plan}"):
        desk.open(path)
        is_loaded(ops)
        look_at(ops)


def _look_at_dialog(look: Look) -> None:
    expect(look.page.get_by_role("dialog")).to_be_visible()
    look.finds_nothing()
    look.page.keyboard.press("Escape")
    expect(look.page.get_by_role("dialog")).to_have_count(0)
