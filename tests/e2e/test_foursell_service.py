"""Contact details are taken in on the tablet and at the desk, and confirmed by the code on the customer's telephone."""

import json
import re
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from gridward.identity.contract import Role
from support.axe import faults
from support.browser_outbox import in_the_clear, until_forgotten, until_typed
from support.desk import Desk
from support.field_work import rows
from support.policy_service import code_of, other_than
from support.published import specialist_of_cell
from support.workplaces import DESK, TABLET, cells_with_calls, window

from .conftest import Application

MOBILE = "16500009431"
"""Nobody else's, in no other test either."""


@pytest.fixture
def tablet(browser: Browser, at_work: Application) -> Iterator[Desk]:
    """The specialist of a cell."""
    login = specialist_of_cell(at_work.database_url, cells_with_calls(at_work.database_url)[0][0])
    with window(browser, at_work.address, login, TABLET) as desk:
        yield desk


@pytest.fixture
def seat(browser: Browser, at_work: Application) -> Iterator[Desk]:
    """A seat at a desk."""
    at_work.account("seat", Role.SEAT)
    with window(browser, at_work.address, "seat", DESK) as desk:
        yield desk


def _customers(at_work: Application) -> list[int]:
    """Persons of the cell with a telephone that is nobody else's."""
    cell_id, _ = cells_with_calls(at_work.database_url)[0]
    with psycopg.connect(at_work.database_url) as connection:
        rows = connection.execute(
            """SELECT e.customer_id FROM engagement.care e JOIN book.customer c ON c.id = e.customer_id
               WHERE e.cell_id = %s AND c.mobile_sealed IS NOT NULL
                 AND NOT EXISTS (SELECT FROM book.agent a WHERE a.mobile_key = c.mobile_key)
                 AND 4 > (SELECT count(*) FROM book.customer o WHERE o.mobile_key = c.mobile_key)
               ORDER BY 1""",
            [cell_id],
        ).fetchall()
    return [row[0] for row in rows]


def _code(at_work: Application, customer: int) -> str:
    """The code that was sent to a customer last.

    By the request, not by the number: all tests of a run write to one outbox, and others serve the same customer.
    """
    ((request,),) = rows(
        at_work.database_url,
        "SELECT request_id::text FROM policycare.code WHERE customer_id = %s ORDER BY sent_at DESC LIMIT 1",
        customer,
    )
    return code_of(at_work.database_url, request)


def _begin(desk: Desk, customer: int) -> Page:
    page = desk.open(f"/customers/{customer}")
    section = page.get_by_role("region", name=re.compile("保单服务"))
    section.get_by_role("link", name="核对 / 变更联系方式").click()
    expect(page.get_by_role("heading", name="现在登记的联系方式")).to_be_visible()
    return page


def test_a_new_number_is_confirmed_at_the_customers_door(tablet: Desk, at_work: Application) -> None:
    customer = _customers(at_work)[0]
    page = _begin(tablet, customer)
    assert faults(page) == []
    page.get_by_role("button", name="有变更").click()
    page.get_by_label("手机").fill("1234")
    # What was typed is kept where the page is loaded anew.
    until_typed(page, '"mobile":"1234"')
    page.reload()
    expect(page.get_by_label("手机")).to_have_value("1234")
    assert faults(page) == []
    page.get_by_role("button", name="受理并发验证码").click()
    expect(page.get_by_text("手机填写有误。")).to_be_visible()
    assert faults(page) == []
    page.get_by_label("手机").fill(MOBILE)
    page.get_by_role("button", name="受理并发验证码").click()
    expect(page.get_by_text("已发到 165****9431，还可以试 5 次")).to_be_visible()
    expect(page.get_by_text("gridward messages read")).to_be_visible()
    assert faults(page) == []

    code = _code(at_work, customer)
    page.get_by_label("6 位验证码").fill(other_than(code))
    page.get_by_role("button", name="确认", exact=True).click()
    expect(page.get_by_text("验证码不对，还可以试 4 次。")).to_be_visible()
    page.get_by_label("6 位验证码").fill(code)
    page.get_by_role("button", name="确认", exact=True).click()
    expect(page.get_by_role("heading", name="客户已确认，资料已更新")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="客户全景").click()
    expect(page.get_by_role("banner").or_(page.locator(".customer-head")).last).to_contain_text("165****9431")
    section = page.get_by_role("region", name=re.compile("保单服务"))
    expect(section).to_contain_text("审核中")
    expect(section).to_contain_text("手机 165****9431")


def test_a_seat_hears_that_all_of_it_is_right(seat: Desk, at_work: Application) -> None:
    customer = _customers(at_work)[1]
    page = _begin(seat, customer)
    page.get_by_role("button", name="显示全部，与客户核对").click()
    expect(page.get_by_text("查看已留下记录")).to_be_visible()
    page.get_by_role("button", name="全部正确，发验证码确认").click()
    field = page.get_by_label("6 位验证码")
    expect(field).to_be_enabled()
    field.fill(_code(at_work, customer))
    field.press("Enter")
    expect(page.get_by_role("heading", name="客户已确认，联系方式无误")).to_be_visible()
    page.get_by_role("link", name="客户全景").click()
    expect(page.get_by_role("region", name=re.compile("保单服务"))).to_contain_text("已核对")
    expect(page.get_by_role("region", name="四步经营")).not_to_contain_text(
        "核对联系方式，由客户用验证码确认"
    )


def test_without_a_network_nothing_is_sent_and_nothing_is_lost(tablet: Desk, at_work: Application) -> None:
    customer = _customers(at_work)[2]
    page = _begin(tablet, customer)
    page.get_by_role("button", name="有变更").click()
    page.context.set_offline(True)
    page.get_by_label("邮编").fill("200123")
    expect(page.get_by_text("现在没有网络，验证码发不出去。")).to_be_visible()
    expect(page.get_by_role("button", name="受理并发验证码")).to_be_disabled()
    page.context.set_offline(False)
    page.get_by_role("button", name="受理并发验证码").click()
    expect(page.get_by_label("6 位验证码")).to_be_enabled()
    # He goes on later, from the customer's page.
    page.get_by_role("link", name="退出").click()
    page.get_by_role("link", name="继续：等客户报验证码").click()
    page.get_by_role("button", name="客户不办了，撤销").click()
    expect(page.get_by_role("heading", name="已撤销")).to_be_visible()
    page.get_by_role("button", name="重新受理").click()
    expect(page.get_by_role("heading", name="现在登记的联系方式")).to_be_visible()


def test_what_was_typed_stands_again_where_the_customer_did_not_answer_in_time(
    tablet: Desk, at_work: Application
) -> None:
    page = _begin(tablet, _customers(at_work)[3])
    page.get_by_role("button", name="有变更").click()
    page.get_by_label("邮编").fill("200123")
    page.get_by_role("button", name="受理并发验证码").click()
    expect(page.get_by_label("6 位验证码")).to_be_enabled()
    until_typed(page, "200123")
    with psycopg.connect(at_work.database_url) as connection:
        connection.execute(
            """UPDATE policycare.request SET state = 'declined', reason = 'expired', closed_at = now()
               WHERE state = 'needs_customer'"""
        )
    page.reload()
    expect(page.get_by_text("客户没有在时限内确认")).to_be_visible()
    expect(page.get_by_role("link", name="客户全景")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="重新受理").click()
    expect(page.get_by_label("邮编")).to_have_value("200123")
    page.get_by_role("button", name="受理并发验证码").click()
    # Within the same minute no second code is sent; the request waits for its customer again.
    expect(page.get_by_role("heading", name="请客户报短信里的验证码")).to_be_visible()


def test_a_step_without_its_request_says_so_and_leads_on(tablet: Desk, at_work: Application) -> None:
    customer = _customers(at_work)[4]
    page = tablet.open(f"/service/customer/{customer}?step=done")
    expect(page.get_by_text("没有等待确认的受理。")).to_be_visible()
    expect(page.get_by_text("客户已确认")).to_have_count(0)
    page.get_by_role("button", name="重新受理").click()
    expect(page.get_by_role("heading", name="现在登记的联系方式")).to_be_visible()
    # Somebody else's customer, and none at all.
    for address in ("/service/customer/999999999?step=code", "/service/customer/nobody"):
        tablet.open(address)
        page.get_by_role("link", name="回到今日工作").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_what_was_typed_lies_sealed_until_he_signs_out_also_what_an_older_program_left(
    tablet: Desk, at_work: Application
) -> None:
    customer = _customers(at_work)[5]
    page = _begin(tablet, customer)
    account = page.request.get(f"{at_work.address}/api/v1/session").json()["account_id"]
    left = {"request_id": str(uuid4()), "all_right": False, "landline": "02150001234"}
    page.evaluate(
        "([key, text]) => sessionStorage.setItem(key, text)",
        [f"gridward.service.{account}.{customer}", json.dumps(left)],
    )
    page = tablet.open(f"/service/customer/{customer}?step=form")
    expect(page.get_by_label("固定电话")).to_have_value("02150001234")
    page.get_by_label("手机").fill("16512341234")
    for text in ("02150001234", "16512341234"):
        until_typed(page, text)
        assert text not in in_the_clear(page)
    page.get_by_role("button", name=re.compile("^账号")).click()
    page.get_by_role("menuitem", name="退出登录").click()
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    until_forgotten(page, "02150001234")
    until_forgotten(page, "16512341234")
