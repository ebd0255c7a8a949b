"""Appointments and the search for a customer who is not reached, on a tablet without a network and with one again."""

import json
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from gridward.kernel.clock import now
from gridward.platform.settings import settings
from support import field_work
from support.appointments import appointment
from support.axe import faults
from support.commands import run
from support.desk import Desk
from support.field_work import CITY, one, operation, persons_of, rows
from support.published import specialist_of_cell
from support.workplaces import TABLET, cells_with_calls, window

from .conftest import Application

LICENCE = "02000033000080123456"


@pytest.fixture(scope="module")
def cell(at_work: Application) -> int:
    return cells_with_calls(at_work.database_url)[0][0]


@pytest.fixture
def tablet(browser: Browser, at_work: Application, cell: int) -> Iterator[Desk]:
    """The specialist of the cell, where one customer's number is dead."""
    with psycopg.connect(at_work.database_url) as connection:
        connection.execute("UPDATE book.specialist SET licence_no = %s", [LICENCE])
        connection.execute(
            """INSERT INTO engagement.contact (id, city_id, customer_id, at, purpose, channel, department, result)
               VALUES (%s, %s, %s, %s, 'service', 'call', 'seat', 'dead_number')""",
            [uuid.uuid4(), CITY, persons_of(at_work.database_url, cell)[0], now()],
        )
    with window(browser, at_work.address, specialist_of_cell(at_work.database_url, cell), TABLET) as desk:
        yield desk


def test_somebody_is_met_and_somebody_looked_for_without_a_network(
    tablet: Desk, at_work: Application, cell: int
) -> None:
    url = at_work.database_url
    person = persons_of(url, cell)[-1]
    name = str(one(url, "SELECT name_masked FROM book.customer WHERE id = %s", person))
    page = tablet.open("/today")
    nothing = page.get_by_role("link", name="今天和明天没有约访")
    expect(nothing).to_be_visible()
    room = nothing.bounding_box()
    tablet.open("/appointments")
    expect(page.get_by_role("heading", name="还没有约访")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    page.context.set_offline(True)

    _book(page, str(one(url, "SELECT customer_no FROM book.customer WHERE id = %s", person)), name)
    tomorrow = page.get_by_role("region", name="明天")
    expect(tomorrow.get_by_role("listitem")).to_contain_text(["待上传"])
    expect(tomorrow).to_contain_text("14:00")
    tomorrow.get_by_role("button", name=f"改约 {name}").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="明天").click()
    dialog.get_by_role("button", name="15:30").click()
    dialog.get_by_role("button", name="改约").click()
    expect(tomorrow).to_contain_text("15:30")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="今日工作").click()
    agreed = page.get_by_role("link", name=re.compile("明天 15:30 约了"))
    expect(agreed).to_be_visible()
    # What is below stands where it stood.
    box = agreed.bounding_box()
    assert room and box and (box["y"], box["height"]) == (room["y"], room["height"])

    page.get_by_role("navigation", name="主导航").get_by_role("link", name="约访").click()
    page.get_by_role("navigation", name="约访与失联").get_by_role("link", name="失联").click()
    sought = page.get_by_role("list", name="要查找的客户")
    expect(sought.get_by_text("换时段再拨")).to_be_visible()
    sought.get_by_role("button", name="记录一次查找").click()
    page.get_by_role("dialog").get_by_text("没有找到").click()
    page.get_by_role("dialog").get_by_role("button", name="记下").click()
    expect(sought.get_by_role("list", name="试过的方式")).to_contain_text("换时段再拨")
    expect(sought.get_by_text("其他登记号码")).to_be_visible()
    assert faults(page) == []

    page.context.set_offline(False)
    expect(page.get_by_role("banner")).to_contain_text(re.compile("待上传 *0"))
    expect(sought).not_to_contain_text("待上传")
    page.get_by_role("navigation", name="约访与失联").get_by_role("link", name="约访").click()
    expect(tomorrow).to_contain_text("待发确认")
    run(url, "messages", "deliver", "--city", "tinglan", "--gateway", "file")
    page.reload()
    expect(tomorrow).to_contain_text("已发确认")
    (text,) = [text for text in _sent() if LICENCE in text and "15:30" in text]
    assert "服务专员" in text and f"执业登记号{LICENCE}" in text
    assert one(url, "SELECT count(*) FROM engagement.unreachable_step") == 1


def _sent() -> list[str]:
    """What lies there for the insurer's own gateway."""
    files = (settings().files_dir / "outbox").iterdir()
    return [json.loads(line)["text"] for file in files for line in file.read_text("utf-8").splitlines()]


def _book(page: Page, number: str, name: str) -> None:
    page.get_by_role("button", name="约一位客户").click()
    page.get_by_role("searchbox").fill(number)
    page.get_by_role("list", name="找到的客户").get_by_role("button").first.click()
    dialog = page.get_by_role("dialog", name=f"约访 {name}")
    dialog.get_by_role("button", name="明天").click()
    dialog.get_by_role("button", name="14:00").click()
    expect(dialog.get_by_role("figure", name="短信内容")).to_contain_text(f"执业登记号{LICENCE}")
    assert faults(page) == []
    dialog.get_by_role("button", name="约定").click()


def test_what_a_customer_expects_somebody_for_today_is_not_skipped(
    tablet: Desk, at_work: Application, cell: int
) -> None:
    with _agreed_for_today(at_work.database_url, cell) as person:
        page = tablet.open("/today")
        stop = page.get_by_role("article").filter(has=page.locator(f'a[href="/customers/{person}"]'))
        stop.first.get_by_role("button", name=re.compile("^跳过")).click()
        told = page.get_by_role("dialog", name=re.compile("^跳过"))
        expect(told).to_contain_text(re.compile("已与客户约在 .*，不能跳过"))
        expect(told.get_by_role("button", name="跳过")).to_have_count(0)
        told.get_by_role("link", name="去约访").click()
        expect(page.get_by_role("heading", name="约访", level=1)).to_be_visible()


@contextmanager
def _agreed_for_today(url: str, cell: int) -> Iterator[int]:
    """The customer of a visit for which he expects somebody today, as long as it lasts."""
    query = """SELECT id::text, customer_id FROM engagement.task
               WHERE cell_id = %s AND state = 'open' AND kind = 'renewal_visit' ORDER BY id LIMIT 1"""
    ((task, person),) = rows(url, query, cell)
    agreed = {"starts_at": now().isoformat(), "task_id": task, "tell": False}
    book = appointment("book", str(uuid.uuid4()), person, **agreed)
    with field_work.tablet(url, cell) as his:
        his.deliver(book)
        try:
            yield person
        finally:
            his.deliver(operation("operation.undo", {"target": book["op_id"], "customer_id": person}))
