"""The staff list in the browser: a profile is kept, undone, kept by two at once, and weighs when cells are given out."""

from pathlib import Path

import psycopg
from playwright.sync_api import Browser, expect

from gridward.identity.contract import Role
from support.axe import faults
from support.desk import Desk
from support.staff import hire

from .conftest import Application


def _do(url: str, statement: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(statement)


def test_a_profile_is_kept_and_weighs_when_a_cell_is_given_out(
    browser: Browser, at_work: Application, tmp_path: Path
) -> None:
    url = at_work.database_url
    hire(url, "799999", (124.45, 28.86))
    _do(url, "UPDATE book.specialist SET grade = 2 WHERE staff_no = '799999'")
    _do(url, "UPDATE book.customer SET language = '汀澜话', tier = '钻石'")
    at_work.account("ops", Role.OPS)
    page = browser.new_page(locale="zh-CN", viewport={"width": 1440, "height": 900})
    desk = Desk(page, at_work.address)
    desk.sign_in()
    desk.open("/staffing?tab=specialists&show=free")
    row = page.get_by_role("row").filter(has_text="799999")
    expect(row).to_contain_text("P2")

    # Kept, undone, kept again.
    open_profile = row.get_by_role("button", name="档案")
    open_profile.click()
    dialog = page.get_by_role("dialog", name="档案")
    expect(dialog.get_by_label("产品级别")).to_contain_text("按名单：P2")
    dialog.get_by_label("工时比例").fill("3")
    expect(dialog.get_by_text("请填 5 到 100 的整数。")).to_be_visible()
    expect(dialog.get_by_role("button", name="保存")).to_be_disabled()
    dialog.get_by_label("工时比例").fill("")
    dialog.get_by_label("产品级别").select_option(label="P4")
    dialog.get_by_label("普通话以外的语言").fill("汀澜话、英语")
    assert faults(page) == []
    dialog.get_by_role("button", name="保存").click()
    expect(row).to_contain_text("P4人工")
    expect(row).to_contain_text("汀澜话、英语人工")
    page.get_by_role("button", name="撤销").click()
    expect(row).to_contain_text("P2")

    # Somebody else is faster.
    open_profile.click()
    dialog.get_by_label("普通话以外的语言").fill("汀澜话")
    _do(url, "UPDATE staffing.profile SET revision = revision + 1, changed_by = 'lead-1', grade = 4")
    dialog.get_by_role("button", name="保存").click()
    expect(dialog.get_by_text("lead-1 刚刚改过这名专员的档案")).to_be_visible()
    dialog.get_by_role("button", name="载入现在的内容").click()
    expect(dialog.get_by_label("产品级别")).to_have_value("4")
    dialog.get_by_label("普通话以外的语言").fill("汀澜话")
    dialog.get_by_role("button", name="保存").click()
    expect(row).to_contain_text("汀澜话人工")

    with page.expect_download() as downloading:
        page.get_by_role("button", name="下载 CSV").click()
    downloading.value.save_as(tmp_path / "specialists.csv")
    assert "799999" in (tmp_path / "specialists.csv").read_text("utf-8-sig")

    page.get_by_role("button", name="自动配备").click()
    page.get_by_role("dialog", name="自动配备").get_by_role("button", name="开始配备").click()
    expect(page.get_by_text("新配 1 格")).to_be_visible()
    page.get_by_role("dialog", name="自动配备").get_by_role("button", name="关闭").click()
    desk.open("/staffing?tab=specialists&q=799999")
    row.get_by_role("link").click()
    reasons = page.get_by_role("list", name="安排的理由").first
    expect(reasons).to_contain_text("用他们的语言服务")
    expect(reasons).to_contain_text("位高等级客户")
    page.close()
