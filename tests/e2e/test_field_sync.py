"""The page that says what is only on the tablet, and what became of what it has sent."""

import re

from playwright.sync_api import Browser, expect

from support.field_work import persons_of
from support.published import specialist_of_cell
from support.workplaces import TABLET, cells_with_calls, window

from .conftest import Application


def test_it_is_seen_whom_what_was_done_is_about(browser: Browser, at_work: Application) -> None:
    cell = cells_with_calls(at_work.database_url)[0][0]
    person = persons_of(at_work.database_url, cell)[0]
    with window(browser, at_work.address, specialist_of_cell(at_work.database_url, cell), TABLET) as tablet:
        page = tablet.open(f"/customers/{person}")
        name = page.get_by_role("heading", level=1).inner_text()
        page.get_by_role("button", name="电话").first.click()
        call = page.get_by_role("dialog", name=re.compile("^联系"))
        call.get_by_text("预约回拨").click()
        call.get_by_role("button", name="记下结果").click()
        expect(call).to_be_hidden()
        tablet.open("/sync")
        expect(page.get_by_role("link", name=f" · {name}")).to_be_visible()
