"""A customer calls: found by his number and helped to what he wants; what sounds wrong goes to operations."""

import re
from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from gridward.book.public import mobile_key
from gridward.identity.contract import Role
from support.axe import look_at
from support.desk import Desk
from support.workplaces import DESK, window

from .conftest import Application

_PHONE = "13800004321"


@pytest.fixture
def seat(browser: Browser, at_work: Application) -> Iterator[Desk]:
    """A seat at a desk."""
    at_work.account("seat", Role.SEAT)
    with window(browser, at_work.address, "seat", DESK) as desk:
        yield desk


@pytest.fixture
def ops(browser: Browser, at_work: Application) -> Iterator[Desk]:
    """Somebody who leads the seats."""
    at_work.account("ops", Role.OPS)
    with window(browser, at_work.address, "ops", DESK) as desk:
        yield desk


def _give_number(url: str) -> str:
    """Let a customer have the number from which is called; returns his masked name."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            """UPDATE book.customer SET mobile_key = %s WHERE id = (SELECT d.customer_id FROM renewal.due d
                   ORDER BY d.risk DESC, d.policy_id LIMIT 1) RETURNING name_masked""",
            [mobile_key(_PHONE)],
        ).fetchone()
    assert row is not None
    return str(row[0])


def _find(page: Page) -> None:
    page.keyboard.press("i")
    expect(page.get_by_label("来电号码")).to_be_focused()
    page.keyboard.type(_PHONE)
    page.keyboard.press("Enter")


def test_a_caller_who_wants_to_surrender_is_helped_and_what_sounds_wrong_is_looked_at(
    seat: Desk, ops: Desk, at_work: Application
) -> None:
    name = _give_number(at_work.database_url)
    page = seat.page
    seat.open("/queue")
    expect(page.get_by_role("button", name=re.compile("呼叫下一位"))).to_be_enabled()
    _find(page)
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    expect(page.get_by_role("region", name="来电事由")).to_be_visible()
    page.keyboard.press("4")
    script = page.get_by_role("region", name=re.compile("话术要点 · 退保咨询"))
    expect(script).to_contain_text("其他办法只说一次")
    expect(script).to_contain_text("不拖延、不设障碍")
    expect(script).to_contain_text("保额")
    outcome = page.get_by_role("region", name="通话结果")
    expect(outcome).to_be_visible()
    page.keyboard.press("6")
    page.keyboard.press("s")
    page.get_by_label("要办什么").select_option("surrender")
    expect(outcome).to_contain_text("须到柜面或用官方 App 办理")
    outcome.get_by_text("疑似代理退保").click()
    outcome.get_by_text("提到代理维权").click()
    look_at(page)
    outcome.get_by_text("照稿陈述").click()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("已保存：要求退保")).to_be_visible()
    expect(page.get_by_text(re.compile("已登记受理"))).to_be_visible()
    contacts = page.get_by_role("region", name=re.compile("联系记录"))
    expect(contacts).to_contain_text("呼入")

    desk = ops.page
    ops.open("/seats?tab=matters")
    table = desk.get_by_role("table", name="坐席登记的事项")
    expect(table.get_by_role("row")).to_have_count(3)
    look_at(desk)
    table.get_by_role("button", name=re.compile("查看 疑似代理退保")).click()
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("提到代理维权、收取手续费")
    dialog.get_by_label("处理说明").fill("已转保险公司核查")
    dialog.get_by_role("button", name="查实").click()
    expect(table.get_by_role("row")).to_have_count(2)
    desk.get_by_role("link", name="看已处理的").click()
    expect(desk.get_by_role("table", name="坐席登记的事项")).to_contain_text("查实")


def test_the_call_of_somebody_unknown_is_kept(seat: Desk) -> None:
    page = seat.page
    seat.open("/inbound")
    expect(page.get_by_label("来电号码")).to_be_focused()
    page.keyboard.type("13999990000")
    page.keyboard.press("Enter")
    expect(page.get_by_text("没有找到这位来电者。")).to_be_visible()
    page.get_by_role("link", name="不知道是谁，先记下").click()
    expect(page.get_by_role("heading", name="未知来电者")).to_be_visible()
    page.get_by_text("其他来电").click()
    page.get_by_text("已告知").click()
    page.get_by_role("button", name=re.compile("保存")).click()
    expect(page.get_by_text("已保存：这通来电已记下。")).to_be_visible()
    page.get_by_role("button", name=re.compile("接下一通来电")).click()
    expect(page.get_by_label("来电号码")).to_have_value("")
