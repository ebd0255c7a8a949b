"""What a dialog is opened for stays in sight, however the tablet is held."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from support.desk import Desk
from support.field_work import persons_of
from support.published import specialist_of_cell
from support.workplaces import TABLET, cells_with_calls, window

from .conftest import Application

_HELD = [
    TABLET,
    {"width": 1024, "height": 768},
    {"width": 820, "height": 1180},
    {"width": 844, "height": 390},
]


@pytest.fixture(scope="module")
def cell(at_work: Application) -> int:
    return cells_with_calls(at_work.database_url)[0][0]


@pytest.fixture(scope="module")
def tablet(browser: Browser, at_work: Application, cell: int) -> Iterator[Desk]:
    with window(browser, at_work.address, specialist_of_cell(at_work.database_url, cell), TABLET) as desk:
        yield desk


@pytest.fixture
def person(at_work: Application, cell: int) -> int:
    return persons_of(at_work.database_url, cell)[-1]


@pytest.mark.parametrize("size", _HELD, ids=lambda size: f"{size['width']}x{size['height']}")
def test_what_a_dialog_does_is_in_sight_and_what_is_above_it_can_be_reached(
    tablet: Desk, person: int, size: dict[str, int]
) -> None:
    tablet.page.set_viewport_size(size)
    page = tablet.open(f"/customers/{person}")
    page.get_by_role("button", name="约访").first.click()
    book = page.get_by_role("dialog", name=re.compile("^约访"))
    book.get_by_role("button", name="明天").click()
    book.get_by_role("button", name="14:00").click()
    agree = book.get_by_role("button", name="约定")
    expect(agree).to_be_in_viewport(ratio=1)
    message = book.get_by_role("figure", name="短信内容")
    message.scroll_into_view_if_needed()
    expect(agree).to_be_in_viewport(ratio=1)
    # What has the focus is not behind it.
    told = book.get_by_role("checkbox", name="发确认短信")
    book.get_by_role("button", name="关闭").focus()
    page.keyboard.press("Shift+Tab")
    expect(told).to_be_focused()
    box, foot = told.locator("xpath=ancestor::label").bounding_box(), agree.bounding_box()
    assert box and foot and box["y"] + box["height"] <= foot["y"]
    book.get_by_role("button", name="关闭").click()

    page.get_by_role("button", name="电话").first.click()
    call = page.get_by_role("dialog", name=re.compile("^联系"))
    expect(call.get_by_role("button", name="记下结果")).to_be_in_viewport(ratio=1)
    call.get_by_role("button", name="关闭").click()

    tablet.open(f"/service/request/{person}")
    page.get_by_text("缴费方式、频次变更").click()
    expect(page.get_by_role("button", name="提交受理")).to_be_in_viewport(ratio=1)
    expect(page.get_by_text("还差：")).to_be_in_viewport(ratio=1)
