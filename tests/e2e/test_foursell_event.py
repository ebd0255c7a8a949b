"""An event, written down by ops in the browser, talked about on the tablet, and counted again at the desk.

Each test makes the event that it needs.
"""

import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

import psycopg
import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from gridward.activities.contract import EventState
from gridward.identity.contract import Role
from gridward.kernel.clock import today
from support.apart import apart
from support.axe import look_at
from support.desk import Desk
from support.events import answer, ask, at, move_to, write_down
from support.field_work import persons_of
from support.published import cell_ids, specialist_of_cell
from support.workplaces import DESK, TABLET, window

from .conftest import Application

_CITY = 1
_PHONE = 390
_NUMBERS = count(1)

Guests = dict[int, int]
"""Who comes, by customer, with how many persons."""
Hold = Callable[..., tuple[UUID, str]]


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


@pytest.fixture
def hold(at_work: Application) -> Hold:
    """An event that is open for answers, its number and its title; others have other titles."""

    def make(guests: Guests | None = None, **more: Any) -> tuple[UUID, str]:
        url, title = at_work.database_url, f"亲子手工课{next(_NUMBERS)}"
        wanted = {"kind": "family_day", "title": title, "seats": 2, **more}
        event_id = apart(lambda: write_down(url, _CITY, EventState.OPEN, **wanted))
        for customer, persons in (guests or {}).items():
            apart(lambda who=customer, many=persons: answer(url, _CITY, event_id, who, many))  # type: ignore[misc]
        return event_id, title

    return make


def _cell(at_work: Application) -> int:
    return cell_ids(at_work.database_url)[0]


def _offer(tablet: Desk, customer: int, title: str) -> Locator:
    tablet.open(f"/events/customer/{customer}")
    return tablet.page.get_by_role("article", name=title, exact=True)


def _row(ops: Desk, title: str) -> Locator:
    ops.open("/events")
    return ops.page.get_by_role("row").filter(has=ops.page.get_by_role("link", name=title, exact=True))


def _titles(at_work: Application, title: str) -> int:
    with psycopg.connect(at_work.database_url) as connection:
        rows = connection.execute("SELECT count(*) FROM activities.event WHERE title = %s", [title])
        return int(rows.fetchone()[0])  # type: ignore[index]


def _look_at(page: Page) -> None:
    """Nothing is wrong with the page at its user's size, on a telephone, in either language and theme."""
    size = page.viewport_size
    assert size is not None
    for width in (_PHONE, size["width"]):
        page.set_viewport_size({"width": width, "height": size["height"]})
        look_at(page)


def test_ops_makes_an_event_with_the_keyboard_and_opens_it(ops: Desk, at_work: Application) -> None:
    title = f"书法课{next(_NUMBERS)}"
    ops.open("/events")
    page = ops.page
    expect(page.get_by_role("link", name=re.compile("新建活动"))).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="新建活动")).to_be_visible()
    expect(page.get_by_label("活动名称")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("请填写名称")).to_be_visible()
    _look_at(page)
    page.get_by_label("活动名称").fill(title)
    page.get_by_label("类型").select_option("family_day")
    page.get_by_label("地点").fill("社区活动室")
    page.get_by_label("名额").fill("2")
    page.get_by_role("button", name="亲子教育").click()
    # Twice at once: the answer takes a while.
    page.route("**/api/v1/cities/*/events", _slowly)
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.unroute("**/api/v1/cities/*/events")
    assert _titles(at_work, title) == 1
    expect(page.get_by_text("草稿")).to_be_visible()
    page.get_by_role("button", name="发布").click()
    expect(page.get_by_text("报名中", exact=True)).to_be_visible()


def _slowly(route: Route) -> None:
    time.sleep(0.3)
    route.continue_()


def test_what_ops_has_typed_is_there_again_after_a_reload(ops: Desk) -> None:
    page = ops.open("/events/new")
    page.get_by_label("活动名称").fill("写了一半的活动")
    page.get_by_label("名额").fill("77")
    page.reload()
    expect(page.get_by_label("活动名称")).to_have_value("写了一半的活动")
    expect(page.get_by_label("名额")).to_have_value("77")
    page.get_by_role("button", name="重新填写").click()
    expect(page.get_by_label("活动名称")).to_have_value("")
    page.reload()
    expect(page.get_by_label("名额")).to_have_value("20")


def test_two_who_change_an_event_see_what_the_other_one_did(
    browser: Browser, ops: Desk, at_work: Application, hold: Hold
) -> None:
    event_id, title = hold()
    at_work.account("chen", Role.ADMIN)
    page = ops.open(f"/events/{event_id}?edit=true")
    page.get_by_label("地点").fill("三楼会议室")
    page.get_by_label("名额").fill("5")
    with window(browser, at_work.address, "chen", DESK) as other:
        theirs = other.open(f"/events/{event_id}?edit=true")
        theirs.get_by_label("名额").fill("9")
        theirs.get_by_label("说明").fill("请带剪刀")
        theirs.keyboard.press("Control+Enter")
        expect(theirs.get_by_text("请带剪刀")).to_be_visible()
        expect(theirs.get_by_label("名额")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("对方填的是「9」，您填的是「5」")).to_be_visible()
    expect(page.get_by_text("改为「请带剪刀」")).to_be_visible()
    expect(page.get_by_label("地点")).to_have_value("三楼会议室")
    _look_at(page)
    page.get_by_role("button", name="保留我改的").click()
    expect(page.get_by_label("说明")).to_have_value("请带剪刀")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_label("名额")).to_have_count(0)
    expect(page.get_by_text("三楼会议室")).to_be_visible()
    expect(page.get_by_text("请带剪刀")).to_be_visible()
    expect(_row(ops, title).get_by_role("cell").nth(4)).to_have_text("5")


def test_a_specialist_invites_and_signs_up_until_the_seats_are_gone(
    tablet: Desk, people: list[int], hold: Hold
) -> None:
    _, title = hold()
    tablet.open(f"/customers/{people[0]}")
    page = tablet.page
    section = page.get_by_role("region", name=re.compile("客户活动"))
    section.get_by_role("link", name=re.compile("邀请和报名")).click()
    first = page.get_by_role("article", name=title, exact=True)
    first.get_by_role("button", name=re.compile("短信邀请")).click()
    expect(first).to_contain_text("短信邀请 20")
    first.get_by_role("button", name="多一人").click()
    first.get_by_role("button", name=re.compile("^报名")).click()
    expect(first).to_contain_text("已报名")
    _look_at(page)

    second = _offer(tablet, people[1], title)
    expect(page.get_by_text("现在不能发短信邀请")).to_be_visible()
    expect(page.get_by_text("客户还没有同意接收营销信息")).to_be_visible()
    expect(second.get_by_role("button", name=re.compile("短信邀请"))).to_have_count(0)
    second.get_by_role("button", name=re.compile("报名")).click()
    expect(second).to_contain_text("名额不足，客户已列入候补")

    third = _offer(tablet, people[2], title)
    third.get_by_role("button", name=re.compile("不参加")).click()
    expect(third.get_by_role("button", name=re.compile("不参加"))).to_have_count(0)
    expect(third).to_contain_text("不参加")


def test_a_seat_takes_down_what_he_answers_on_the_telephone(
    browser: Browser, at_work: Application, people: list[int], hold: Hold
) -> None:
    url = at_work.database_url
    event_id, title = hold()
    apart(lambda: ask(url, _CITY, event_id, people[4]))
    at_work.account("seat", Role.SEAT)
    with window(browser, at_work.address, "seat", DESK) as seat:
        page = seat.open(f"/customers/{people[4]}")
        event = page.get_by_role("article", name=title, exact=True)
        event.get_by_role("button", name="多一人").click()
        event.get_by_role("button", name=re.compile("^报名")).click()
        expect(event).to_contain_text("已报名")
        expect(event).to_contain_text("2 人")
        _look_at(page)
        event.get_by_role("button", name=re.compile("取消报名")).click()
        expect(event).to_contain_text("已取消报名")


def test_ops_sees_who_comes_and_has_it_as_a_file(ops: Desk, people: list[int], hold: Hold) -> None:
    _, title = hold({people[0]: 2, people[1]: 1})
    row = _row(ops, title)
    page = ops.page
    expect(row.get_by_role("cell").nth(5)).to_have_text("2")
    expect(row.get_by_role("cell").nth(6)).to_have_text("1")
    _look_at(page)
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("row").filter(has_text="已报名")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 CSV").click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) == 3 and all("*" in line for line in lines[1:])
    _look_at(page)


def test_ops_changes_the_room_after_the_last_day_for_answers(
    ops: Desk, at_work: Application, hold: Hold
) -> None:
    event_id, _ = hold()
    with psycopg.connect(at_work.database_url) as connection:
        connection.execute(
            "UPDATE activities.event SET answer_by = %s WHERE id = %s",
            [today() - timedelta(days=1), event_id],
        )
    page = ops.open(f"/events/{event_id}")
    page.get_by_role("button", name="编辑").click()
    page.get_by_label("地点").fill("三楼会议室")
    page.get_by_role("button", name=re.compile("^保存")).click()
    expect(page.get_by_label("地点")).to_have_count(0)
    expect(page.get_by_text("三楼会议室")).to_be_visible()


def test_who_waits_moves_up_when_a_seat_gets_free(tablet: Desk, people: list[int], hold: Hold) -> None:
    _, title = hold({people[0]: 2, people[1]: 1})
    first = _offer(tablet, people[0], title)
    first.get_by_role("button", name=re.compile("取消报名")).click()
    expect(first).to_contain_text("已取消报名")
    expect(_offer(tablet, people[1], title)).to_contain_text("已报名")


def test_what_is_answered_without_a_network_waits_and_is_sent(
    tablet: Desk, people: list[int], hold: Hold
) -> None:
    _, title = hold()
    offer = _offer(tablet, people[3], title)
    page = tablet.page
    sign_up = offer.get_by_role("button", name=re.compile("报名"))
    expect(sign_up).to_be_visible()
    page.context.set_offline(True)
    sign_up.click()
    expect(offer).to_contain_text("已保存在本机，待上传")
    expect(offer).not_to_contain_text("已报名")
    page.context.set_offline(False)
    expect(offer).to_contain_text("已报名")


def test_on_the_day_he_notes_who_came(
    tablet: Desk, ops: Desk, at_work: Application, people: list[int], hold: Hold
) -> None:
    event_id, title = hold({people[0]: 1, people[1]: 1})
    move_to(at_work.database_url, str(event_id), at(today(), 0))
    tablet.open("/today")
    page = tablet.page
    page.get_by_role("link", name="我的活动").click()
    expect(page.get_by_role("heading", name="今天")).to_be_visible()
    event = page.get_by_role("article", name=title, exact=True)
    event.get_by_role("button", name=re.compile("到场")).first.click()
    expect(event).to_contain_text("已到场")
    event.get_by_role("button", name=re.compile("未到")).last.click()
    expect(event).to_contain_text("未到场")
    _look_at(page)
    uninvited = _offer(tablet, people[2], title)
    uninvited.get_by_role("button", name=re.compile("到场")).click()
    expect(uninvited).to_contain_text("已到场")
    expect(_row(ops, title).get_by_role("cell").nth(7)).to_have_text("2")
