"""The specialist's day as a route: by the server, put right on the tablet as the day goes on, without network too."""

import re
from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from gridward.kernel.clock import today
from support.axe import faults
from support.desk import Desk
from support.published import specialist_of_cell
from support.workplaces import TABLET, cells_with_calls, window

from .conftest import Application


@pytest.fixture
def tablet(browser: Browser, at_work: Application) -> Iterator[Desk]:
    """The specialist of a cell, early on the day, with more to do than a day has room for."""
    cell = cells_with_calls(at_work.database_url)[0][0]
    with psycopg.connect(at_work.database_url) as connection:
        connection.execute(
            """UPDATE engagement.task SET workplace = 'field'
               WHERE state = 'open' AND cell_id = %s AND starts_on IS NULL""",
            [cell],
        )
    login = specialist_of_cell(at_work.database_url, cell)
    with window(browser, at_work.address, login, TABLET) as desk:
        desk.page.clock.install(time=f"{today()}T08:00:00+08:00")
        yield desk


_SHIFTS = """new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted = (window.shifted ?? 0) + entry.value
}).observe({ type: 'layout-shift', buffered: true })"""


def _times(page: Page) -> Locator:
    return page.get_by_role("list", name="今日工作").locator(".turn-time")


def test_the_list_stands_by_its_route_from_the_beginning_and_does_not_move_under_a_finger(
    tablet: Desk,
) -> None:
    tablet.page.set_viewport_size({"width": 412, "height": 823})
    tablet.page.add_init_script(_SHIFTS)
    page = tablet.open("/today")
    expect(_times(page).nth(7)).to_be_attached()
    # What was laid out last is told of with the next frame.
    page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    assert page.evaluate("window.shifted ?? 0") < 0.1


def test_a_day_goes_by_its_route(tablet: Desk) -> None:
    page = tablet.open("/today")
    expect(page.get_by_text(re.compile("^09:00 从.+出发"))).to_be_visible()
    expect(page.get_by_text("今天排不下的，按紧急程度")).to_be_attached()
    times = _times(page).all_text_contents()
    assert times == sorted(times) and times[0] >= "09:00" and times[-1] < "18:00"
    stops = page.get_by_role("list", name="今日工作").get_by_role("listitem")
    expect(stops.first).to_contain_text(re.compile(r"路上 \d+ 分钟 · "))
    assert faults(page) == []

    page.get_by_role("button", name="按紧急").click()
    expect(_times(page)).to_have_count(0)

    page.get_by_role("button", name="手动").click()
    # With the buttons come the stops in another order.
    expect(page.get_by_role("button", name="提前").nth(1)).to_be_attached()
    # What is out of sight is not laid out, and has no inner text.
    second = page.get_by_role("article").nth(1).get_by_role("link").first.text_content() or ""
    page.get_by_role("button", name="提前").nth(1).click()
    expect(page.get_by_role("article").first.get_by_role("link").first).to_have_text(second)
    page.reload()
    expect(page.get_by_role("article").first.get_by_role("link").first).to_have_text(second)
    page.get_by_role("button", name="按路线").click()

    # Without network the rest of the day is planned from now on.
    expect(_times(page)).to_have_count(len(times))
    page.context.set_offline(True)
    page.clock.fast_forward("07:30:00")
    expect(page.get_by_text(re.compile("^15:3. 从.+出发"))).to_be_visible()
    left = _times(page).all_text_contents()
    assert 0 < len(left) < len(times) and left[0] >= "15:30" and left[-1] < "18:00"
    page.context.set_offline(False)
