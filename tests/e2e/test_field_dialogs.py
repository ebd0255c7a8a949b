"""What a dialog is opened for stays in sight, however the tablet is held, and what was typed there is not lost by a palm."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from gridward.kernel.clock import now
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
    {"width": 390, "height": 844},
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
    page, book = tablet.page, _booking_for_tomorrow(tablet, person)
    book.get_by_role("button", name="14:00").click()
    agree = book.get_by_role("button", name="约定")
    expect(agree).to_be_in_viewport(ratio=1)
    assert book.evaluate("book => book.parentElement.scrollWidth === book.parentElement.clientWidth")
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


@pytest.mark.parametrize(
    "size", [_HELD[0], _HELD[3], _HELD[4]], ids=lambda size: f"{size['width']}x{size['height']}"
)
def test_why_a_time_cannot_be_agreed_on_stands_beside_the_button(
    tablet: Desk, person: int, size: dict[str, int]
) -> None:
    tablet.page.set_viewport_size(size)
    book = _booking_for_tomorrow(tablet, person)
    book.get_by_label("其他时间").fill("22:30")
    expect(book.get_by_text(re.compile("不打扰客户休息"))).to_be_in_viewport(ratio=1)
    expect(book.get_by_role("button", name="约定")).to_be_disabled()


def test_a_tap_beside_a_dialog_or_a_key_closes_it_until_something_is_written_in_it(
    tablet: Desk, person: int
) -> None:
    tablet.page.set_viewport_size(TABLET)
    page = tablet.open(f"/customers/{person}")
    call = page.get_by_role("dialog", name=re.compile("^联系"))
    page.get_by_role("button", name="电话").first.click()
    expect(call).to_be_visible()
    page.mouse.click(20, 400)
    expect(call).to_be_hidden()
    page.get_by_role("button", name="电话").first.click()
    expect(call).to_be_focused()
    page.keyboard.press("Escape")
    expect(call).to_be_hidden()

    page.get_by_role("button", name="电话").first.click()
    call.get_by_label("备注").fill("周末在家")
    page.mouse.click(20, 400)
    page.keyboard.press("Escape")
    expect(call.get_by_label("备注")).to_have_value("周末在家")
    call.get_by_role("button", name="关闭").first.click()
    expect(call).to_be_hidden()


def test_a_time_that_was_chosen_by_a_button_is_not_thrown_away_by_a_tap_beside_it_or_a_key(
    tablet: Desk, person: int
) -> None:
    tablet.page.set_viewport_size(TABLET)
    page, book = tablet.page, _booking_for_tomorrow(tablet, person)
    page.keyboard.press("Escape")
    page.mouse.click(20, 400)
    time = book.get_by_role("button", name="14:00")
    time.click()
    page.keyboard.press("Escape")
    page.mouse.click(20, 400)
    expect(time).to_have_attribute("aria-pressed", "true")
    book.get_by_role("button", name="关闭").first.click()
    expect(book).to_be_hidden()

    # Looking at it has chosen nothing.
    page.get_by_role("button", name="约访").first.click()
    book.get_by_text("哪一天").click()
    page.keyboard.press("Escape")
    expect(book).to_be_hidden()


def test_what_a_call_came_to_is_as_it_was_left_until_it_is_noted(tablet: Desk, person: int) -> None:
    tablet.page.set_viewport_size(TABLET)
    page = tablet.open(f"/customers/{person}")
    call = page.get_by_role("dialog", name=re.compile("^联系"))
    page.get_by_role("button", name="电话").first.click()
    call.get_by_text("微信", exact=True).click()
    call.get_by_text("预约回拨").click()
    call.get_by_label("备注").fill("下周发工资")
    # On the disk by now: another window reads it there.
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name="电话").first.click()
    left = other.get_by_role("dialog", name=re.compile("^联系"))
    expect(left.get_by_label("备注")).to_have_value("下周发工资")
    other.close()
    page.reload()
    page.get_by_role("button", name="电话").first.click()
    expect(call.get_by_label("备注")).to_have_value("下周发工资")
    expect(call.get_by_role("radio", name="微信")).to_be_checked()
    expect(call.get_by_role("radio", name="预约回拨")).to_be_checked()
    call.get_by_role("button", name="记下结果").click()
    expect(call).to_be_hidden()

    page.get_by_role("button", name="电话").first.click()
    expect(call.get_by_label("备注")).to_have_value("")
    expect(call.get_by_role("radio", name="预约回拨")).not_to_be_checked()
    call.get_by_role("button", name="关闭").first.click()


def test_what_was_left_yesterday_is_not_what_todays_call_came_to(
    browser: Browser, at_work: Application, cell: int, person: int
) -> None:
    login = specialist_of_cell(at_work.database_url, cell)
    with window(browser, at_work.address, login, TABLET) as tablet:
        page = tablet.open(f"/customers/{person}")
        call = page.get_by_role("dialog", name=re.compile("^联系"))
        for days in range(2):
            page.clock.set_fixed_time(now() + timedelta(days=days))
            page.get_by_role("button", name="电话").first.click()
            expect(call.get_by_label("备注")).to_have_value("")
            expect(call.get_by_role("radio", name="预约回拨")).not_to_be_checked()
            call.get_by_text("预约回拨").click()
            call.get_by_label("备注").fill("下周发工资")
            call.get_by_role("button", name="关闭").first.click()
            expect(call).to_be_hidden()


def test_a_signature_is_not_lost_by_the_palm_beside_it(tablet: Desk, person: int) -> None:
    tablet.page.set_viewport_size(TABLET)
    page = tablet.open(f"/visit/customer/{person}")
    page.get_by_role("button", name="不带位置签到").click()
    _go_on_to(page, "面访结果")
    page.get_by_role("button", name="已见面告知").click()
    # The screen that follows has the focus; the button that was pressed is gone.
    expect(page.get_by_role("region", name="记录与下一步")).to_be_focused()
    page.get_by_role("button", name="下一步", exact=True).click()
    page.get_by_role("button", name="请客户确认").click()
    dialog = page.get_by_role("dialog", name="客户确认")
    pad = dialog.locator(".signature")
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + 50, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 90, steps=4)
    page.mouse.up()
    page.mouse.click(20, 400)
    expect(pad.locator("path")).to_have_count(1)
    dialog.get_by_role("button", name="取消").click()


def test_a_dialog_without_buttons_of_its_own_has_one_that_closes_it(tablet: Desk) -> None:
    page = tablet.open("/appointments")
    page.get_by_role("button", name="约一位客户").click()
    dialog = page.get_by_role("dialog", name="约哪位客户")
    dialog.get_by_role("searchbox").fill("wang")
    dialog.get_by_role("button", name="关闭").click()
    expect(dialog).to_be_hidden()


@pytest.mark.parametrize(
    ("size", "whom"), [(TABLET, 0), ({"width": 390, "height": 844}, 1)], ids=["tablet", "phone"]
)
def test_what_is_told_does_not_lie_over_what_is_done_next(
    tablet: Desk, at_work: Application, cell: int, size: dict[str, int], whom: int
) -> None:
    tablet.page.set_viewport_size(size)
    page = tablet.open(f"/customers/{persons_of(at_work.database_url, cell)[whom]}")
    page.get_by_role("button", name="约访").first.click()
    book = page.get_by_role("dialog", name=re.compile("^约访"))
    book.get_by_role("button", name=re.compile(r"^\d\d:\d\d$")).first.click()
    book.get_by_role("button", name="约定").click()
    expect(page.get_by_role("button", name="撤销")).to_be_visible()
    page.get_by_role("button", name="电话").first.click()
    call = page.get_by_role("dialog", name=re.compile("^联系"))
    call.get_by_text("预约回拨").click()
    call.get_by_role("button", name="记下结果").click(trial=True, timeout=2_000)
    expect(page.get_by_role("button", name="撤销")).to_be_visible()
    call.get_by_role("button", name="关闭").click()

    page.get_by_role("link", name="上门面访").first.click()
    page.get_by_role("button", name="不带位置签到").click()
    _go_on_to(page, "记录与下一步")
    page.get_by_role("button", name="下一步", exact=True).click(trial=True, timeout=2_000)
    expect(page.get_by_role("button", name="撤销")).to_be_visible()


def _go_on_to(page: Page, step: str) -> None:
    page.get_by_role("navigation", name="步骤").get_by_role("button", name=step).click()


def _booking_for_tomorrow(tablet: Desk, person: int) -> Locator:
    """The dialog in which an appointment is booked, tomorrow chosen."""
    page = tablet.open(f"/customers/{person}")
    page.get_by_role("button", name="约访").first.click()
    book = page.get_by_role("dialog", name=re.compile("^约访"))
    book.get_by_role("button", name="明天").click()
    return book
