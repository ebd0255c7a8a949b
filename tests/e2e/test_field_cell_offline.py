"""A specialist's cells without a network: what his tablet has of them, what he does there, and how it becomes one again."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from support.axe import faults
from support.browser_copy import copied_up_to_now, get
from support.browser_outbox import in_the_clear
from support.desk import Desk
from support.field_work import persons_of
from support.other_tiles import OtherTiles, other_tiles
from support.published import specialist_of_cell
from support.workplaces import TABLET, cells_with_calls, window

from .conftest import Application, serving

_REFUSED = """(address) => new Promise((done) => {
    document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective))
    void fetch(address, { mode: 'no-cors' }).then(() => done('answered'), () => undefined)
})"""

_OVERLAPS = """() => {
    const parts = [...document.querySelectorAll('header.bar :is(.button, output .badge)')]
    const places = parts.map((one) => one.getBoundingClientRect())
    return places.flatMap((one, index) => {
        const next = places[index + 1]
        return one.right > innerWidth + 1 || (next && one.right > next.left + 1) ? [Math.round(one.right)] : []
    })
}"""
"""What of the bar reaches beyond the page, or over what stands next."""


@pytest.fixture(scope="module")
def cell(at_work: Application) -> int:
    return cells_with_calls(at_work.database_url)[0][0]


@pytest.fixture
def tablet(browser: Browser, at_work: Application, cell: int) -> Iterator[Desk]:
    """The specialist of the cell."""
    with window(browser, at_work.address, specialist_of_cell(at_work.database_url, cell), TABLET) as desk:
        yield desk


def _with_its_copy(tablet: Desk, cell: int) -> Page:
    """A tablet that has all of its cell, and the program."""
    page = tablet.open("/today")
    expect(page.get_by_role("list", name="今日工作")).to_be_visible()
    copied_up_to_now(page, cell)
    # A program that is being kept when the network goes is not kept.
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    return page


def test_a_customer_is_found_seen_and_called_without_a_network_and_the_call_is_sent_later(
    tablet: Desk, at_work: Application, cell: int
) -> None:
    page = _with_its_copy(tablet, cell)
    person = persons_of(at_work.database_url, cell)[-1]
    docs = get(page, f"/sync/cells/{cell}")["customers"]
    (doc,) = (one for one in docs if one["customer_id"] == person)

    page.context.set_offline(True)
    page.get_by_role("navigation").get_by_role("link", name="找客户").click()
    field = page.get_by_role("searchbox")
    field.press_sequentially(doc["pinyin"][1])
    hits = page.get_by_role("list", name="找到的客户")
    expect(hits.get_by_role("link").first).to_contain_text("首字母")
    assert faults(page) == []
    field.fill(doc["mobile"][-8:])
    expect(hits.get_by_role("link")).to_have_count(1)
    # What was searched for stands there for who comes back, and lies nowhere in the browser.
    page.get_by_role("navigation").get_by_role("link", name="我的网格").click()
    page.get_by_role("navigation").get_by_role("link", name="找客户").click()
    expect(field).to_have_value(doc["mobile"][-8:])
    assert doc["mobile"][-8:] not in in_the_clear(page)
    field.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(doc["name_masked"])
    expect(page.get_by_role("banner")).to_contain_text("离线，资料截至")
    page.get_by_role("button", name="显示", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(doc["name"])
    page.get_by_role("button", name="电话").click()
    page.get_by_role("radio", name="已告知").check(force=True)
    page.get_by_role("button", name="记下结果").click()
    contacts = page.get_by_role("region", name="联系记录").get_by_role("listitem")
    expect(contacts.first).to_contain_text("待上传")
    expect(contacts.first).to_contain_text("已告知")
    assert faults(page) == []

    page.context.set_offline(False)
    expect(page.get_by_role("banner")).to_contain_text(re.compile("待上传 *0"))
    expect(contacts.first).not_to_contain_text("待上传")
    expect(page.get_by_role("banner")).not_to_contain_text("离线")
    copied_up_to_now(page, cell)
    sent = [
        one
        for one in get(page, f"/customers/{person}")["contacts"]
        if one["ours"] and one["result"] == "reached"
    ]
    assert len(sent) == 1

    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("banner")).to_contain_text("离线，资料截至")
    expect(contacts.first).to_contain_text("已告知")
    expect(contacts.first).not_to_contain_text("待上传")
    page.get_by_role("navigation").get_by_role("link", name="我的网格").click()
    expect(page.get_by_role("list", name="客户")).to_be_visible()
    assert faults(page) == []

    # A page that shows nothing of the copy does not go on saying that there is no network.
    page.get_by_role("link", name=re.compile("待上传")).click()
    expect(page.get_by_role("banner")).to_contain_text("离线，资料截至")
    page.context.set_offline(False)
    expect(page.get_by_role("banner")).not_to_contain_text("离线")


def test_the_mark_goes_with_the_network_s_return_whatever_a_page_that_was_left_still_asks_for(
    tablet: Desk, at_work: Application, cell: int
) -> None:
    page = _with_its_copy(tablet, cell)
    page.goto(f"{at_work.address}/customers/{persons_of(at_work.database_url, cell)[-2]}")
    page.context.set_offline(True)
    page.reload()
    mark = page.get_by_role("banner").get_by_text("离线，资料截至")
    expect(mark).to_be_visible()
    # Straight on: what the customer's page did not get is about to be tried again.
    page.get_by_role("link", name=re.compile("待上传")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("同步")
    expect(mark).to_be_visible()
    page.context.set_offline(False)
    # Long before the next round of the copy, which would take it away as well.
    expect(mark).to_have_count(0, timeout=15_000)


def test_a_page_that_was_open_when_the_network_went_shows_what_is_done_on_it(
    tablet: Desk, at_work: Application, cell: int
) -> None:
    page = _with_its_copy(tablet, cell)
    page.goto(f"{at_work.address}/customers/{persons_of(at_work.database_url, cell)[-2]}")
    agreed = page.get_by_role("region", name="约访")
    expect(agreed).to_contain_text("还没有约访")
    expect(page.get_by_role("banner")).not_to_contain_text("离线")
    page.context.set_offline(True)
    agreed.get_by_role("button", name=re.compile("^约访")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="明天").click()
    dialog.get_by_text("10:00", exact=True).click()
    dialog.get_by_role("button", name="约定").click()
    expect(agreed).to_contain_text("10:00")
    expect(agreed).to_contain_text("待上传")
    expect(page.get_by_role("banner")).to_contain_text("离线，资料截至")
    for width in (390, 590, 820):
        page.set_viewport_size({"width": width, "height": 1180})
        expect(page.get_by_text("离线，资料截至")).to_have_count(1)
        assert page.evaluate(_OVERLAPS) == [], f"the bar at {width} pixels"


def test_where_he_stands_is_shown_over_the_streets_of_another_source(
    browser: Browser, at_work: Application, cell: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    login = specialist_of_cell(at_work.database_url, cell)
    with other_tiles() as others:
        monkeypatch.setenv("GRIDWARD_TILES", f"{others.address}/{{z}}/{{x}}/{{y}}.png")
        monkeypatch.setenv("GRIDWARD_TILES_FRAME", "GCJ-02")
        monkeypatch.setenv("GRIDWARD_TILES_CREDIT", "高德地图")
        with (
            serving(at_work.database_url) as address,
            window(browser, address, login, TABLET) as tablet,
        ):
            _look_at_the_streets(tablet, others)
            _look_who_is_near(tablet, persons_of(at_work.database_url, cell)[0])
            # The content policy lets a page ask the source, and nobody else.
            assert tablet.page.evaluate(_REFUSED, f"{at_work.address}/healthz") == "connect-src"


def _look_at_the_streets(tablet: Desk, others: OtherTiles) -> None:
    page = tablet.open("/cell")
    card = page.get_by_role("region", name="我的网格地图")
    expect(card).to_contain_text("高德地图")
    tablet.map_is_drawn()
    assert others.asked

    page.get_by_role("button", name="我的位置").click()
    expect(page.get_by_text("没有定位权限")).to_be_visible()
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"longitude": 114.3, "latitude": 30.6, "accuracy": 30})
    page.get_by_role("button", name="我的位置").click()
    expect(page.get_by_text("误差约 30 m")).to_be_visible()
    assert faults(page) == []

    others.gives = False
    page.reload()
    tablet.map_is_drawn()
    expect(card).not_to_contain_text("高德地图")


def _look_who_is_near(tablet: Desk, person: int) -> None:
    page = tablet.open(f"/customers/{person}")
    page.get_by_role("button", name="看附近客户").click()
    expect(page.get_by_text("离他家由近到远")).to_be_visible()
    page.get_by_role("button", name="从我这里算").click()
    expect(page.get_by_text("离我由近到远，误差约 30 m")).to_be_visible()
    page.get_by_role("button", name="从他家算").click()
    expect(page.get_by_text("离他家由近到远")).to_be_visible()
