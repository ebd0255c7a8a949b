"""A bank's return file in the browser: taken, its rows looked at, and the policy's history that it becomes a part of."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from gridward.demo.debit_files import debit_file
from gridward.identity.contract import Role
from gridward.kernel.clock import today
from gridward.platform.db import connect
from support.apart import apart
from support.axe import faults
from support.desk import Desk
from support.workplaces import DESK, window

from .conftest import Application


@pytest.fixture
def desk(browser: Browser, at_work: Application) -> Iterator[Desk]:
    """Ops at a desk, over the city at work."""
    at_work.account("ops", Role.OPS)
    with window(browser, at_work.address, "ops", DESK) as desk:
        yield desk


@pytest.fixture
def file(at_work: Application, tmp_path: Path) -> Path:
    """What a bank tells of the city's dues today."""

    def write() -> str:
        with connect(at_work.database_url) as connection:
            return debit_file(connection, 1, today())

    path = tmp_path / "回盘.txt"
    path.write_text(apart(write), "utf-8")
    return path


A_JOB_MS = 90_000
"""The job's process has to start first."""


def _deliver(page: Page, file: Path) -> None:
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="选择回盘文件").click()
    chosen.value.set_files(file)


def test_a_return_file_is_taken_and_becomes_part_of_a_policys_history(desk: Desk, file: Path) -> None:
    page = desk.open("/census/debits")
    expect(page.get_by_text("还没有收过回盘文件")).to_be_visible()
    _deliver(page, file)
    expect(page.get_by_role("heading", name="回盘.txt")).to_be_visible(timeout=A_JOB_MS)
    expect(page.get_by_text("给客户的消息")).to_be_visible()
    rows = page.get_by_role("table", name="逐行结果")
    expect(rows).to_contain_text("没有这张保单")
    expect(rows).to_contain_text("币种与保单的不同")
    assert faults(page) == []

    page.get_by_label("结果", exact=True).select_option("failed")
    expect(rows).to_contain_text("扣款失败")
    rows.get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="保单", exact=False).first).to_be_visible()
    page.get_by_role("button", name="保单历史").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("table", name="各期保费")).to_be_visible()
    dialog.get_by_label("哪一天的状态").fill("2025-01-01")
    expect(dialog.get_by_text("没有欠缴")).to_be_visible()
    assert faults(page) == []
    dialog.get_by_label("按哪一天所知").fill("2020-01-01")
    expect(dialog.get_by_text("那一天还不知道这张保单。")).to_be_visible()
    page.keyboard.press("Escape")

    desk.open("/census/debits")
    expect(page.get_by_role("row", name="回盘.txt")).to_contain_text("DEMO-BANK")
    _deliver(page, file)
    expect(page.get_by_text("这份文件以前收过，没有任何改变。")).to_be_visible(timeout=A_JOB_MS)
    expect(page.get_by_role("heading", name="回盘.txt")).to_be_visible()
    page.get_by_role("link", name="状态存疑").click()
    expect(page.get_by_role("heading", name="状态与缴费不符的保单", exact=True)).to_be_visible()


def test_a_file_that_cannot_be_taken_says_why_and_its_job_is_seen(desk: Desk, tmp_path: Path) -> None:
    page = desk.open("/census/debits")
    path = tmp_path / "断.txt"
    path.write_text(f"H|GRIDWARD-DEBIT|1|BANK|9|{today():%Y%m%d}|UTF-8\n", "utf-8")
    _deliver(page, path)
    expect(page.get_by_role("heading", name="断.txt 没有收下")).to_be_visible(timeout=A_JOB_MS)
    expect(page.get_by_role("alert")).to_contain_text("文件没有尾行，已被截断。")
    assert faults(page) == []
    desk.open("/jobs")
    row = page.get_by_role("row", name="断.txt")
    expect(row).to_contain_text("文件没有尾行，已被截断。")
    row.get_by_role("link", name="收下回盘文件").click()
    expect(page.get_by_role("heading", name="断.txt 没有收下")).to_be_visible()
