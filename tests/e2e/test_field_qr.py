"""At the door of an event without a network: whose code it is, that nobody comes twice, and that it arrives."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from gridward.activities.contract import EventState
from gridward.kernel.clock import today
from support.apart import apart
from support.axe import faults, look_at
from support.desk import Desk
from support.events import answer, answer_of, at, move_to, write_down
from support.field_work import persons_of
from support.published import cell_ids, specialist_of_cell
from support.workplaces import DESK, TABLET, window

from .conftest import Application

_CITY = 1
_KEPT = """async () => {
    const asked = (request) => new Promise((done, failed) => {
        request.onsuccess = () => done(request.result)
        request.onerror = () => failed(request.error)
    })
    const late = Date.now() + 30_000
    const isThere = async () => {
        if (!(await indexedDB.databases()).some((one) => one.name === 'gridward.copy')) return false
        const db = await asked(indexedDB.open('gridward.copy'))
        try {
            return (await asked(db.transaction('answers').objectStore('answers').count())) > 0
        } finally {
            db.close()
        }
    }
    while (!(await isThere())) {
        if (Date.now() > late) throw new Error('the list of guests was never kept')
        await new Promise((soon) => setTimeout(soon, 100))
    }
}"""


@pytest.fixture(scope="module")
def cell(at_work: Application) -> int:
    return cell_ids(at_work.database_url)[0]


@pytest.fixture
def tablet(browser: Browser, at_work: Application, cell: int) -> Iterator[Desk]:
    """The specialist of the cell."""
    with window(browser, at_work.address, specialist_of_cell(at_work.database_url, cell), TABLET) as desk:
        yield desk


@pytest.fixture
def event(at_work: Application, cell: int) -> str:
    """An event of today to which two of his customers come, with three persons; the first comes to another one as well."""
    url, people = at_work.database_url, persons_of(at_work.database_url, cell)
    events = [
        apart(lambda named=title: write_down(url, _CITY, EventState.OPEN, title=named, seats=9))  # type: ignore[misc]
        for title in ("健康讲座", "家庭日")
    ]
    for found, customer, persons in ((0, people[0], 2), (0, people[1], 1), (1, people[0], 1)):
        apart(lambda who=(events[found], customer, persons): answer(url, _CITY, *who))  # type: ignore[misc]
    for found in events:
        move_to(url, str(found), at(today(), 0) + timedelta(minutes=1))
    return str(events[0])


def test_guests_are_checked_in_by_their_codes_without_a_network_and_once(
    browser: Browser, at_work: Application, cell: int, event: str, tablet: Desk
) -> None:
    at_work.account("ops")
    with window(browser, at_work.address, "ops", DESK) as desk:
        desk.open(f"/events/{event}").get_by_role("link", name="打印签到码").click()
        expect(desk.page.get_by_role("list", name="签到码").get_by_role("img")).to_have_count(2)
        look_at(desk.page)

    page = tablet.open("/my-events")
    mine = page.request.get(f"{at_work.address}/api/v1/my-events").json()["items"]
    (here,) = (one for one in mine if one["event_id"] == event)
    (elsewhere,) = (one for one in mine if one["event_id"] != event)
    first = persons_of(at_work.database_url, cell)[0]
    (code,) = (one["code"] for one in here["guests"] if one["customer_id"] == first)
    card = page.get_by_role("article", name="健康讲座")
    card.get_by_role("button", name=re.compile("签到码")).first.click()
    expect(page.get_by_role("dialog").get_by_role("img", name="签到二维码")).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_focused()
    page.keyboard.press("Escape")
    page.evaluate(_KEPT)
    # A program that is being kept when the network goes is not kept.
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    page.context.set_offline(True)

    card.get_by_role("link", name=re.compile("到门口签到")).click()
    expect(page.get_by_role("heading", name="已到 0 人，共 3 人")).to_be_visible()
    page.get_by_role("button", name="扫签到码").click()
    expect(page.get_by_text(re.compile("没有相机权限|没有可用的相机"))).to_be_visible()
    assert faults(page) == []

    def shows(typed: str, what: str) -> None:
        page.get_by_label("签到码").fill(typed)
        page.get_by_label("签到码").press("Enter")
        expect(page.locator(".door-verdict")).to_have_text(what)

    shows(code.lower(), "欢迎，已签到")
    expect(page.get_by_text("已保存在本机，待上传")).to_be_visible()
    assert faults(page) == []
    shows(code, "已经签到过了")
    shows(elsewhere["guests"][0]["code"], "这是「家庭日」的签到码")
    shows(here["code"] + "00000000", "名单里没有这个签到码")
    page.reload()
    expect(page.get_by_role("heading", name="已到 2 人，共 3 人")).to_be_visible()

    page.context.set_offline(False)
    expect(page.get_by_role("banner")).to_contain_text(re.compile("待上传 *0"))
    expect(page.get_by_role("heading", name="已到 2 人，共 3 人")).to_be_visible()
    assert answer_of(at_work.database_url, event, first) == ("attended", 2)
