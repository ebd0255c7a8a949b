"""The page that says what is only on the tablet, and what became of what it has sent."""

import re

from playwright.sync_api import Browser, expect

from support.browser_copy import copied_up_to_now
from support.field_work import one, persons_of, rows
from support.published import specialist_of_cell
from support.workplaces import TABLET, cells_with_calls, window

from .conftest import Application


def test_it_is_seen_whom_what_was_done_is_about(browser: Browser, at_work: Application) -> None:
    url = at_work.database_url
    cell = cells_with_calls(url)[0][0]
    person = persons_of(url, cell)[0]
    name = one(url, "SELECT name_masked FROM book.customer WHERE id = %s", person)
    with window(browser, at_work.address, specialist_of_cell(url, cell), TABLET) as tablet:
        page = tablet.open(f"/customers/{person}")
        page.get_by_role("button", name="电话").first.click()
        call = page.get_by_role("dialog", name=re.compile("^联系"))
        call.get_by_text("预约回拨").click()
        call.get_by_role("button", name="记下结果").click()
        expect(call).to_be_hidden()
        tablet.open("/sync")
        expect(page.get_by_role("link", name=f" · {name}").first).to_be_visible()


def test_what_was_done_wrong_is_taken_back_although_the_moment_has_passed(
    browser: Browser, at_work: Application
) -> None:
    url = at_work.database_url
    cell = cells_with_calls(url)[0][0]
    person = persons_of(url, cell)[1]
    calls = "SELECT result FROM engagement.contact WHERE customer_id = %s AND channel = 'wechat'"
    with window(browser, at_work.address, specialist_of_cell(url, cell), TABLET) as tablet:
        page = tablet.open(f"/customers/{person}")
        page.get_by_role("button", name="电话").first.click()
        call = page.get_by_role("dialog", name=re.compile("^联系"))
        call.get_by_text("微信").click()
        call.get_by_text("拒绝缴费").click()
        call.get_by_role("button", name="记下结果").click()
        expect(call).to_be_hidden()
        tablet.open("/sync")
        expect(page.get_by_role("banner")).to_contain_text(re.compile("待上传 *0"))
        assert rows(url, calls, person) == [("refused",)]
        expect(page.get_by_role("link", name="联系记录 · 拒绝缴费 · ")).to_be_visible()
        page.get_by_role("button", name="撤回：联系记录").first.click()
        page.get_by_role("dialog").get_by_role("button", name="撤回这条").click()
        expect(page.get_by_text(re.compile("^已在 .* 撤销。$"))).to_be_visible()
        assert rows(url, calls, person) == []


def test_a_visit_that_was_not_sent_yet_is_taken_back_mended_and_sent_without_a_word_of_the_first(
    browser: Browser, at_work: Application
) -> None:
    url = at_work.database_url
    cell = cells_with_calls(url)[0][0]
    person = persons_of(url, cell)[2]
    visits = "SELECT outcome FROM field.visit WHERE customer_id = %s"
    with window(browser, at_work.address, specialist_of_cell(url, cell), TABLET) as tablet:
        page = tablet.open(f"/visit/customer/{person}")
        page.get_by_role("button", name="不带位置签到").click()
        copied_up_to_now(page, cell)
        page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        page.context.set_offline(True)
        page.get_by_role("button", name="其他结果").click()
        page.get_by_role("button", name="不在家").click()
        page.get_by_role("button", name="下一步", exact=True).click()
        page.get_by_role("button", name="保存面访").click()
        page.get_by_role("link", name="回到今日工作").click()
        page.get_by_role("banner").get_by_role("link", name=re.compile("待上传")).click()
        page.get_by_role("button", name="撤回：面访结果").click()
        asked = page.get_by_role("dialog")
        expect(asked).to_contain_text("写过的内容还在")
        asked.get_by_role("button", name="撤回这条").click()
        expect(page.get_by_text("撤回待上传")).to_be_visible()
        page.get_by_role("link", name="今日").first.click()
        page.get_by_role("link", name=re.compile("继续面访")).click()
        page.get_by_role("navigation", name="步骤").get_by_role("button", name="结果").click()
        page.get_by_role("button", name="已见面告知").click()
        page.get_by_role("button", name="下一步", exact=True).click()
        page.get_by_role("button", name="保存面访").click()
        page.context.set_offline(False)
        expect(page.get_by_text("已上传，面访已生效")).to_be_visible()
    assert rows(url, visits, person) == [("informed",)]
