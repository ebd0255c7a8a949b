"""What goes wrong with a tablet itself: its clock, its store, its session, its cell. Nothing is lost, nothing is twice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, Response, Route, expect

from support.browser_copy import copied_up_to_now, get, keeps_alone
from support.desk import PASSWORD, Desk
from support.field_work import days_ago, he_works, move, one, persons_of, rows
from support.published import cell_ids, specialist_of_cell
from support.workplaces import TABLET, cells_with_calls, window

from .conftest import Application

_PUSH = "**/api/v1/field/operations"
_DROP = """(name) => new Promise((done, failed) => {
    const dropping = indexedDB.deleteDatabase(name)
    dropping.onsuccess = () => done()
    dropping.onerror = () => failed(dropping.error)
})"""
# A newer version that is given up: whoever holds the database open loses his connection, and nothing else happens.
_TAKE_AWAY = """(name) => new Promise((done, failed) => {
    const opening = indexedDB.open(name, 9999)
    opening.onupgradeneeded = () => opening.transaction.abort()
    opening.onsuccess = () => failed(new Error('opened'))
    opening.onerror = () => done()
})"""


@dataclass(frozen=True)
class Field:
    """A specialist with his tablet, and the cells of the city, his own first."""

    desk: Desk
    url: str
    login: str
    other: str
    """Whoever works the second cell."""
    cells: list[int]

    @property
    def page(self) -> Page:
        """His tablet's page."""
        return self.desk.page

    def call(self, nth: int, page: Page | None = None) -> int:
        """Have reached a customer by telephone; the page is there already where there is no network."""
        person = persons_of(self.url, self.cells[0])[nth]
        at = page or self.page
        at.goto(f"{self.desk.address}/customers/{person}")
        at.get_by_role("button", name="电话").click()
        said = at.get_by_role("dialog")
        said.get_by_text("已告知").click()
        said.get_by_role("button", name="记下结果").click()
        expect(said).to_have_count(0)
        return person

    def calls(self, person: int) -> int:
        """How often he was called."""
        found: int = one(self.url, "SELECT count(*) FROM engagement.contact WHERE customer_id = %s", person)
        return found

    def elsewhere(self) -> Page:
        """Another tab of the browser in which the program does not run."""
        page = self.page.context.new_page()
        page.goto(f"{self.desk.address}/mark.svg")
        return page


@pytest.fixture(scope="module")
def field(browser: Browser, at_work: Application) -> Iterator[Field]:
    """He has signed in, and his tablet has the program and his cell."""
    url = at_work.database_url
    mine = cells_with_calls(url)[0][0]
    cells = [mine, *(cell for cell in cell_ids(url) if cell != mine)]
    login, other = specialist_of_cell(url, mine), specialist_of_cell(url, cells[1])
    with window(browser, at_work.address, login, TABLET) as desk:
        desk.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        copied_up_to_now(desk.page, mine)
        yield Field(desk, url, login, other, cells)


def _tells(answer: Response, many: int) -> bool:
    """Whether the server was told that so much waits."""
    return answer.url.endswith("/report") and f'"count":{many},' in (answer.request.post_data or "")


def _waiting(page: Page, many: int) -> None:
    expect(page.get_by_role("banner")).to_contain_text(re.compile(f"待上传 *{many}"))


def test_a_clock_that_is_wrong_is_said_and_what_was_done_by_it_is_set_right(
    field: Field, browser: Browser
) -> None:
    a_day_ahead = datetime.now(UTC) + timedelta(days=1)
    # All pages of a browser have one clock.
    with window(browser, field.desk.address, field.login, TABLET) as tablet:
        page = tablet.page
        for nth, (clock, said) in enumerate(
            [(a_day_ahead, "快 1 天"), (datetime(1970, 1, 3, tzinfo=UTC), "慢")]
        ):
            page.clock.set_fixed_time(clock)
            person = field.call(nth, page)
            _waiting(page, 0)
            expect(page.get_by_text(re.compile(f"本机时间比服务器{said}"))).to_be_visible()
            ((at, device_at, state),) = rows(
                field.url,
                "SELECT occurred_at, device_at, state FROM field.operation WHERE customer_id = %s",
                person,
            )
            assert (state, field.calls(person)) == ("applied", 1)
            assert max(abs(at - days_ago(0)), abs(device_at - clock)) < timedelta(minutes=5)


def test_a_connection_that_is_lost_and_a_server_that_fails_every_second_time_cost_nothing(
    field: Field,
) -> None:
    page, elsewhere, asked = field.page, field.elsewhere(), []

    def every_second(route: Route) -> None:
        asked.append(route)
        if len(asked) % 2:
            route.fulfill(status=500, body="no")
        else:
            route.continue_()

    page.route(_PUSH, every_second)
    persons = [field.call(2)]
    _waiting(page, 1)
    for name in ("gridward.outbox", "gridward.copy"):
        elsewhere.evaluate(_TAKE_AWAY, name)
    page.evaluate("dispatchEvent(new Event('online'))")
    _waiting(page, 0)
    elsewhere.evaluate(_TAKE_AWAY, "gridward.outbox")
    persons.append(field.call(3))
    elsewhere.evaluate(_TAKE_AWAY, "gridward.outbox")
    page.evaluate("dispatchEvent(new Event('online'))")
    _waiting(page, 0)
    page.unroute(_PUSH)
    elsewhere.close()
    assert [field.calls(person) for person in persons] == [1, 1]
    copied_up_to_now(page, field.cells[0])


def test_what_was_evicted_is_loaded_anew_or_missed_aloud(field: Field) -> None:
    page, elsewhere = field.page, field.elsewhere()
    page.route(_PUSH, lambda route: route.abort())
    with page.expect_response(lambda answer: _tells(answer, 1)):
        person = field.call(4)
    _waiting(page, 1)
    for name in ("gridward.outbox", "gridward.copy"):
        elsewhere.evaluate(_DROP, name)
    elsewhere.close()
    page.reload()
    expect(page.get_by_text("本机有 1 项还没有上传就不见了")).to_be_visible()
    _waiting(page, 0)
    page.unroute(_PUSH)
    copied_up_to_now(page, field.cells[0])
    assert (field.calls(person), one(field.url, "SELECT sum(missing) FROM identity.device")) == (0, 1)


def test_signed_out_elsewhere_all_waits_for_the_same_person_whoever_signs_in_between(field: Field) -> None:
    page = field.page
    page.context.set_offline(True)
    persons = [field.call(5), field.call(6)]
    _waiting(page, 2)
    rows(field.url, "UPDATE identity.session SET revoked_at = now() RETURNING id")
    page.context.set_offline(False)
    expect(page).to_have_url(re.compile("/sign-in"))
    expect(page.get_by_text(re.compile("还有 2 项没有上传"))).to_be_visible()

    field.desk.enter(PASSWORD, field.other)
    _waiting(page, 0)
    page.get_by_role("button", name="账号").click()
    page.get_by_role("menuitem", name="退出登录").click()
    expect(page.get_by_text(re.compile("其他账号没有上传的 2 项"))).to_be_visible()
    assert [field.calls(person) for person in persons] == [0, 0]

    field.desk.enter(PASSWORD, field.login)
    expect(page.get_by_role("button", name="账号")).to_be_visible()
    _waiting(page, 0)
    assert [field.calls(person) for person in persons] == [1, 1]


def test_moved_to_another_cell_while_offline_for_days_his_work_arrives_and_his_tablet_has_the_new_one(
    field: Field,
) -> None:
    old, second, new = field.cells[:3]
    page = field.page
    page.context.set_offline(True)
    persons = []
    for nth, days in enumerate((2.0, 1.5, 1.0)):
        page.clock.set_fixed_time(days_ago(days))
        persons.append(field.call(7 + nth))
    _waiting(page, 3)
    move(field.url, persons[0], second)
    he_works(field.url, old, new)
    page.clock.set_fixed_time(days_ago(0))
    page.context.set_offline(False)
    _waiting(page, 0)
    sent = rows(
        field.url,
        """SELECT o.state, o.cell_id, a.login FROM field.operation o JOIN identity.account a ON a.id = o.account_id
           WHERE o.customer_id = ANY(%s)""",
        persons,
    )
    assert sent == [("forwarded", old, field.login)] * 3
    assert [field.calls(person) for person in persons] == [1, 1, 1]

    page.goto(f"{field.desk.address}/cell")
    copied_up_to_now(page, new)
    keeps_alone(page, new)
    many = len(get(page, f"/field/cell/{new}")["customers"])
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("banner")).to_contain_text("离线，资料截至")
    expect(page.get_by_role("list", name="客户")).to_be_visible()
    assert many == len(persons_of(field.url, new))
