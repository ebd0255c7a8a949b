"""No page has a fault that axe finds, in either language or theme, at a desk or on a telephone."""

import pytest
from playwright.sync_api import Page, expect

from gridward.grids.contract import BuildOrder
from gridward.grids.public import add_plan, build_plan
from gridward.platform.db import connect
from support.axe import faults, look_at
from support.desk import Desk

from .conftest import Application

_PAGES = [
    "/census",
    "/census/imports",
    "/census/imports/{import}",
    "/census/imports/{import}/corrections?row={refused}",
    "/census/todo?customer={customer}",
    "/grid",
    "/grid?cell=2",
]


@pytest.fixture(scope="module")
def numbers(application: Application) -> dict[str, str]:
    """What stands in the addresses of pages about one thing; the city has cells."""
    with connect(application.database_url) as connection:
        found = connection.execute(
            """SELECT (SELECT id::text FROM census.import_run), (SELECT min(customer_id) FROM census.placement
               WHERE reason = 'no_community'), (SELECT id FROM city.city), (SELECT min(id) FROM census.refused_row)"""
        ).fetchone()
        assert found is not None
        plan_id = add_plan(connection, found[2], BuildOrder(cells=3), "test")
    build_plan(application.database_url, plan_id)
    return {"import": found[0], "customer": str(found[1]), "refused": str(found[3])}


def test_the_sign_in(desk: Desk) -> None:
    page = desk.open("/sign-in")
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="切换到深色").click()
    assert faults(page, colours_only=True) == []


@pytest.mark.parametrize("path", _PAGES)
@pytest.mark.parametrize("width", [1440, 390])
def test_a_page(ops: Page, desk: Desk, numbers: dict[str, str], path: str, width: int) -> None:
    ops.set_viewport_size({"width": width, "height": 900})
    desk.open(path.format(**numbers))
    look_at(ops)


@pytest.mark.parametrize("name", ["划格", "发布"])
def test_a_dialog(ops: Page, desk: Desk, numbers: dict[str, str], name: str) -> None:
    desk.open("/grid")
    ops.get_by_role("button", name=name, exact=True).click()
    expect(ops.get_by_role("dialog")).to_be_visible()
    assert faults(ops) == []
