"""An event, written down by ops in the browser, talked about on the tablet, and counted again at the desk."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta

import psycopg
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from gridward.kernel.clock import POLICY_ZONE, today
from support.axe import look_at
from support.desk import Desk
from support.field_work import persons_of
from support.published import cell_ids, specialist_of_cell
from support.workplaces import DESK, TABLET, window

from .conftest import Application

_TITLE = "亲子手工课"
_PHONE = 390


@pytest.fixture(scope="module")
def ops(browser: Browser, at_work: Application) -> Iterator[Desk]:
    at_work.account("ops")
    with window(browser, at_work.address, "ops", DESK) as desk:
        yield desk


@pytest.fixture(scope="module")
def tablet(browser: Browser, at_work: Application) -> Iterator[Desk]:
    """The specialist of the first cell."""
    login = specialist_of_cell(at_work.database_url, _cell(at_work))
    with window(browser, at_work.address, login, TABLET) as desk:
        yield desk


@pytest.fixture(scope="module")
def people(at_work: Application) -> list[int]:
    """Customers of his cell; the first agreed to be told of events, and nobody asked not to be called."""
    found = persons_of(at_work.database_url, _cell(at_work))
    with psycopg.connect(at_work.database_url) as connection:
        connection.execute("UPDATE book.customer SET do_not_call = false")
        connection.execute(
            """INSERT INTO engagement.consent (id, city_id, customer_id, purpose, given, how, at, account_id)
               VALUES (gen_random_uuid(), 1, %s, 'marketing', true, 'phone', now() - interval '1 hour',
                   gen_random_uuid())""",
            [found[0]],
        )
    return found


def _cell(at_work: Application) -> int:
    return cell_ids(at_work.database_url)[0]


def _event(page: Page) -> Locator:
    return page.get_by_role("article", name=_TITLE)


def _offer(tablet: Desk, customer: int) -> Locator:
    tablet.open(f"/events/customer/{customer}")
    return _event(tablet.page)


def _look_at(page: Page) -> None:
    """Nothing is wrong with the page at its user's size, on a telephone, in either language and theme."""
    size = page.viewport_size
    assert size is not None
    for width in (_PHONE, size["width"]):
        page.set_viewport_size({"width": width, "height": size["height"]})
        look_at(page)


def test_ops_makes_an_event_with_the_keyboard_and_opens_it(ops: Desk) -> None:
    ops.open("/events")
    page = ops.page
    expect(page.get_by_role("heading", name="还没有客户活动")).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="新建活动")).to_be_visible()
    expect(page.get_by_label("活动名称")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("请填写名称")).to_be_visible()
    _look_at(page)
    page.get_by_label("活动名称").fill(_TITLE)
    page.get_by_label("类型").select_option("family_day")
    page.get_by_label("地点").fill("社区活动室")
    page.get_by_label("名额").fill("2")
    page.get_by_role("button", name="亲子教育").click()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name=_TITLE)).to_be_visible()
    expect(page.get_by_text("草稿")).to_be_visible()
    page.get_by_role("button", name="发布").click()
    expect(page.get_by_text("报名中", exact=True)).to_be_visible()


def test_a_specialist_invites_and_signs_up_until_the_seats_are_gone(tablet: Desk, people: list[int]) -> None:
    tablet.open(f"/customers/{people[0]}")
    page = tablet.page
    section = page.get_by_role("region", name=re.compile("客户活动"))
    expect(section).to_contain_text(_TITLE)
    section.get_by_role("link", name=re.compile("邀请和报名")).click()
    first = _event(page)
    first.get_by_role("button", name=re.compile("短信邀请")).click()
    expect(first).to_contain_text("短信邀请 20")
    first.get_by_role("button", name="多一人").click()
    first.get_by_role("button", name=re.compile("^报名")).click()
    expect(first).to_contain_text("已报名")
    _look_at(page)

    second = _offer(tablet, people[1])
    expect(page.get_by_text("现在不能发短信邀请")).to_be_visible()
    expect(page.get_by_text("客户还没有同意接收营销信息")).to_be_visible()
    expect(second.get_by_role("button", name=re.compile("短信邀请"))).to_have_count(0)
    second.get_by_role("button", name=re.compile("报名")).click()
    expect(second).to_contain_text("名额不足，客户已列入候补")

    third = _offer(tablet, people[2])
    third.get_by_role("button", name=re.compile("不参加")).click()
    expect(third.get_by_role("button", name=re.compile("不参加"))).to_have_count(0)
    expect(third).to_contain_text("不参加")


def test_ops_sees_who_comes_and_has_it_as_a_file(ops: Desk) -> None:
    ops.open("/events")
    page = ops.page
    row = page.get_by_role("row").filter(has_text=_TITLE)
    expect(row.get_by_role("cell").nth(5)).to_have_text("2")
    expect(row.get_by_role("cell").nth(6)).to_have_text("1")
    _look_at(page)
    page.get_by_role("link", name=_TITLE).click()
    expect(page.get_by_role("row").filter(has_text="已报名")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 CSV").click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) == 4 and all("*" in line for line in lines[1:])
    _look_at(page)


def test_ops_changes_the_room_after_the_last_day_for_answers(ops: Desk, at_work: Application) -> None:
    with psycopg.connect(at_work.database_url) as connection:
        (answer_by,) = connection.execute("SELECT answer_by FROM activities.event").fetchone() or ()
        connection.execute("UPDATE activities.event SET answer_by = %s", [today() - timedelta(days=1)])
    ops.open("/events")
    page = ops.page
    page.get_by_role("link", name=_TITLE).click()
    page.get_by_role("button", name="编辑").click()
    page.get_by_label("地点").fill("三楼会议室")
    page.get_by_role("button", name=re.compile("^保存")).click()
    expect(page.get_by_label("地点")).to_have_count(0)
    expect(page.get_by_text("三楼会议室")).to_be_visible()
    with psycopg.connect(at_work.database_url) as connection:
        connection.execute("UPDATE activities.event SET answer_by = %s", [answer_by])


def test_who_waits_moves_up_when_a_seat_gets_free(tablet: Desk, people: list[int]) -> None:
    first = _offer(tablet, people[0])
    first.get_by_role("button", name=re.compile("取消报名")).click()
    expect(first).to_contain_text("已取消报名")
    expect(_offer(tablet, people[1])).to_contain_text("已报名")


def test_what_is_answered_without_a_network_waits_and_is_sent(tablet: Desk, people: list[int]) -> None:
    offer = _offer(tablet, people[3])
    page = tablet.page
    sign_up = offer.get_by_role("button", name=re.compile("报名"))
    expect(sign_up).to_be_visible()
    page.context.set_offline(True)
    sign_up.click()
    expect(offer).to_contain_text("已记在本机，待上传")
    expect(offer).not_to_contain_text("已报名")
    page.context.set_offline(False)
    expect(offer).to_contain_text("已报名")


def test_on_the_day_he_notes_who_came(
    tablet: Desk, ops: Desk, at_work: Application, people: list[int]
) -> None:
    with psycopg.connect(at_work.database_url) as connection:
        begins = datetime.combine(today(), time(0), POLICY_ZONE)
        connection.execute(
            "UPDATE activities.event SET starts_at = %s, ends_at = %s",
            [begins, begins + timedelta(hours=23, minutes=59)],
        )
    tablet.open("/today")
    page = tablet.page
    page.get_by_role("link", name="我的活动").click()
    expect(page.get_by_role("heading", name="今天")).to_be_visible()
    event = _event(page)
    event.get_by_role("button", name=re.compile("到场")).first.click()
    expect(event).to_contain_text("已到场")
    event.get_by_role("button", name=re.compile("未到")).last.click()
    expect(event).to_contain_text("未到场")
    _look_at(page)
    ops.open("/events")
    row = ops.page.get_by_role("row").filter(has_text=_TITLE)
    expect(row.get_by_role("cell").nth(7)).to_have_text("1")
