"""What a customer asks for, taken down on a tablet without a network, with photos of his papers."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from support.axe import faults
from support.browser_copy import copied_up_to_now
from support.desk import Desk
from support.field_work import one, persons_of
from support.on_the_tablet import holder
from support.pictures import picture
from support.published import lead_of_cell, specialist_of_cell
from support.workplaces import DESK, TABLET, cells_with_calls, window

from .conftest import Application


@pytest.fixture(scope="module")
def cell(at_work: Application) -> int:
    return cells_with_calls(at_work.database_url)[0][0]


@pytest.fixture
def tablet(browser: Browser, at_work: Application, cell: int) -> Iterator[Desk]:
    """The specialist of the cell."""
    with window(browser, at_work.address, specialist_of_cell(at_work.database_url, cell), TABLET) as desk:
        yield desk


def test_a_request_with_a_photo_is_taken_down_without_a_network_and_arrives_once(
    tablet: Desk, browser: Browser, at_work: Application, cell: int
) -> None:
    url = at_work.database_url
    person = holder(url, cell)
    page = tablet.open("/today")
    copied_up_to_now(page, cell)
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    page = tablet.open(f"/visit/customer/{person}?step=note")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.get_by_role("link", name="客户要办业务：登记受理").click()
    page.get_by_text("保单借款、还款").click()
    send = page.get_by_role("button", name="提交受理")
    expect(send).to_be_disabled()
    page.get_by_role("radiogroup", name="哪张保单").get_by_role("radio").first.check(force=True)
    loan = page.get_by_role("radio", name="借款", exact=True)
    loan.check(force=True)
    photo = {"name": "card.png", "mimeType": "image/png", "buffer": picture(900, 600)}
    papers = page.get_by_role("group", name="投保人身份证件")
    papers.locator("input[type=file]").set_input_files(photo)
    expect(papers.get_by_text("已存在本机")).to_be_visible()
    assert faults(page) == []
    # A page that is killed has lost nothing.
    page.reload()
    expect(loan).to_be_checked()
    expect(papers.get_by_role("img", name=re.compile("拍的照片"))).to_be_visible()
    # Twice, as an impatient finger does.
    send.dblclick()
    expect(page.get_by_role("heading", name="已保存在本机，待上传")).to_be_visible()
    expect(page.get_by_text("还有 1 张照片在本机")).to_be_visible()

    page.get_by_role("link", name="继续面访").click()
    expect(page.get_by_role("link", name="客户要办业务：登记受理")).to_be_visible()
    page.get_by_role("link", name="退出").click()
    page.goto(f"{at_work.address}/customers/{person}")
    requests = page.get_by_role("region", name="登记受理")
    expect(requests.get_by_role("listitem")).to_have_count(1)
    expect(requests.get_by_role("listitem")).to_contain_text("保单借款、还款")
    expect(requests.get_by_role("listitem")).to_contain_text("待上传")

    page.context.set_offline(False)
    expect(requests).to_contain_text(re.compile(r"受理号 \d"))
    expect(requests.get_by_role("button", name=re.compile("^打开：投保人身份证件"))).to_be_visible()
    expect(requests.get_by_role("listitem").filter(has_text="保单借款、还款")).to_have_count(1)
    # The paper that he did not have with him follows.
    expect(requests).to_contain_text("还缺：本人银行卡")
    requests.get_by_role("link", name="补拍材料").click()
    card = {**photo, "buffer": picture(700, 500)}
    page.get_by_role("group", name="本人银行卡").locator("input[type=file]").set_input_files(card)
    page.get_by_role("button", name="提交材料").click()
    expect(requests.get_by_role("button", name=re.compile("^打开：本人银行卡"))).to_be_visible()
    expect(requests).not_to_contain_text("还缺")
    expect(page.get_by_role("banner")).to_contain_text(re.compile("待上传 *0"))
    assert one(url, "SELECT count(*) FROM engagement.matter WHERE customer_id = %s", person) == 1
    assert one(url, "SELECT count(*) FROM field.operation WHERE kind = %s", "request.submit") == 1

    with window(browser, at_work.address, lead_of_cell(url, cell), DESK) as lead:
        office = lead.open(f"/customers/{person}").get_by_role("region", name="登记受理")
        office.get_by_role("button", name=re.compile("^打开：本人银行卡")).click()
        whole = lead.page.get_by_role("dialog").get_by_role("img")
        expect(whole).to_have_js_property("naturalWidth", 700)


def test_a_request_that_is_taken_down_in_two_tabs_is_one(
    tablet: Desk, at_work: Application, cell: int
) -> None:
    url = at_work.database_url
    person = persons_of(url, cell)[-1]
    before = one(url, "SELECT count(*) FROM engagement.matter")
    page = tablet.open(f"/service/request/{person}")
    second = page.context.new_page()
    second.goto(page.url)
    second.get_by_text("其他服务").click()
    second.get_by_label("客户的要求").fill("上次没接到电话")
    said = page.get_by_label("客户的要求")
    expect(said).to_have_value("上次没接到电话")
    said.press("Control+End")
    said.press_sequentially("，想换时间")
    expect(second.get_by_label("客户的要求")).to_have_value("上次没接到电话，想换时间")
    page.get_by_role("button", name="提交受理").click()
    for tab in (page, second):
        expect(tab.get_by_role("heading", name="已受理")).to_be_visible()
    second.get_by_role("button", name="再登记一件").click()
    second.get_by_text("其他服务").click()
    expect(second.get_by_label("客户的要求")).to_have_value("")
    assert one(url, "SELECT count(*) FROM engagement.matter") == before + 1
