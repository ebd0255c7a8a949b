"""A second plan: beside the first one, reviewed, published, rolled back."""

from playwright.sync_api import Page, expect

from gridward.kernel.clock import today
from support.axe import look_at
from support.desk import Desk
from support.published import build, publish

from .conftest import Application


def test_a_second_plan_is_compared_reviewed_published_and_rolled_back(
    ops: Page, desk: Desk, application: Application
) -> None:
    publish(application.database_url, cells=3)
    build(application.database_url, cells=4)
    desk.open("/grid")
    choice = ops.get_by_label("网格方案")
    choice.select_option(label="v2 · 草稿 · 4 格")

    ops.get_by_role("link", name="对比").click()
    expect(ops.get_by_role("heading", name="对比方案")).to_be_visible()
    expect(ops.get_by_role("table", name="方案质量").get_by_role("row", name="网格")).to_contain_text("3")
    moved = ops.locator(".figure").filter(has_text="换专员的客户").locator("dd")
    expect(moved).not_to_have_text("0")
    look_at(ops)
    ops.get_by_role("link", name="回到网格").click()

    ops.get_by_role("button", name="审核通过").click()
    expect(ops.get_by_text("ops 已审核")).to_be_visible()
    ops.get_by_role("button", name="发布").click()
    dialog = ops.get_by_role("dialog", name="发布方案")
    expect(dialog.get_by_text("换专员的客户")).to_be_visible()
    dialog.get_by_label("生效日期").fill(today().replace(year=today().year + 1).isoformat())
    dialog.get_by_role("button", name="确认发布").click()
    expect(ops.get_by_text("已发布：4 格")).to_be_visible()

    ops.get_by_role("button", name="回滚").click()
    ops.get_by_role("dialog", name="回滚方案").get_by_role("button", name="确认回滚").click()
    expect(ops.get_by_text("已退回方案 v1")).to_be_visible()
    expect(choice.locator("option:checked")).to_have_text("v1 · 已发布 · 3 格")
    choice.select_option(label="v2 · 草稿 · 4 格")
    ops.get_by_text("方案记录").click()
    expect(ops.locator(".plan-history li")).to_have_count(4)
