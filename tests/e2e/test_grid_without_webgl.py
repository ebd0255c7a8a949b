"""A browser without WebGL: each page with a map shows what can be shown without one, and says so."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, Request, expect

from gridward.identity.contract import Role
from support.axe import faults
from support.desk import Desk
from support.published import specialist_of_cell
from support.workplaces import DESK, TABLET, cells_with_calls, window

from .conftest import Application


@pytest.fixture(scope="module")
def browser(playwright: Playwright, browser_type_launch_args: dict[str, list[str]]) -> Iterator[Browser]:
    """As on a machine whose graphics driver is not let in."""
    arguments = [*browser_type_launch_args["args"], "--disable-gpu", "--disable-3d-apis"]
    started = playwright.chromium.launch(**{**browser_type_launch_args, "args": arguments})
    yield started
    started.close()


def _says_so(desk: Desk, path: str) -> None:
    desk.open(path)
    expect(desk.page.get_by_role("status").filter(has_text="不能显示地图")).to_be_visible()
    assert faults(desk.page) == []


def test_a_desk_keeps_the_sketch_of_the_cells_and_loads_no_map(
    browser: Browser, at_work: Application
) -> None:
    at_work.account("ops", Role.OPS)
    with window(browser, at_work.address, "ops", DESK) as desk:
        loaded: list[str] = []
        desk.page.on("request", lambda request: _note(request, loaded))
        for path in ("/grid", "/staffing"):
            _says_so(desk, path)
            expect(desk.page.locator(".map-sketch path")).to_have_count(6)
        assert loaded == []


def test_a_tablet_has_its_lists(browser: Browser, at_work: Application) -> None:
    cell_id, _ = cells_with_calls(at_work.database_url)[0]
    with window(browser, at_work.address, specialist_of_cell(at_work.database_url, cell_id), TABLET) as desk:
        for path in ("/today", "/cell"):
            _says_so(desk, path)
            expect(
                desk.page.get_by_role("article").or_(desk.page.get_by_role("listitem")).first
            ).to_be_visible()


def _note(request: Request, loaded: list[str]) -> None:
    if re.search("DrawnMap|maplibre|pmtiles", request.url):
        loaded.append(request.url)
