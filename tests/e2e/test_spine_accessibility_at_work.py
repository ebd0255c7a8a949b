"""No page of the work has a fault that axe finds, in either language or theme, at its user's size and on a telephone."""

import re
from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import Browser, expect

from gridward.identity.contract import Role
from support.axe import look_at
from support.desk import Desk
from support.published import specialist_of_cell
from support.workplaces import DESK, TABLET, cells_with_calls, window

from .conftest import Application

_PHONE = 390
_LISTS = ("dues", "people", "policies", "collection", "persistency", "tasks", "requests")
"""Kinds of rows behind the cockpit's figures."""


@pytest.fixture(scope="module")
def tablet(browser: Browser, at_work: Application) -> Iterator[Desk]:
    """The specialist of the cell with the most urgent due."""
    cell_id, _ = cells_with_calls(at_work.database_url)[0]
    login = specialist_of_cell(at_work.database_url, cell_id)
    with window(browser, at_work.address, login, TABLET) as desk:
        yield desk


def _seat_and_ops(browser: Browser, at_work: Application, login: str, role: Role) -> Iterator[Desk]:
    at_work.account(login, role)
    with window(browser, at_work.address, login, DESK) as desk:
        yield desk


@pytest.fixture(scope="module")
def seat(browser: Browser, at_work: Application) -> Iterator[Desk]:
    yield from _seat_and_ops(browser, at_work, "seat", Role.SEAT)


@pytest.fixture(scope="module")
def ops(browser: Browser, at_work: Application) -> Iterator[Desk]:
    yield from _seat_and_ops(browser, at_work, "ops", Role.OPS)


def _look_at_both(desk: Desk, path: str) -> None:
    """Look at a page at its user's size and on a telephone."""
    size = desk.page.viewport_size
    assert size is not None
    for width in (size["width"], _PHONE):
        desk.page.set_viewport_size({"width": width, "height": size["height"]})
        desk.open(path)
        expect(desk.page.get_by_role("heading", level=1)).to_be_visible()
        look_at(desk.page)
    desk.page.set_viewport_size(size)


def _customer(at_work: Application) -> int:
    cell_id, _ = cells_with_calls(at_work.database_url)[0]
    with psycopg.connect(at_work.database_url) as connection:
        row = connection.execute(
            "SELECT customer_id FROM renewal.due WHERE cell_id = %s ORDER BY risk DESC LIMIT 1", [cell_id]
        ).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize(
    "path",
    [
        "/today",
        "/cell",
        "/search",
        "/sync",
        "/customers/{customer}",
        "/review/customer/{customer}",
        "/service/customer/{customer}",
    ],
)
def test_a_page_of_the_tablet(tablet: Desk, at_work: Application, path: str) -> None:
    _look_at_both(tablet, path.format(customer=_customer(at_work)))


def test_every_step_of_a_visit(tablet: Desk) -> None:
    tablet.open("/today")
    page = tablet.page
    stop = page.get_by_role("article").filter(has_text="应缴").first
    stop.get_by_role("link", name=re.compile("开始面访")).click()
    look_at(page)
    page.get_by_role("button", name="不带位置签到").click()
    expect(page.get_by_role("heading", name="办法")).to_be_visible()
    look_at(page)
    page.get_by_role("button", name=re.compile("承诺缴费")).click()
    look_at(page)
    page.get_by_role("button", name=re.compile("今天")).click()
    page.get_by_role("button", name="下一步", exact=True).click()
    look_at(page)
    page.get_by_role("button", name="下一步", exact=True).click()
    look_at(page)


@pytest.mark.parametrize("path", ["/queue", "/requests"])
def test_a_page_of_the_seats(seat: Desk, path: str) -> None:
    _look_at_both(seat, path)


def test_a_call(seat: Desk) -> None:
    seat.open("/queue")
    seat.page.get_by_role("button", name=re.compile("呼叫下一位|继续手上的通话")).click()
    expect(seat.page.get_by_role("region", name="通话结果")).to_be_visible()
    look_at(seat.page)
    seat.page.keyboard.press("4")
    look_at(seat.page)


@pytest.mark.parametrize(
    "path",
    [
        "/staffing",
        "/staffing?tab=specialists",
        "/cockpit",
        "/cockpit/persistency",
        "/cockpit/collection",
        *(f"/cockpit/rows?of={of}" for of in _LISTS),
    ],
)
def test_a_page_of_ops(ops: Desk, path: str) -> None:
    _look_at_both(ops, path)
