"""Somebody from ops asks how persistency comes about: another definition, by owner, down to a policy and its customer."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from support.desk import Desk
from support.workplaces import DESK, window

from .conftest import Application


@pytest.fixture
def ops(browser: Browser, at_work: Application) -> Iterator[Desk]:
    at_work.account("ops")
    with window(browser, at_work.address, "ops", DESK) as desk:
        yield desk


def test_a_figure_is_asked_for_told_apart_and_opened(ops: Desk) -> None:
    page = ops.page
    ops.open("/cockpit")
    page.get_by_role("link", name="全部口径、拆分和下载").click()
    expect(page.get_by_role("heading", name="13个月继续率", level=1)).to_be_visible()

    page.get_by_label("哪一年").select_option("2")
    page.get_by_label("和什么比").select_option("year_before")
    page.get_by_label("期间").select_option("rolling")
    page.get_by_text("自动垫交算收到", exact=True).first.click()
    expect(page.get_by_role("heading", name="25个月继续率", level=1)).to_be_visible()
    expect(
        page.get_by_text(re.compile("month=25 .*against=year_before .*apl=yes .*window=rolling"))
    ).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="上一年度按时收到的（环比）")).to_be_visible()

    owners = page.get_by_role("table", name=re.compile("拆分的继续率"))
    before = page.get_by_role("table", name="按业务员离职季度拆分的继续率")
    expect(before).to_contain_text("业务员在职")
    # Until other figures have come, those that are shown are called what they are.
    held: list[Route] = []

    def hold(asked: Route) -> None:
        held.append(asked)

    page.route(re.compile("/persistency/owners.*by=product"), hold)
    with page.expect_request(lambda asked: "by=product" in asked.url):
        page.get_by_label("按什么拆分").select_option("product")
    expect(page.get_by_label("按什么拆分")).to_have_value("product")
    expect(before).to_contain_text("业务员在职")
    held[0].continue_()
    expect(page.get_by_role("table", name="按险种拆分的继续率")).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="下载数字的 CSV").last.click()
    assert "against=year_before" in saved.value.path().read_text("utf-8-sig")

    row = owners.get_by_role("row").nth(1)
    product = row.get_by_role("link").first.inner_text()
    row.get_by_role("link").nth(1).click()
    expect(page.get_by_text("只看一个归属：险种")).to_be_visible()
    expect(page.get_by_label("结论")).to_have_value("paid")
    listed = page.get_by_role("table").get_by_role("row")
    expect(listed.nth(1)).to_contain_text(product)
    number = listed.nth(1).get_by_role("cell").first.inner_text()
    page.get_by_role("searchbox").fill(number)
    expect(listed).to_have_count(2)
    listed.nth(1).get_by_role("link").first.click()
    expect(page.get_by_role("main")).to_contain_text(number)
