"""Somebody answers in the server's place: a guest network that wants a sign-in of its own, a proxy whose server is away. It
is as if there were no network."""

import re

from playwright.sync_api import Browser, expect

from support.between import between
from support.browser_copy import copied_up_to_now
from support.field_work import persons_of, rows
from support.published import specialist_of_cell
from support.workplaces import TABLET, cells_with_calls, window

from .conftest import Application

# What becomes of the program that is to be kept for days without a network; asked on a page in which it does not run.
_INSTALLED = """() => navigator.serviceWorker.register('/sw.js').then(({ installing }) => new Promise((done) =>
    installing.addEventListener('statechange', () => done(installing.state), { once: true })))"""


def test_work_goes_on_and_is_sent_when_the_server_answers_again(
    browser: Browser, at_work: Application
) -> None:
    url = at_work.database_url
    cell = cells_with_calls(url)[0][0]
    with (
        between(at_work.address) as network,
        window(browser, network.address, specialist_of_cell(url, cell), TABLET) as tablet,
    ):
        page = tablet.page
        page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        copied_up_to_now(page, cell)
        persons = persons_of(url, cell)[:3]
        for waiting, (status, person) in enumerate(zip((200, 403, 404), persons, strict=True), 1):
            network.answers = status
            tablet.open(f"/customers/{person}")
            page.get_by_role("button", name="电话").first.click()
            call = page.get_by_role("dialog", name=re.compile("^联系"))
            call.get_by_text("已告知").click()
            call.get_by_role("button", name="记下结果").click()
            expect(call).to_have_count(0)
            expect(page.get_by_role("banner")).to_contain_text(re.compile(f"待上传 *{waiting}"))
        tablet.open("/sync")
        region = page.get_by_role("region", name="待上传")
        expect(region.get_by_role("listitem")).to_have_count(3)
        region.get_by_role("button", name="立即上传").click()
        expect(region.get_by_role("button", name="立即上传")).to_be_enabled()
        expect(region.get_by_role("button", name="放弃")).to_have_count(0)

        network.answers = None
        region.get_by_role("button", name="立即上传").click()
        expect(page.get_by_role("banner")).to_contain_text(re.compile("待上传 *0"))
    told = "SELECT customer_id, state FROM field.operation WHERE customer_id = ANY(%s) ORDER BY customer_id"
    assert rows(url, told, persons) == [(person, "applied") for person in sorted(persons)]


def test_a_page_is_not_kept_in_place_of_a_part_of_the_program(browser: Browser, at_work: Application) -> None:
    with between(at_work.address) as network:
        for at, state in (("/app.webmanifest", "redundant"), ("/nothing", "installed")):
            network.answers, network.answers_at = 200, at
            page = browser.new_page()
            page.goto(f"{network.address}/mark.svg")
            assert page.evaluate(_INSTALLED) == state, at
            page.context.close()
