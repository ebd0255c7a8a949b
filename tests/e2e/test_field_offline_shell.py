"""A tablet without a network: the application starts, a killed browser costs nothing, a newer version costs nothing."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from gridward.field.operations import protocol
from support import live
from support.between import between
from support.browser_outbox import in_the_clear, until_typed
from support.desk import Desk
from support.field_work import persons_of, rows
from support.published import specialist_of_cell
from support.tablets import kill, tablet_in, tablet_on_a_visit
from support.workplaces import TABLET, cells_with_calls, window

from .conftest import Application

_NOTE = "邻居说周末在"
_MAP = "/api/v1/cities/tinglan/basemap.pmtiles"
# What a page does that never rests: it asks the server, and loads a part of the program.
_RESTLESS = """() => {
  const part = document.querySelector('script[type=module]').src
  const ask = (what) => fetch(what).catch(() => undefined).then(() => setTimeout(() => ask(what), 20 * Math.random()))
  for (const what of ['/api/v1/session', '/api/v1/session', part, part]) void ask(what)
}"""
# The thread that pulls, without a rest: it asks who has signed in, and gives up since it is somebody else.
_RESTLESS_THREAD = """() => {
  const order = { account: 'somebody else', device: '', unsent: [] }
  const ask = () => {
    self.dispatchEvent(new MessageEvent('message', { data: order }))
    setTimeout(ask, 20 * Math.random())
  }
  ask()
}"""


def _waiting(page: Page, many: int) -> None:
    expect(page.get_by_role("banner")).to_contain_text(f"待上传 {many}")


def test_a_visit_survives_a_killed_browser_a_newer_version_and_a_second_tab(
    playwright: Playwright, browser_type_launch_args: dict[str, Any], at_work: Application, tmp_path: Path
) -> None:
    cell_id, _ = cells_with_calls(at_work.database_url)[0]
    login = specialist_of_cell(at_work.database_url, cell_id)
    with between(at_work.address) as network:
        network.takes_work = False
        with tablet_on_a_visit(
            playwright, browser_type_launch_args, tmp_path, network.address, login
        ) as page:
            page.context.set_offline(True)
            page.get_by_role("button", name="不在家").click()
            page.get_by_role("textbox", name=re.compile("记录")).fill(_NOTE)
            until_typed(page, _NOTE)
            visit = page.url
            kill(page.context, tmp_path)
        with tablet_in(playwright, browser_type_launch_args, tmp_path) as context:
            page = context.pages[0]
            context.set_offline(True)
            page.goto(visit)
            _waiting(page, 1)
            expect(page.get_by_role("textbox", name=re.compile("记录"))).to_have_value(_NOTE)
            page.get_by_role("button", name="下一步", exact=True).click()
            page.get_by_role("button", name="保存面访").click()
            expect(page.get_by_text("已保存在本机，待上传")).to_be_visible()
            _waiting(page, 2)
            lies = in_the_clear(page)
            assert "visit.complete" in lies and _NOTE not in lies

            network.is_newer = True
            context.set_offline(False)
            page.evaluate("navigator.serviceWorker.ready.then((one) => one.update())")
            with page.expect_navigation(wait_until="commit"):
                page.get_by_role("button", name="更新", exact=True).click()
            _waiting(page, 2)
            expect(page.get_by_text("已保存在本机，待上传")).to_be_visible()

            second = context.new_page()
            second.goto(f"{network.address}/sync")
            expect(second.get_by_role("region", name="待上传").get_by_role("listitem")).to_have_count(2)
            network.takes_work = True
            second.get_by_role("button", name="立即上传").click()
            page.bring_to_front()
            expect(page.get_by_text("已上传，面访已生效")).to_be_visible()
            _waiting(page, 0)
            _waiting(second, 0)
            expect(second.get_by_role("region", name="最近上传").get_by_text("已生效").first).to_be_visible()
    assert len(network.sent) == len(set(network.sent)) == 2


def test_a_visit_that_is_written_in_two_tabs_is_one(browser: Browser, at_work: Application) -> None:
    cell_id, _ = cells_with_calls(at_work.database_url)[-1]
    url = at_work.database_url
    person = persons_of(url, cell_id)[-1]
    with window(browser, at_work.address, specialist_of_cell(url, cell_id), TABLET) as tablet:
        page = tablet.open(f"/visit/customer/{person}")
        second = page.context.new_page()
        second.goto(page.url)
        expect(second.get_by_role("button", name="不带位置签到")).to_be_visible()
        page.get_by_role("button", name="不带位置签到").click()
        page.get_by_role("button", name="其他结果").click()
        page.get_by_role("button", name="不在家").click()
        page.get_by_role("textbox", name=re.compile("记录")).fill(_NOTE)
        # In the other tab it was not even begun: it goes on there, and nothing that was written is missing.
        note = second.get_by_role("textbox", name=re.compile("记录"))
        expect(note).to_have_value(_NOTE)
        note.press_sequentially("，晚上再来")
        second.get_by_text("再次上门").click()
        expect(page.get_by_role("textbox", name=re.compile("记录"))).to_have_value(f"{_NOTE}，晚上再来")
        expect(page.get_by_role("radio", name="再次上门")).to_be_checked()
        page.get_by_text("没有下一步").click()
        page.get_by_role("button", name="下一步", exact=True).click()
        expect(page.get_by_text(f"{_NOTE}，晚上再来")).to_be_visible()
        page.get_by_role("button", name="保存面访").click()
        for tab in (page, second):
            expect(tab.get_by_text("已上传，面访已生效")).to_be_visible()
        # An old receipt that is looked at again leaves alone what was begun since.
        second.goto(page.url.partition("?")[0])
        second.get_by_role("button", name="不带位置签到").click()
        second.get_by_role("button", name="其他结果").click()
        second.get_by_role("button", name="不在家").click()
        second.get_by_role("textbox", name=re.compile("记录")).fill("又来过")
        until_typed(second, "又来过")
        page.reload()
        expect(page.get_by_text("已上传，面访已生效")).to_be_visible()
        second.reload()
        expect(second.get_by_role("textbox", name=re.compile("记录"))).to_have_value("又来过")
    said = "SELECT outcome, next_step FROM field.visit WHERE customer_id = %s AND completed_at IS NOT NULL"
    assert rows(url, said, person) == [("not_home", "none")]


def test_the_map_of_the_city_is_read_without_a_network(browser: Browser, at_work: Application) -> None:
    cell_id, _ = cells_with_calls(at_work.database_url)[0]
    login = specialist_of_cell(at_work.database_url, cell_id)
    with window(browser, at_work.address, login, TABLET) as tablet:
        page = tablet.page
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        page.wait_for_function("async (map) => (await caches.match(map)) !== undefined", arg=_MAP)
        page.context.set_offline(True)
        page.get_by_role("navigation").get_by_role("link", name="我的网格").click()
        tablet.map_is_drawn()
        expect(page.get_by_text("地图没有完全加载")).to_have_count(0)


def test_a_language_chosen_without_a_network_outlasts_the_page_and_is_told_to_the_server(
    browser: Browser, at_work: Application
) -> None:
    cell_id, _ = cells_with_calls(at_work.database_url)[0]
    login = specialist_of_cell(at_work.database_url, cell_id)
    remembered = f"SELECT locale FROM identity.account WHERE login = '{login}'"
    with window(browser, at_work.address, login, TABLET) as tablet:
        page = tablet.page
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        page.context.set_offline(True)
        page.get_by_role("button", name="English").click()
        expect(page.get_by_role("heading", name="Today")).to_be_visible()
        page.reload()
        expect(page.get_by_role("heading", name="Today")).to_be_visible()
        assert rows(at_work.database_url, remembered) == [("zh",)]
        with page.expect_response(
            lambda answer: answer.request.method == "PATCH" and answer.url.endswith("/session")
        ):
            page.context.set_offline(False)
        assert rows(at_work.database_url, remembered) == [("en",)]
        page.reload()
        page.get_by_role("button", name="中文").click()
        expect(page.get_by_role("heading", name="今日工作")).to_be_visible()


def test_what_cannot_be_stored_stays_in_the_form_and_nobody_signs_out_over_what_waits(
    browser: Browser, at_work: Application, tmp_path: Path
) -> None:
    cell_id, _ = cells_with_calls(at_work.database_url)[-1]
    login = specialist_of_cell(at_work.database_url, cell_id)
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport=TABLET)
    with between(at_work.address) as network:
        network.takes_work = False
        page = context.new_page()
        tablet = Desk(page, network.address)
        room = context.new_cdp_session(page)
        room.send("Storage.overrideQuotaForOrigin", {"origin": network.address, "quotaSize": 1})
        tablet.sign_in(login)
        page.get_by_role("article").first.get_by_role("button", name=re.compile("^电话")).click()
        call = page.get_by_role("dialog", name=re.compile("^联系"))
        alert = page.get_by_role("dialog", name="没有保存")
        call.get_by_text("无人接听").click()
        expect(alert).to_contain_text("本机存储空间已满")
        alert.get_by_role("button", name="知道了").click()
        # That it is not stored while it is typed is said once, not at each letter.
        call.get_by_label("备注").press_sequentially(_NOTE)
        call.get_by_role("button", name="记下结果").click()
        expect(alert).to_contain_text("本机存储空间已满")
        alert.get_by_role("button", name="知道了").click()
        expect(call.get_by_label("备注")).to_have_value(_NOTE)
        room.send("Storage.overrideQuotaForOrigin", {"origin": network.address})
        call.get_by_role("button", name="记下结果").click()
        expect(call).to_have_count(0)
        _waiting(page, 1)

        page.get_by_role("button", name="账号").click()
        page.get_by_role("menuitem", name="退出登录").click()
        leaving = page.get_by_role("dialog", name="退出登录")
        expect(leaving).to_contain_text("还有 1 项只在本机")
        with page.expect_download() as download:
            leaving.get_by_role("button", name="导出到文件").click()
        download.value.save_as(tmp_path / "waits.json")
        leaving.get_by_role("button", name="退出登录").click()
        expect(page).to_have_url(re.compile("/sign-in"))

        tablet.sign_in(login)
        _waiting(page, 1)
        page.get_by_role("link", name=re.compile("待上传")).click()
        page.locator("input[type=file]").set_input_files(tmp_path / "waits.json")
        expect(page.get_by_text("文件里的内容这里都已有")).to_be_visible()
        network.takes_work = True
        page.get_by_role("button", name="立即上传").click()
        _waiting(page, 0)
    context.close()
    assert len(network.sent) == len(set(network.sent)) == 1


@pytest.mark.parametrize("restless", ["page", "thread"])
def test_a_newer_program_comes_at_once_while_there_is_no_rest(
    browser: Browser, at_work: Application, restless: str
) -> None:
    cell_id, _ = cells_with_calls(at_work.database_url)[0]
    with (
        between(at_work.address) as network,
        window(browser, network.address, specialist_of_cell(at_work.database_url, cell_id), TABLET) as tablet,
    ):
        page = tablet.page
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        network.is_newer = True
        page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
        update = page.get_by_role("button", name="更新", exact=True)
        expect(update).to_be_visible()
        if restless == "page":
            page.evaluate(_RESTLESS)
        else:
            next(one for one in page.workers if "/assets/worker-" in one.url).evaluate(_RESTLESS_THREAD)
        with page.expect_navigation(wait_until="commit"):
            update.click()
        expect(page.get_by_role("navigation").get_by_role("link", name="我的网格")).to_be_visible()
        expect(page.get_by_role("status").filter(has_text="版本")).to_have_count(0)
        assert page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).waiting === null")


def test_a_tablet_two_versions_old_looks_for_a_newer_program_and_its_work_is_kept(
    browser: Browser, at_work: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "PROTOCOL", 3)
    cell_id, _ = cells_with_calls(at_work.database_url)[0]
    login = specialist_of_cell(at_work.database_url, cell_id)
    with (
        live.serving(at_work.database_url) as port,
        between(f"http://127.0.0.1:{port}") as network,
        window(browser, network.address, login, TABLET) as tablet,
    ):
        page = tablet.page
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        # No page is loaded from here on: browsers look for a newer program by themselves when one is.
        network.is_newer = True
        page.get_by_role("navigation").get_by_role("link", name="我的网格").click()
        page.get_by_role("list", name="客户").get_by_role("link").first.click()
        page.get_by_role("button", name="电话").click()
        page.get_by_role("dialog").get_by_text("已告知").click()
        page.get_by_role("button", name="记下结果").click()
        update = page.get_by_role("button", name="更新", exact=True)
        expect(update).to_be_visible()
        with page.expect_navigation(wait_until="commit"):
            update.click()
        page.get_by_role("link", name=re.compile("待上传")).click()
        kept = page.get_by_role("region", name="需要留意").get_by_role("listitem")
        expect(kept.first).to_contain_text("应用太旧了，请更新；内容已完整保存")
        expect(page.get_by_role("banner")).to_contain_text(re.compile("待上传 *0"))
    sent = "SELECT op_id::text, state FROM field.operation WHERE receipt ->> 'code' = 'protocol.older'"
    assert rows(at_work.database_url, sent) == [(network.sent[0], "needs_attention")]
