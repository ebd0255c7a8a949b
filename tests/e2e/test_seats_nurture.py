"""The programme between dues in the browser: ops see what a night would send and what came of it; a seat makes its call."""

import re
from pathlib import Path

from playwright.sync_api import Browser, expect

from gridward.identity.contract import Role
from gridward.kernel.clock import today
from support.apart import apart
from support.axe import look_at
from support.nurtured import have_anniversaries, quieten, run_night, waits_for_a_call
from support.workplaces import DESK, window

from .conftest import Application


def test_a_night_is_seen_before_and_after_and_its_call_is_made(
    browser: Browser, at_work: Application
) -> None:
    url = at_work.database_url
    quieten(url)
    person = waits_for_a_call(url, today())
    have_anniversaries(url, person, today())
    at_work.account("ops")
    at_work.account("seat", Role.SEAT)
    with window(browser, at_work.address, "ops", DESK) as desk:
        page = desk.open("/risk/card")
        page.get_by_role("navigation", name="失效风险").get_by_role("link", name="日常关怀").click()
        tonight = page.get_by_role("table", name="今晚会发什么一览")
        # By specialists who have room, and by message.
        ways = tonight.get_by_role("row").filter(has_text="保单周年")
        anniversaries = ways.get_by_role("cell")
        expect(anniversaries.nth(2)).to_have_text(re.compile("^[1-9]"))
        planned = str(sum(int(one.get_by_role("cell").nth(2).inner_text()) for one in ways.all()))
        expect(page.get_by_role("region", name="今晚会发什么", exact=True)).to_contain_text(
            "不会发出任何消息"
        )
        expect(page.get_by_text("满期的应缴还太少")).to_have_count(0)
        look_at(page)

        assert apart(lambda: run_night(url, today())).calls == 1
        page.reload()
        row = page.get_by_role("table", name="按事由和月份").get_by_role("row").filter(has_text="保单周年")
        expect(row.get_by_role("cell").nth(2)).to_have_text(planned)
        expect(page.get_by_text("满期的应缴还太少")).to_be_visible()
        expect(anniversaries.nth(2)).to_have_text("0")
        expect(page.get_by_role("table", name="最近几晚一览").get_by_role("row")).to_have_count(2)
        look_at(page)
        with page.expect_download() as saved:
            page.get_by_role("button", name="下载数字的 CSV").click()
        assert "保单周年" in Path(saved.value.path()).read_text("utf-8-sig")

    with window(browser, at_work.address, "seat", DESK) as desk:
        page = desk.open("/queue?kind=nurture_call")
        page.get_by_role("row").filter(has_text="关怀外呼").get_by_role("button").first.click()
        expect(page.get_by_role("region", name="通话结果")).to_be_visible()
        expect(page.get_by_text(re.compile("保单满 6 年，可能有权益待领取")).first).to_be_visible()
        expect(page.get_by_text("前些天发过一条消息")).to_be_visible()
        page.keyboard.press("3")
        expect(page.get_by_role("radio", name=re.compile("已告知"))).to_be_checked()
        page.keyboard.press("Control+Enter")
        expect(page.get_by_text(re.compile("已保存："))).to_be_visible()

    apart(lambda: run_night(url, today()))
    with window(browser, at_work.address, "ops", DESK) as desk:
        page = desk.open("/risk/nurture")
        benefits = (
            page.get_by_role("table", name="按事由和月份").get_by_role("row").filter(has_text="待领取的权益")
        )
        # The call, and that it reached him, stand in the month in which it was made.
        expect(benefits.get_by_role("cell").nth(13).filter(has_text="1")).to_be_visible()
