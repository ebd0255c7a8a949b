"""A customer's due goes from the seat's queue to the specialist's visit and back, in two browsers at once."""

import json
import re
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from gridward.identity.contract import Role
from support.desk import PASSWORD, Desk
from support.published import specialist_of_cell
from support.workplaces import DESK, TABLET, cells_with_calls, window

from .conftest import Application

_BUILT = Path(__file__).parents[2] / "frontend" / "dist"


@pytest.fixture
def seat(browser: Browser, at_work: Application) -> Desk:  # type: ignore[misc]
    """A seat at a desk."""
    at_work.account("seat", Role.SEAT)
    with window(browser, at_work.address, "seat", DESK) as desk:
        yield desk


def _call(seat: Desk, cell: str) -> None:
    """Take the most urgent customer of a cell from the queue."""
    seat.open("/queue")
    row = seat.page.get_by_role("row").filter(has_text=cell).first
    row.get_by_role("button", name=re.compile("呼叫")).click()
    expect(seat.page.get_by_role("heading", name="外呼")).to_be_visible()
    expect(seat.page.get_by_role("region", name="通话结果")).to_be_visible()


def _flag(seat: Desk, note: str) -> None:
    """Say by keys that the customer wishes a visit, and save."""
    page = seat.page
    page.keyboard.press("4")
    page.get_by_label("告诉专员").fill(note)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("已保存：希望上门")).to_be_visible()


def _begin_visit(page: Page, stop: Locator | None = None) -> None:
    (stop or page.get_by_role("article").first).get_by_role("link", name=re.compile("开始面访")).click()
    page.get_by_role("button", name="不带位置签到").click()
    expect(page.get_by_role("heading", name="办法")).to_be_visible()


def _promise_and_note(page: Page, note: str) -> None:
    page.get_by_role("button", name=re.compile("承诺缴费")).click()
    page.get_by_label("其他日期").fill("2126-01-01")
    expect(page.get_by_text(re.compile("^请选.*之间的一天"))).to_be_visible()
    expect(page.get_by_role("button", name="下一步", exact=True)).to_be_disabled()
    page.get_by_role("button", name=re.compile("今天")).click()
    page.get_by_role("button", name="下一步", exact=True).click()
    page.get_by_role("textbox", name=re.compile("记录")).fill(note)
    page.get_by_role("button", name="下一步", exact=True).click()


def test_a_due_goes_from_the_queue_to_the_visit_and_back(
    seat: Desk, browser: Browser, at_work: Application
) -> None:
    cell_id, cell = cells_with_calls(at_work.database_url)[0]
    login = specialist_of_cell(at_work.database_url, cell_id)
    _call(seat, cell)
    expect(seat.page.get_by_text("话术要点")).to_be_visible()
    _flag(seat, "下午在家，门禁找物业")
    seat.open("/requests")
    request = seat.page.get_by_role("row").filter(has_text=cell).first
    expect(request).to_contain_text("待接单")

    with window(browser, at_work.address, login, TABLET) as tablet:
        page = tablet.page
        # Today goes by its route: he is not the first because he was asked for.
        asked = page.get_by_role("article").filter(has_text="下午在家，门禁找物业")
        asked.get_by_role("button", name=re.compile("接单")).click()
        # The seat sees it without doing anything.
        expect(request).to_contain_text("已接单")

        _begin_visit(page, asked)
        _promise_and_note(page, "已面见本人")
        page.get_by_role("button", name="保存面访").click()
        expect(page.get_by_text("已上传，面访已生效")).to_be_visible()
        page.get_by_role("link", name="客户全景").click()
        expect(page.get_by_role("heading", name="联系记录")).to_be_visible()
        expect(page.get_by_role("main")).to_contain_text("承诺缴费")

    expect(request).to_contain_text("已完成")
    expect(request).to_contain_text("面访结果：承诺缴费")

    at_work.account("ops")
    with window(browser, at_work.address, "ops", DESK) as ops:
        ops.open("/cockpit")
        done = ops.page.get_by_role("link", name=re.compile(r"1\s*已完成"))
        done.click()
        expect(ops.page.get_by_role("row").filter(has_text=cell)).to_have_count(1)


def test_a_customer_is_in_one_hand(seat: Desk, browser: Browser, at_work: Application) -> None:
    _, cell = cells_with_calls(at_work.database_url)[0]
    at_work.account("seat2", Role.SEAT)
    with window(browser, at_work.address, "seat2", DESK) as other:
        row = other.page.get_by_role("row").filter(has_text=cell).first
        expect(row).to_be_visible()
        _call(seat, cell)
        expect(row).to_contain_text("通话中")
        seat.page.get_by_role("button", name="没有呼出，放回名单").click()
        expect(row.get_by_role("button", name=re.compile("呼叫"))).to_be_visible()


def _end_sessions(at_work: Application) -> None:
    """A tablet's key cannot go on with those that were ended."""
    with psycopg.connect(at_work.database_url, autocommit=True) as connection:
        connection.execute("UPDATE identity.session SET revoked_at = now()")


def test_a_session_that_ends_in_the_middle_of_a_visit_costs_nothing(
    browser: Browser, at_work: Application
) -> None:
    cell_id, _ = cells_with_calls(at_work.database_url)[-1]
    login = specialist_of_cell(at_work.database_url, cell_id)
    with window(browser, at_work.address, login, TABLET) as tablet:
        page = tablet.page
        _begin_visit(page)
        page.get_by_role("button", name="其他结果").click()
        page.get_by_role("button", name="不在家").click()
        page.get_by_role("textbox", name=re.compile("记录")).fill("邻居说周末在")
        _end_sessions(at_work)
        page.reload()
        expect(page).to_have_url(re.compile("/sign-in"))
        tablet.enter(PASSWORD, login)
        expect(page.get_by_role("textbox", name=re.compile("记录"))).to_have_value("邻居说周末在")
        page.get_by_role("button", name="下一步", exact=True).click()
        page.context.set_offline(True)
        page.get_by_role("button", name="保存面访").click()
        expect(page.get_by_text(re.compile("待上传")).first).to_be_visible()
        # It may be in the very moment in which it is saved.
        _end_sessions(at_work)
        page.context.set_offline(False)
        expect(page).to_have_url(re.compile("/sign-in"))
        tablet.enter(PASSWORD, login)
        expect(page.get_by_text("已上传，面访已生效")).to_be_visible()


def test_the_language_is_changed_without_a_network(browser: Browser, at_work: Application) -> None:
    cell_id, _ = cells_with_calls(at_work.database_url)[-1]
    with window(
        browser, at_work.address, specialist_of_cell(at_work.database_url, cell_id), TABLET
    ) as tablet:
        page = tablet.page
        _begin_visit(page)
        # English is fetched behind the page, in the parts that a visit needs.
        built = json.loads((_BUILT / ".vite" / "manifest.json").read_text("utf-8"))
        parts = ("start", "work", "customer", "field", "problems")
        page.wait_for_function(
            """(files) => {
              const names = performance.getEntriesByType('resource').map(({ name }) => name)
              return files.every((file) => names.some((name) => name.endsWith(file)))
            }""",
            arg=[built[f"src/i18n/locales/en/{part}.po"]["file"] for part in parts],
        )
        page.context.set_offline(True)
        page.get_by_role("button", name="English").click()
        expect(page.get_by_role("heading", name="Options")).to_be_visible()
        page.get_by_role("button", name="中文").click()
        expect(page.get_by_role("heading", name="办法")).to_be_visible()
        page.context.set_offline(False)


def test_what_is_done_without_a_network_waits_and_is_sent(browser: Browser, at_work: Application) -> None:
    cell_id, _ = cells_with_calls(at_work.database_url)[-1]
    login = specialist_of_cell(at_work.database_url, cell_id)
    with window(browser, at_work.address, login, TABLET) as tablet:
        page = tablet.page
        _begin_visit(page)
        page.get_by_role("button", name="其他结果").click()
        page.context.set_offline(True)
        page.get_by_role("button", name="不在家").click()
        page.get_by_role("button", name="下一步", exact=True).click()
        page.get_by_role("button", name="保存面访").click()
        expect(page.get_by_text("已保存在本机，待上传")).to_be_visible()
        expect(page.get_by_role("banner")).to_contain_text("待上传 1")
        page.context.set_offline(False)
        expect(page.get_by_text("已上传，面访已生效")).to_be_visible()
        expect(page.get_by_role("banner")).to_contain_text("待上传 0")
