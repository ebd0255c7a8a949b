"""Ops sees what the worker does, tries again what failed, and has a city's day run."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from gridward.identity.contract import Role
from support.axe import faults, switch_theme
from support.days import one
from support.desk import Desk
from support.queue import in_work, put_job
from support.workplaces import DESK, window

from .conftest import Application

WORK_MS = 60_000
"""A job begins with a new process, which takes its time on a busy machine."""


@pytest.fixture
def desk_at_work(browser: Browser, at_work: Application) -> Iterator[Desk]:
    """Somebody from ops at a desk."""
    at_work.account("ops")
    with window(browser, at_work.address, "ops", DESK) as desk:
        yield desk


def test_what_failed_is_tried_again_and_ends_well_before_ones_eyes(
    desk_at_work: Desk, at_work: Application
) -> None:
    page = desk_at_work.open("/jobs")
    expect(page.get_by_text("有 1 个执行进程在工作。")).to_be_visible()
    put_job(at_work.database_url, "deliver_messages", 1, "failed")
    # It appears by itself.
    row = page.get_by_role("row").filter(has_text="任务因系统错误失败")
    expect(row).to_contain_text("发送消息")
    row.get_by_role("button", name=re.compile("再试一次")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("「发送消息」已重新排队。")).to_be_visible()
    done = page.get_by_role("row").filter(has_text="发送消息").filter(has_text="已完成").first
    expect(done).to_be_visible(timeout=WORK_MS)
    expect(row).to_have_count(0)


def test_a_day_is_run_by_a_button_and_shown_with_its_parts(desk_at_work: Desk, at_work: Application) -> None:
    before = one(at_work.database_url, "SELECT count(*) AS n FROM ops.day_run")["n"]
    page = desk_at_work.open("/jobs?tab=nights")
    expect(page.locator("details")).to_have_count(before)
    page.get_by_role("button", name="现在执行汀澜市的每日作业").click()
    expect(page.get_by_text(re.compile("汀澜市的每日作业(已排队|正在执行)"))).to_be_visible()
    expect(page.locator("details").filter(has_text="已完成")).to_have_count(before + 1, timeout=WORK_MS)
    night = page.locator("details").first
    night.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(night.get_by_role("heading", name="各步用时（秒）")).to_be_visible()
    expect(night).to_contain_text("催缴日历")
    page.get_by_role("link", name="任务列表").click()
    expect(page.get_by_role("row").filter(has_text="每日作业").first).to_contain_text("已完成")


def test_filters_stand_in_the_address_and_can_be_cleared(desk_at_work: Desk) -> None:
    page = desk_at_work.open("/jobs")
    page.get_by_label("状态").select_option("interrupted")
    expect(page).to_have_url(re.compile("state=interrupted"))
    expect(page.get_by_role("heading", name="没有符合条件的任务")).to_be_visible()
    page.get_by_role("button", name="清除条件").click()
    expect(page).to_have_url(re.compile("/jobs$"))


def test_the_auditor_sees_and_does_nothing(browser: Browser, at_work: Application) -> None:
    put_job(at_work.database_url, "run_day", 1, "failed")
    at_work.account("auditor", Role.AUDITOR)
    with window(browser, at_work.address, "auditor", DESK) as desk:
        desk.page.get_by_role("navigation", name="主导航").get_by_role("link", name="后台任务").click()
        expect(desk.page.get_by_role("row").filter(has_text="失败").first).to_be_visible()
        expect(desk.page.get_by_role("button", name=re.compile("再试一次|现在执行"))).to_have_count(0)


def test_where_nobody_works_it_says_how_to_start_one(desk_at_work: Desk) -> None:
    """The worker beside the application is hidden from the page, as if there were none, and so is what it did."""
    page = desk_at_work.page
    nobody = {
        "counts": {"running": 0, "waiting": 0, "failed": 0},
        "running": [],
        "workers": 0,
        "last_seen_at": None,
    }
    stream = f"event: jobs\ndata: {json.dumps(nobody)}\n\n"
    page.route(
        re.compile(r"/api/v1/jobs(\?.*)?$"), lambda route: route.fulfill(json={"items": [], "next": None})
    )
    page.route("**/api/v1/jobs/now*", lambda route: route.fulfill(json=nobody))
    page.route(
        "**/api/v1/jobs/events*",
        lambda route: route.fulfill(body=stream, content_type="text/event-stream"),
    )
    desk_at_work.open("/jobs")
    expect(page.get_by_text("没有执行进程，任务不会执行。")).to_be_visible()
    expect(page.get_by_text("gridward worker")).to_be_visible()
    expect(page.get_by_role("heading", name="还没有任务")).to_be_visible()


def test_axe_finds_nothing(desk_at_work: Desk, at_work: Application) -> None:
    put_job(at_work.database_url, "deliver_messages", 1, "failed")
    page = desk_at_work.page
    with in_work(at_work.database_url, "run_day", 1):
        for language in ("English", "中文"):
            with page.expect_response("**/api/v1/session"):
                page.get_by_role("button", name=language).click()
            for path in ("/jobs", "/jobs?tab=nights"):
                desk_at_work.open(path)
                expect(page.locator(".jobs-running li")).to_have_count(1)
                if "nights" in path:
                    page.locator("details").first.locator("summary").click()
                for _ in range(2):
                    assert faults(page) == [], f"{language}, {path}"
                    switch_theme(page)
