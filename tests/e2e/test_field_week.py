"""Messages and the week: a supervisor writes, a specialist answers and works without a network; all of it counts once."""

import re

from playwright.sync_api import Browser, expect

from gridward.kernel.ids import new_id
from support.apart import apart
from support.axe import faults, look_at
from support.clients import client_at
from support.field_work import operation, persons_of, sign_in
from support.published import lead_of_cell, specialist_of_cell
from support.workplaces import DESK, TABLET, cells_with_calls, window

from .conftest import Application

_KEPT = """async () => {
    if (!(await indexedDB.databases()).some((one) => one.name === 'gridward.copy')) return false
    const asked = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)))
    const db = await asked(indexedDB.open('gridward.copy'))
    const names = await asked(db.transaction('answers').objectStore('answers').getAllKeys())
    db.close()
    return ['messages', 'week'].every((name) => names.some((key) => key[1] === name))
}"""
"""The tablet has messages and week with it."""
_LINES = """places => places.map((place) => {
    const words = document.createRange()
    words.selectNodeContents(place.lastChild)
    return words.getClientRects().length
})"""
"""In how many lines the word of each place stands."""


def test_a_supervisor_writes_and_a_specialist_answers_and_works_without_a_network(
    browser: Browser, at_work: Application, any_hour: None
) -> None:
    url, cell = at_work.database_url, cells_with_calls(at_work.database_url)[0][0]
    with (
        window(browser, at_work.address, apart(lambda: lead_of_cell(url, cell)), DESK) as lead,
        window(browser, at_work.address, specialist_of_cell(url, cell), TABLET) as tablet,
    ):
        page = lead.open("/messages")
        page.get_by_role("button", name="写消息").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.locator(".check").first).to_be_visible()
        for one in dialog.locator(".check").all():
            one.click()
        dialog.get_by_label("消息内容").fill("下午三点站点开会")
        dialog.get_by_role("button", name=re.compile("^发给")).click()
        row = page.get_by_role("row").filter(has_text="下午三点站点开会")
        expect(row).to_contain_text("还没有人读")
        look_at(page)

        held = tablet.open("/week")
        expect(held.get_by_text("未设目标").first).to_be_visible()
        look_at(held)
        tablet.open(f"/customers/{persons_of(url, cell)[0]}")
        mark = held.get_by_role("banner").get_by_role("link", name=re.compile("未读消息 *1"))
        expect(mark).to_be_visible()
        held.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        held.wait_for_function(_KEPT)
        held.context.set_offline(True)
        held.get_by_role("button", name="电话").click()
        held.get_by_role("radio", name="已告知").check(force=True)
        held.get_by_role("button", name="记下结果").click()
        held.get_by_role("navigation").get_by_role("link", name="我的一周").click()
        provisional = held.get_by_text("+1 待确认")
        expect(provisional).to_be_visible()

        mark.click()
        message = held.get_by_role("article").filter(has_text="下午三点站点开会")
        message.get_by_role("button", name="回复").click()
        message.get_by_label("回复").fill("收到")
        # On the disk by now: another window reads it there.
        other = held.context.new_page()
        other.goto(held.url)
        expect(other.get_by_label("回复")).to_have_value("收到")
        other.close()
        held.reload()
        expect(message.get_by_label("回复")).to_have_value("收到")
        message.get_by_role("button", name="发送回复").click()
        expect(message).to_contain_text("您的回复：收到")
        expect(mark).to_have_count(0)
        assert faults(held) == []
        held.context.set_offline(False)
        expect(held.get_by_role("banner")).to_contain_text(re.compile("待上传 *0"))
        held.get_by_role("navigation").get_by_role("link", name="我的一周").click()
        calls = held.locator(".figure").filter(has_text="电话和微信")
        expect(calls).to_contain_text(re.compile("电话和微信1(?!.*待确认)"))
        page.reload()
        expect(row).to_contain_text("收到")

        lead.open(f"/customers/{persons_of(url, cell)[0]}")
        page.get_by_role("button", name=re.compile("写给专员")).click()
        dialog.get_by_label("消息内容").fill("请先联系他")
        dialog.get_by_role("button", name="发给 1 人").click()
        expect(dialog).to_have_count(0)
        name = page.get_by_role("heading", level=1).text_content() or ""
        lead.open("/messages")
        expect(page.get_by_role("row").filter(has_text="请先联系他")).to_contain_text(name)
        lead.open("/staffing?tab=specialists")
        page.get_by_role("link", name=re.compile("^看一周")).first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("的一周")
        expect(page.locator(".figure").filter(has_text="电话和微信")).to_be_visible()
        assert faults(page) == []


def test_a_week_and_the_way_to_it_fit_the_tablet_and_a_telephone_in_both_languages(
    browser: Browser, at_work: Application
) -> None:
    url, cell = at_work.database_url, cells_with_calls(at_work.database_url)[0][0]
    login = specialist_of_cell(url, cell)
    fits = "box => box.scrollWidth <= box.clientWidth"

    def something_waits() -> None:
        with client_at(url) as client:
            sign_in(client, login)
            lost = operation("message.reply", {"message_id": str(new_id()), "text": "收到"})
            client.post("/api/v1/field/operations", json={"operations": [lost]}).raise_for_status()

    apart(something_waits)
    with window(browser, at_work.address, login, TABLET) as tablet:
        page = tablet.page
        for days, other in (("一周各天", "English"), ("The days of the week", "中文")):
            for size in (TABLET, {"width": 820, "height": 1180}, {"width": 390, "height": 844}):
                page.set_viewport_size(size)
                tablet.open("/week")
                box = page.get_by_label(days)
                expect(box).to_be_visible()
                expect(
                    page.get_by_role("link", name=re.compile("^1 条等主管决定|not counted yet: 1$"))
                ).to_be_visible()
                assert box.evaluate(fits), size
                assert page.get_by_role("main").evaluate(fits), size
            assert faults(page) == []
            page.set_viewport_size(TABLET)
            places = page.get_by_role("navigation").first.get_by_role("link")
            heights = places.evaluate_all("places => places.map((place) => place.offsetHeight)")
            assert len(heights) > 1 and len(set(heights)) == 1
            for width in (390, 360):
                page.set_viewport_size({"width": width, "height": 844})
                assert places.evaluate_all(_LINES) == [1] * len(heights), (width, days)
                assert page.get_by_role("navigation").first.evaluate(fits), (width, days)
            page.get_by_role("button", name=other).click()
            expect(page.get_by_role("button", name=other)).to_have_count(0)
