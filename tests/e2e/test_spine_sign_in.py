"""Signing in and out, languages and themes, as a person sees them."""

import re
from contextlib import AbstractContextManager

from playwright.sync_api import Page, expect

from support.desk import PASSWORD, Desk

from .conftest import Application


def test_a_page_behind_the_sign_in_is_reached_after_it(desk: Desk) -> None:
    page = desk.open("/census/todo?reason=no_address")
    expect(page).to_have_url(re.compile("/sign-in"))
    desk.enter(PASSWORD)
    expect(page).to_have_url(re.compile(r"/census/todo\?reason=no_address"))
    expect(page.get_by_role("heading", name="盘客户")).to_be_visible()


def test_a_wrong_password_says_so_and_ten_of_them_lock(desk: Desk, application: Application) -> None:
    application.account("locked")
    page = desk.open("/sign-in")
    for _ in range(10):
        desk.enter("wrong password", "locked")
        expect(page.get_by_role("alert")).to_contain_text("用户名或密码不正确")
        expect(page.get_by_role("button", name="登录")).to_be_enabled()
    desk.enter(PASSWORD, "locked")
    expect(page.get_by_role("alert")).to_contain_text("登录已锁定")
    expect(page.get_by_role("alert")).to_contain_text("15 分钟后重试")


def _kept_with_account(page: Page) -> AbstractContextManager[object]:
    """Waits until the server has taken the language: a page that goes before then takes its request along."""
    return page.expect_response(
        lambda answer: answer.request.method == "PATCH" and answer.url.endswith("/api/v1/session")
    )


def test_the_language_is_switched_and_remembered_with_the_account(ops: Page, desk: Desk) -> None:
    expect(ops.get_by_role("navigation", name="主导航")).to_contain_text("盘客户")
    with _kept_with_account(ops):
        ops.get_by_role("button", name="English").click()
    expect(ops.get_by_role("navigation", name="Main navigation")).to_contain_text("Census")
    expect(ops.get_by_text("Who serves the customers")).to_be_visible()
    ops.evaluate("localStorage.clear()")
    ops.reload()
    expect(ops.get_by_text("Who serves the customers")).to_be_visible()
    assert ops.locator("html").get_attribute("lang") == "en"
    with _kept_with_account(ops):
        ops.get_by_role("button", name="中文").click()
    expect(ops.get_by_text("谁在服务客户")).to_be_visible()


def test_the_theme_is_switched_and_kept(ops: Page) -> None:
    light = ops.evaluate("getComputedStyle(document.body).backgroundColor")
    ops.get_by_role("button", name="切换到深色").click()
    ops.reload()
    expect(ops.get_by_role("button", name="切换到浅色")).to_be_visible()
    assert ops.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_signing_out_closes_what_was_open(ops: Page, desk: Desk) -> None:
    ops.get_by_role("button", name="账号").click()
    ops.get_by_role("menuitem", name="退出登录").click()
    expect(ops).to_have_url(re.compile("/sign-in"))
    desk.open("/census")
    expect(ops).to_have_url(re.compile("/sign-in"))


def test_another_session_is_ended_from_the_list(ops: Page, desk: Desk, browser) -> None:  # type: ignore[no-untyped-def]
    elsewhere = browser.new_context(locale="zh-CN")
    other = Desk(elsewhere.new_page(), desk.address)
    other.sign_in()
    ops.get_by_role("button", name="账号").click()
    ops.get_by_role("menuitem", name="我的登录").click()
    dialog = ops.get_by_role("dialog", name="我的登录")
    expect(dialog.get_by_text("当前")).to_be_visible()
    ends = dialog.get_by_role("button", name="结束")
    before = ends.count()
    ends.first.click()
    expect(ends).to_have_count(before - 1)
    other.open("/census")
    expect(other.page).to_have_url(re.compile("/sign-in"))
    elsewhere.close()


def test_an_address_that_no_page_has_is_said_beside_the_ways_to_the_others(ops: Page, desk: Desk) -> None:
    desk.open("/census/nowhere")
    expect(ops.get_by_role("heading", name="没有这个页面")).to_be_visible()
    expect(ops.get_by_role("navigation", name="主导航")).to_be_visible()
    ops.get_by_role("link", name="回到首页").click()
    expect(ops).to_have_url(re.compile("/census$"))
