"""What waits for a supervisor: he decides, and the specialist is told; what a tablet holds says what became of it."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from gridward.kernel.clock import now
from gridward.kernel.ids import new_id
from support.apart import apart
from support.axe import faults, look_at
from support.clients import client_at
from support.desk import Desk
from support.field_work import one, operation, persons_of, sign_in, visit
from support.published import lead_of_cell, specialist_of_cell
from support.workplaces import DESK, TABLET, cells_with_calls, window

from .conftest import Application


@pytest.fixture(scope="module")
def cell(at_work: Application) -> int:
    return cells_with_calls(at_work.database_url)[0][0]


@pytest.fixture(scope="module")
def login_of_lead(at_work: Application, cell: int) -> str:
    """An account for whoever leads the cell's station."""
    return apart(lambda: lead_of_cell(at_work.database_url, cell))


@pytest.fixture
def lead(browser: Browser, at_work: Application, login_of_lead: str) -> Iterator[Desk]:
    """The supervisor of the cell's station."""
    with window(browser, at_work.address, login_of_lead, DESK) as desk:
        yield desk


@pytest.fixture
def tablet(browser: Browser, at_work: Application, cell: int) -> Iterator[Desk]:
    """The specialist of the cell."""
    with window(browser, at_work.address, specialist_of_cell(at_work.database_url, cell), TABLET) as desk:
        yield desk


def _send_late(at_work: Application, cell: int) -> None:
    """Two visits that the specialist made long ago arrive now."""

    def send() -> None:
        with client_at(at_work.database_url) as client:
            sign_in(client, specialist_of_cell(at_work.database_url, cell))
            late = [
                operation("visit.complete", visit(person, outcome), occurred_at=now() - timedelta(days=40))
                for person, outcome in zip(
                    persons_of(at_work.database_url, cell)[:2], ("informed", "not_home"), strict=True
                )
            ]
            answer = client.post("/api/v1/field/operations", json={"operations": late})
            assert {one["code"] for one in answer.json()["receipts"]} == {"clock.behind"}

    apart(send)


def test_a_supervisor_decides_what_waits_and_the_specialist_is_told(
    lead: Desk, tablet: Desk, at_work: Application, cell: int
) -> None:
    page = lead.open("/attention")
    expect(page.get_by_role("heading", name="没有需要处理的内容")).to_be_visible()
    look_at(page)
    _send_late(at_work, cell)
    page.reload()
    expect(page.get_by_role("navigation").get_by_role("link", name="同步异常")).to_be_visible()
    rows = page.get_by_role("row").filter(has_text="面访结果")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="已见面告知")).to_contain_text("记录太旧")
    look_at(page)

    rows.filter(has_text="已见面告知").get_by_role("button", name=re.compile("^去处理")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="退回")).to_be_disabled()
    assert faults(page) == []
    dialog.get_by_role("button", name="采纳").click()
    expect(rows).to_have_count(1)
    rows.get_by_role("button", name=re.compile("^去处理")).click()
    dialog.get_by_label("退回的原因（专员会看到）").fill("请核对日期后重新记录")
    dialog.get_by_role("button", name="退回").click()
    expect(page.get_by_role("heading", name="没有需要处理的内容")).to_be_visible()

    told = tablet.open("/inbox")
    answers = told.get_by_role("list", name="我的消息")
    expect(answers).to_contain_text("主管已采纳")
    expect(answers).to_contain_text("主管已退回：请核对日期后重新记录")
    look_at(told)
    told.get_by_role("banner").get_by_role("link", name=re.compile("待上传")).click()
    expect(told.get_by_role("region", name="需要留意")).to_contain_text("主管已退回：请核对日期后重新记录")
    assert faults(told) == []


def test_an_answer_to_no_message_of_his_is_said_to_be_that_and_can_only_be_refused(
    lead: Desk, at_work: Application, cell: int
) -> None:
    def send() -> None:
        with client_at(at_work.database_url) as client:
            sign_in(client, specialist_of_cell(at_work.database_url, cell))
            lost = operation("message.reply", {"message_id": str(new_id()), "text": "收到"})
            answer = client.post("/api/v1/field/operations", json={"operations": [lost]})
            assert answer.json()["receipts"][0]["code"] == "memo.not_found"

    apart(send)
    page = lead.open("/attention")
    row = page.get_by_role("row").filter(has_text="回复消息")
    expect(row).to_contain_text("没有指明客户")
    expect(row).to_contain_text("没有发给他的这条消息")
    look_at(page)
    row.get_by_role("button", name=re.compile("^去处理")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("没有指明客户")
    expect(dialog.get_by_role("definition").filter(has_text="收到")).to_be_visible()
    dialog.get_by_role("button", name="采纳").click()
    expect(dialog.get_by_role("alert")).to_contain_text("没有发给他的这条消息")
    expect(dialog.get_by_role("alert")).to_contain_text("请填写原因退回")
    assert faults(page) == []
    dialog.get_by_label("退回的原因（专员会看到）").fill("消息已删除，请直接打电话")
    dialog.get_by_role("button", name="退回").click()
    expect(row).to_have_count(0)


def _agree(page: Page) -> None:
    page.get_by_role("button", name="客户同意：接受产品介绍和活动邀请").click()


def test_a_consent_that_was_kept_on_the_tablet_says_so_and_can_be_tried_again_or_given_up(
    tablet: Desk, at_work: Application, cell: int
) -> None:
    person = persons_of(at_work.database_url, cell)[2]
    page = tablet.open(f"/customers/{person}")
    section = page.get_by_role("region", name="客户意愿")
    refused = {
        "code": "http.400",
        "title": "",
        "detail": "So nicht.",
        "hint": "",
        "params": {},
        "status": 400,
    }

    def refuse(route: Route) -> None:
        route.fulfill(status=400, json=refused, content_type="application/problem+json")

    page.route("**/api/v1/field/operations", refuse)
    _agree(page)
    expect(section.get_by_role("alert")).to_contain_text("内容还在本机，没有丢失。")
    assert faults(page) == []
    # It is there again after the page was loaded anew.
    page.reload()
    expect(section.get_by_role("alert")).to_be_visible()
    section.get_by_role("button", name="放弃").click()
    expect(section.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_role("banner")).to_contain_text("待上传 0")

    _agree(page)
    expect(section.get_by_role("alert")).to_be_visible()
    page.unroute("**/api/v1/field/operations")
    section.get_by_role("button", name="重试").click()
    expect(section.get_by_text("同意", exact=True)).to_be_visible()
    expect(section.get_by_role("alert")).to_have_count(0)

    page.context.set_offline(True)
    page.get_by_role("button", name="客户撤回：接受产品介绍和活动邀请").click()
    expect(section).to_contain_text("已保存在本机，待上传")
    page.context.set_offline(False)
    expect(section).not_to_contain_text("待上传")
    expect(section.get_by_text("不同意", exact=True)).to_be_visible()


def test_what_waits_for_a_supervisor_says_whom_it_is_about_and_is_taken_back(
    tablet: Desk, at_work: Application, cell: int
) -> None:
    url, person = at_work.database_url, persons_of(at_work.database_url, cell)[2]
    name = one(url, "SELECT name_masked FROM book.customer WHERE id = %s", person)

    def send() -> None:
        call = {"contact_id": str(new_id()), "customer_id": person, "channel": "call", "result": "no_answer"}
        early = operation("contact.log", call, occurred_at=now() + timedelta(hours=1))
        with client_at(url) as client:
            sign_in(client, specialist_of_cell(url, cell))
            answer = client.post("/api/v1/field/operations", json={"operations": [early]})
            assert answer.json()["receipts"][0]["code"] == "clock.ahead"

    apart(send)
    page = tablet.open("/sync")
    waits = page.get_by_role("region", name="需要留意").get_by_role("listitem").filter(has_text="无人接听")
    expect(waits.get_by_role("link")).to_contain_text(f" · {name}")
    waits.get_by_role("button", name="撤回：联系记录").click()
    page.get_by_role("dialog").get_by_role("button", name="撤回这条").click()
    expect(waits).to_have_count(0)
    taken_back = (
        page.get_by_role("region", name="最近上传").get_by_role("listitem").filter(has_text="无人接听")
    )
    expect(taken_back).to_contain_text(re.compile("已在 .* 撤销。"))
