"""A seat calls by keys alone, and may not call whom others have called often enough."""

import re
import statistics
from collections.abc import Callable, Iterator

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from gridward.identity.contract import Role
from support.browser_outbox import in_the_clear, until_forgotten, until_typed
from support.desk import Desk
from support.workplaces import DESK, window

from .conftest import Application

_MOST_KEYS = 12


@pytest.fixture
def seat(browser: Browser, at_work: Application) -> Iterator[Desk]:
    """A seat at a desk."""
    at_work.account("seat", Role.SEAT)
    with window(browser, at_work.address, "seat", DESK) as desk:
        yield desk


class Keys:
    """Strokes, counted."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.struck = 0

    def press(self, *keys: str) -> None:
        """Strike keys one after the other."""
        for key in keys:
            self._page.keyboard.press(key)
            self.struck += 1


def _promised(page: Page, keys: Keys) -> None:
    """By the first of the days that are offered."""
    keys.press("1")
    expect(page.get_by_label("承诺哪天前缴")).to_be_focused()
    while page.evaluate("document.activeElement.tagName") != "BUTTON":
        keys.press("Tab")
    keys.press("Enter")


def _with_link(page: Page, keys: Keys) -> None:
    keys.press("3", "l")
    expect(page.get_by_role("checkbox", name=re.compile("缴费链接"))).to_be_checked()


def _no_answer(_: Page, keys: Keys) -> None:
    keys.press("8")


def _one_call(seat: Desk, tell: Callable[[Page, Keys], None]) -> int:
    """From the queue to the saved outcome; how many strokes it took."""
    page = seat.page
    seat.open("/queue")
    expect(page.get_by_role("button", name=re.compile("呼叫下一位"))).to_be_enabled()
    keys = Keys(page)
    keys.press("n")
    expect(page.get_by_role("region", name="通话结果")).to_be_visible()
    tell(page, keys)
    keys.press("Control+Enter")
    expect(page.get_by_text(re.compile("已保存："))).to_be_visible()
    return keys.struck


def test_a_call_takes_few_strokes(seat: Desk, record_property: Callable[[str, object], None]) -> None:
    struck = [_one_call(seat, tell) for tell in (_promised, _with_link, _no_answer)]
    median = statistics.median(struck)
    record_property("median_key_strokes", median)
    print(f"key strokes from claim to saved outcome: {struck}, median {median}")
    assert max(struck) <= _MOST_KEYS


def test_what_was_typed_in_a_call_outlives_its_window_until_it_is_given_back(seat: Desk) -> None:
    page = seat.page
    seat.open("/queue")
    expect(page.get_by_role("button", name=re.compile("呼叫下一位"))).to_be_enabled()
    page.keyboard.press("n")
    page.get_by_label("备注").fill("下周发工资")
    until_typed(page, "下周发工资")
    assert "下周发工资" not in in_the_clear(page)
    again = page.context.new_page()
    again.goto(page.url)
    expect(again.get_by_label("备注")).to_have_value("下周发工资")
    page.close()
    again.reload()
    expect(again.get_by_label("备注")).to_have_value("下周发工资")
    again.get_by_role("button", name="没有呼出，放回名单").click()
    expect(again.get_by_role("heading", name="待呼名单")).to_be_visible()
    until_forgotten(again, "下周发工资")


def test_what_was_typed_goes_when_somebody_signs_out(seat: Desk) -> None:
    page = seat.open("/inbound")
    page.get_by_label("来电号码").fill("16512340000")
    until_typed(page, "16512340000")
    again = page.context.new_page()
    again.goto(page.url)
    expect(again.get_by_label("来电号码")).to_have_value("16512340000")
    again.close()
    page.get_by_role("button", name="账号").click()
    page.get_by_role("menuitem", name="退出登录").click()
    expect(page.get_by_label("用户名")).to_be_visible()
    until_forgotten(page, "16512340000")


def test_whom_others_have_called_often_enough_cannot_be_called(seat: Desk, at_work: Application) -> None:
    with psycopg.connect(at_work.database_url) as connection:
        row = connection.execute(
            """INSERT INTO engagement.contact (id, city_id, customer_id, at, purpose, channel, department, result)
               SELECT gen_random_uuid(), q.city_id, q.customer_id, now() - n * interval '1 day', 'service', 'call',
                   'field', 'informed'
               FROM (SELECT city_id, customer_id FROM seats.queue_item WHERE claim_id IS NULL AND not_before IS NULL
                     ORDER BY priority DESC, id LIMIT 1) q, generate_series(1, 2) n
               RETURNING customer_id"""
        ).fetchone()
    assert row is not None
    page = seat.page
    seat.open("/queue")
    expect(page.get_by_role("button", name=re.compile("呼叫下一位"))).to_be_enabled()
    page.keyboard.press("n")
    forbidden = page.get_by_role("region", name="现在不能呼出")
    expect(forbidden).to_contain_text("7 天内已联系 2 次，上限 2 次")
    expect(page.get_by_role("region", name="通话结果")).to_have_count(0)
    page.keyboard.press("b")
    expect(page.get_by_role("heading", name="待呼名单")).to_be_visible()
    with psycopg.connect(at_work.database_url) as connection:
        later = connection.execute(
            "SELECT not_before > now() FROM seats.queue_item WHERE customer_id = %s", [row[0]]
        ).fetchone()
    assert later == (True,)
