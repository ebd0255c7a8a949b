"""Those who lead the seats, in the browser: the live board, items moved and taken back, a call scored and seen."""

from playwright.sync_api import Browser, expect

from gridward.identity.contract import Role
from support.axe import faults, look_at
from support.workplaces import DESK, window

from .conftest import Application


def test_ops_see_a_seat_go_on_a_break_move_items_and_score_a_call(
    browser: Browser, at_work: Application
) -> None:
    at_work.account("ops")
    at_work.account("seat", Role.SEAT)
    with (
        window(browser, at_work.address, "ops", DESK) as ops,
        window(browser, at_work.address, "seat", DESK) as seat,
    ):
        lead, page = ops.page, seat.page
        lead.get_by_role("navigation", name="主导航").get_by_role("link", name="坐席督导").click()
        seats = lead.get_by_role("region", name="坐席名单")
        expect(seats.get_by_role("row").filter(has_text="林知行")).to_contain_text("就绪")
        look_at(lead)

        # Live: nobody reloads.
        state = page.get_by_role("group", name="我的状态")
        page.keyboard.press("b")
        expect(state.get_by_role("button", name="小休")).to_have_attribute("aria-pressed", "true")
        expect(seats.get_by_role("row").filter(has_text="林知行")).to_contain_text("小休")
        page.keyboard.press("n")
        expect(page.get_by_text("您现在不是就绪状态。")).to_be_visible()
        page.keyboard.press("b")
        expect(seats.get_by_role("row").filter(has_text="林知行")).to_contain_text("就绪")

        lead.keyboard.press("2")
        lead.get_by_label("最多几位").fill("3")
        lead.get_by_text("林知行 · 就绪").click()
        lead.get_by_role("button", name="先看结果").click()
        expect(lead.get_by_text("将调派 3 位客户")).to_be_visible()
        look_at(lead)
        lead.get_by_role("button", name="调派", exact=True).click()
        moves = lead.get_by_role("region", name="最近的调派").first
        expect(moves.get_by_role("row").filter(has_text="公共名单 → 林知行")).to_be_visible()

        page.keyboard.press("n")
        page.get_by_role("radio", name="无人接听").click(force=True)
        page.get_by_role("button", name="保存").first.click()
        expect(page.get_by_text("无人接听").first).to_be_visible()

        moves.get_by_role("button", name="撤销").click()
        expect(moves.get_by_text("已撤销")).to_be_visible()

        lead.keyboard.press("3")
        lead.get_by_role("button", name="随机抽取").click()
        lead.get_by_role("button", name="打开 林知行").click()
        lead.get_by_label("事实准确").fill("5")
        lead.get_by_label("给坐席的话").fill("金额要再核一遍")
        expect(lead.get_by_text("合计 85 / 100 分")).to_be_visible()
        assert faults(lead, "[role=dialog]") == []
        lead.get_by_role("button", name="保存得分").click()
        expect(lead.get_by_role("row").filter(has_text="85 / 100")).to_be_visible()

        seat.open("/queue")
        told = page.get_by_role("region", name="质检结果")
        expect(told).to_contain_text("金额要再核一遍")
        look_at(page)
        told.get_by_role("button", name="已阅").click()
        expect(told).to_have_count(0)
