"""Placing by hand what no address places by itself."""

from playwright.sync_api import Page, expect

from gridward.identity.contract import Role
from support.axe import faults
from support.desk import Desk

from .conftest import Application


def _first(page: Page, desk: Desk, reason: str) -> str:
    """Open the first address of a reason; returns the customer's number."""
    desk.open(f"/census/todo?reason={reason}")
    item = page.get_by_role("list", name="待定位地址").get_by_role("link").first
    number = item.locator("span.soft").first.inner_text()
    item.click()
    expect(page.get_by_role("searchbox", name="搜索小区")).to_be_visible()
    return number


def test_an_address_is_placed_in_a_community_that_was_searched_and_taken_back(ops: Page, desk: Desk) -> None:
    number = _first(ops, desk, "no_community")
    ops.get_by_role("searchbox", name="搜索小区").fill("苑")
    candidates = ops.get_by_role("list", name="可能的小区")
    candidates.get_by_role("button").first.click()
    waiting = ops.get_by_role("list", name="待定位地址").get_by_text(number)
    expect(waiting).to_have_count(0)
    ops.get_by_role("button", name="撤销").click()
    expect(waiting).to_be_visible()


def test_an_address_is_placed_at_a_point_of_the_map(ops: Page, desk: Desk) -> None:
    number = _first(ops, desk, "district_only")
    desk.map_is_drawn()
    box = ops.locator(".map-canvas").bounding_box()
    assert box is not None
    ops.mouse.click(box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.55)
    ops.get_by_role("button", name="定位到此处").click()
    expect(ops.get_by_text("定位。")).to_be_visible()
    expect(ops.get_by_role("list", name="待定位地址").get_by_text(number)).to_have_count(0)


def test_the_list_is_searched_and_filtered(ops: Page, desk: Desk) -> None:
    desk.open("/census/todo")
    number = ops.get_by_role("list", name="待定位地址").locator("span.soft").first.inner_text()
    ops.get_by_role("searchbox", name="搜索", exact=True).fill(number)
    expect(ops.get_by_role("list", name="待定位地址").get_by_role("listitem")).to_have_count(1)
    ops.get_by_role("searchbox", name="搜索", exact=True).fill("00000000")
    expect(ops.get_by_role("heading", name="没有符合条件的地址")).to_be_visible()
    ops.get_by_role("link", name="清除条件").click()
    ops.get_by_label("原因").select_option("no_address")
    expect(ops.get_by_role("list", name="待定位地址").get_by_role("listitem").first).to_contain_text(
        "没有地址"
    )


def test_an_auditor_looks_and_has_nothing_to_press(desk: Desk, application: Application) -> None:
    application.account("auditor", Role.AUDITOR)
    desk.sign_in("auditor")
    page = desk.open("/census/todo")
    page.get_by_role("list", name="待定位地址").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="由运营人员定位")).to_be_visible()
    expect(page.get_by_role("searchbox", name="搜索小区")).to_have_count(0)
    desk.open("/census/imports")
    page.get_by_role("table", name="历次导入").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="导入报告")).to_be_visible()
    expect(page.get_by_role("link", name="退回的")).to_have_count(0)
    page.get_by_role("link", name="历次导入").click()
    expect(page.get_by_role("table", name="历次导入")).to_be_visible()
    expect(page.get_by_text("选择文件")).to_have_count(0)
    assert faults(page) == []
