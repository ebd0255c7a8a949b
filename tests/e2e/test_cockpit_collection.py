"""A renewal lead watches collection by owner while a payment arrives."""

import re
from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import Browser, expect

from support.desk import Desk
from support.workplaces import DESK, window

from .conftest import Application


@pytest.fixture
def ops(browser: Browser, at_work: Application) -> Iterator[Desk]:
    at_work.account("ops")
    with window(browser, at_work.address, "ops", DESK) as desk:
        yield desk


def test_a_payment_shows_by_itself(ops: Desk, at_work: Application) -> None:
    page = ops.page
    ops.open("/cockpit")
    page.get_by_role("link", name="按网格、专员、坐席").click()
    page.get_by_label("按什么拆分").select_option("specialist")
    expect(page.get_by_role("table", name="按网格专员的应收清单")).to_be_visible()
    month = page.get_by_label("应缴月").input_value()
    boxes = page.get_by_role("table", name="按网格专员的达成率")
    expect(boxes).to_be_visible()

    # Whatever was paid of this month is taken back, and comes again.
    with psycopg.connect(at_work.database_url) as connection:
        connection.execute(
            "UPDATE book.instalment SET paid_on = NULL WHERE date_trunc('month', due_on) = %s", [month]
        )
    expect(boxes.get_by_role("link", name=re.compile("^0%$")).first).to_be_visible()
    with psycopg.connect(at_work.database_url) as connection:
        connection.execute(
            "UPDATE book.instalment SET paid_on = due_on, paid_amount = amount, channel = '银行转账'"
            " WHERE date_trunc('month', due_on) = %s",
            [month],
        )
    whole = boxes.get_by_role("link", name=re.compile("^100%$")).first
    expect(whole).to_be_visible()
    whole.click()
    expect(page.get_by_text("只看一个归属：网格专员")).to_be_visible()
    expect(page.get_by_role("table").get_by_role("row").nth(1)).to_contain_text("收到")
