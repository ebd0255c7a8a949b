"""A tablet registers by itself; whoever leads its specialist sees what waits on it, and has it empty itself."""

import re

from playwright.sync_api import Browser, expect

from support.apart import apart
from support.axe import faults, look_at
from support.field_work import one, persons_of
from support.published import lead_of_cell, specialist_of_cell
from support.workplaces import DESK, TABLET, cells_with_calls, window

from .conftest import Application

_REPORT = "**/api/v1/devices/*/report"
# Which language and theme it has is nobody's secret.
_STORED = """async () => [...(await indexedDB.databases()).map(({ name }) => name),
    ...Object.keys(localStorage).filter((key) => !/locale|theme/.test(key))]"""


def test_a_tablet_is_seen_with_what_waits_and_empties_itself_once_that_is_sent(
    browser: Browser, at_work: Application
) -> None:
    url = at_work.database_url
    cell = cells_with_calls(url)[0][0]
    login, chief = apart(lambda: (specialist_of_cell(url, cell), lead_of_cell(url, cell)))
    with (
        window(browser, at_work.address, chief, DESK) as lead,
        window(browser, at_work.address, login, TABLET) as tablet,
    ):
        with tablet.page.expect_response(_REPORT):
            page = tablet.open(f"/customers/{persons_of(url, cell)[0]}")
        # What is done on it cannot be sent, and the supervisor sees that it waits.
        page.route("**/api/v1/field/operations", lambda route: route.abort())
        with page.expect_response(_REPORT):
            page.get_by_role("button", name="客户同意：接受产品介绍和活动邀请").click()
        expect(page.get_by_role("banner")).to_contain_text("待上传 1")
        desk = lead.open("/sync-health")
        row = desk.get_by_role("table").get_by_role("row").nth(1)
        expect(row).to_contain_text("在用")
        expect(row.get_by_role("cell").nth(4)).to_contain_text(re.compile("^1最早"))
        assert faults(desk) == []
        look_at(desk)

        row.get_by_role("button", name=re.compile("^去处理")).click()
        dialog = desk.get_by_role("dialog")
        expect(dialog).to_contain_text("还有 1 项没有上传")
        assert faults(desk) == []
        dialog.get_by_role("button", name="清空").click()
        dialog.get_by_role("button", name="清空").click()
        expect(row).to_contain_text("等待清除")

        # At its next contact: first the work, then the tablet.
        page.unroute("**/api/v1/field/operations")
        with page.expect_event("load", lambda loaded: loaded.url.endswith("/sign-in")):
            page.reload()
        assert one(url, "SELECT state FROM field.operation") == "applied"
        assert one(url, "SELECT state FROM identity.device") == "wiped"
        assert page.evaluate(_STORED) == []
        desk.reload()
        expect(row).to_contain_text("已清除")
