"""A customer and his specialist look at his cover together, and he answers to what is recommended after it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from gridward.identity.contract import Role
from support.axe import faults
from support.desk import Desk
from support.field_work import one, rows
from support.published import person_in, specialist_of_cell
from support.reviewed import make_known, make_met, qualify
from support.workplaces import DESK, TABLET, cells_with_calls, window

from .conftest import Application

_PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def cell(at_work: Application) -> int:
    """A cell with a specialist of its own, who has his licence."""
    cell_id, _ = cells_with_calls(at_work.database_url)[0]
    qualify(at_work.database_url, specialist_of_cell(at_work.database_url, cell_id), ["执业证"])
    return cell_id


@pytest.fixture(scope="module")
def person(at_work: Application, cell: int) -> int:
    """A customer of the cell who was met, of whom everything is known, without any cover."""
    found = person_in(at_work.database_url, cell)
    make_known(at_work.database_url, found)
    make_met(at_work.database_url, found)
    return found


@pytest.fixture(scope="module")
def tablet(browser: Browser, at_work: Application, cell: int) -> Iterator[Desk]:
    """The specialist with his tablet."""
    login = specialist_of_cell(at_work.database_url, cell)
    with window(browser, at_work.address, login, TABLET) as desk:
        yield desk


def _products(at_work: Application) -> list[str]:
    return [name for (name,) in rows(at_work.database_url, "SELECT name FROM book.product WHERE on_sale")]


def _agree(page: Page) -> None:
    group = page.get_by_role("button", name="客户同意：接受产品介绍和活动邀请")
    group.click()
    # It goes once what he said is stored; until then nothing waits either.
    expect(group).to_have_count(0)
    expect(page.get_by_role("banner")).to_contain_text("待上传 0")


def test_from_the_customer_to_the_answer(tablet: Desk, at_work: Application, person: int) -> None:
    page = tablet.page
    tablet.open(f"/customers/{person}")
    section = page.get_by_role("region", name="保单检视")
    expect(section).to_contain_text("缺口约 ¥1,750,000")
    section.get_by_role("link", name="一起检视").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("保单检视")
    gate = page.get_by_role("region", name="暂不可推荐")
    expect(gate).to_contain_text("客户同意接受产品介绍")
    expect(gate).to_contain_text("一年内与客户一起看过保单检视")
    assert not [name for name in _products(at_work) if name in page.content()]
    assert faults(page) == []

    gate.get_by_role("link", name="客户全景").click()
    _agree(page)
    tablet.open(f"/review/customer/{person}")
    page.get_by_role("button", name="已一起看过").click()
    expect(page.get_by_text("已记下：一起看过这份检视")).to_be_visible()

    offer = page.get_by_role("region", name="产品推荐")
    expect(offer.get_by_role("article")).to_contain_text("晨汐百万医疗保险")
    expect(offer.get_by_role("article")).to_contain_text("¥150")
    # Nothing is chosen for him.
    for choice in ("接受", "不接受", "以后再说"):
        button = offer.get_by_role("button", name=choice, exact=True)
        expect(button).to_have_attribute("aria-pressed", "false")
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 48
    expect(offer.get_by_role("button", name="记下答复")).to_have_count(0)
    assert faults(page) == []

    offer.get_by_role("button", name="接受", exact=True).click()
    expect(offer).to_contain_text("不收款也不出单")
    offer.get_by_role("button", name="记下答复").click()
    expect(page.get_by_text("已记下客户的答复")).to_be_visible()
    expect(page.get_by_role("list", name="以前的答复")).to_contain_text("接受")
    tablet.open(f"/customers/{person}")
    expect(page.get_by_role("main")).to_contain_text("推荐跟进")
    kept = "SELECT count(*) FROM recommendation.proposal WHERE customer_id = %s AND decision = 'accept'"
    assert one(at_work.database_url, kept, person) == 1


def test_before_the_first_contact_it_says_what_opens_it_and_leads_there(
    tablet: Desk, at_work: Application, cell: int, person: int
) -> None:
    page = tablet.page
    new = "SELECT min(customer_id) FROM engagement.care WHERE cell_id = %s AND first_contact_at IS NULL"
    tablet.open(f"/review/customer/{one(at_work.database_url, new, cell)}")
    closed = page.get_by_role("region", name="现在还不能检视")
    expect(closed).to_contain_text("先完成首次建联")
    expect(closed.get_by_role("link", name="客户全景")).to_be_visible()
    assert faults(page) == []
    closed.get_by_role("link", name="去办理").first.click()
    expect(page).to_have_url(re.compile("/visit/customer/"))


def test_without_a_network_it_waits_and_says_so(tablet: Desk, person: int) -> None:
    page = tablet.page
    tablet.open(f"/review/customer/{person}")
    button = page.get_by_role("button", name="已一起看过")
    expect(button).to_be_enabled()
    page.context.set_offline(True)
    button.click()
    expect(page.get_by_text("已保存在本机，待上传")).to_be_visible()
    expect(button).to_be_disabled()
    page.context.set_offline(False)
    expect(page.get_by_text("已记下：一起看过这份检视")).to_be_visible()


def test_on_a_telephone_nothing_is_cut_off(tablet: Desk, person: int) -> None:
    page = tablet.page
    page.set_viewport_size(_PHONE)
    tablet.open(f"/review/customer/{person}")
    expect(page.get_by_role("heading", name="养老保障")).to_be_visible()
    assert page.evaluate("document.querySelector('.page').scrollWidth <= innerWidth")
    assert faults(page) == []
    page.set_viewport_size(TABLET)


def test_the_paper_is_one_page_without_a_product(tablet: Desk, at_work: Application, person: int) -> None:
    page = tablet.page
    tablet.open(f"/review/customer/{person}")
    expect(page.get_by_role("heading", name="养老保障")).to_be_visible()
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    page.emulate_media(media="print")
    expect(page.get_by_role("region", name="暂不可推荐")).to_be_hidden()
    expect(page.get_by_role("heading", name="身故保障")).to_be_visible()
    page.emulate_media(media="screen")


def test_a_seat_sees_the_review_and_nothing_to_sell(
    browser: Browser, at_work: Application, person: int
) -> None:
    at_work.account("seat", Role.SEAT)
    with window(browser, at_work.address, "seat", DESK) as seat:
        seat.open(f"/review/customer/{person}")
        page = seat.page
        expect(page.get_by_role("heading", name="身故保障")).to_be_visible()
        expect(page.get_by_role("button", name="已一起看过")).to_have_count(0)
        expect(page.get_by_text("暂不可推荐")).to_have_count(0)
