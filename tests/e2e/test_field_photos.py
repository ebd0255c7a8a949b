"""Photos on a tablet: kept before anything can be lost, sent in pieces when there is a network."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright, expect

from support.between import between
from support.pictures import picture
from support.published import lead_of_cell, specialist_of_cell
from support.tablets import kill, tablet_in, tablet_on_a_visit
from support.workplaces import DESK, cells_with_calls, window

from .conftest import Application

_KEPT = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open('gridward.outbox')
  opening.onerror = () => reject(opening.error)
  opening.onsuccess = () => {
    const all = opening.result.transaction('photos').objectStore('photos').getAll()
    all.onsuccess = () => {
      opening.result.close()
      resolve(all.result.some(({ sha256, size }) => sha256 && size > 300_000))
    }
  }
})"""


def _sign(page: Page) -> None:
    page.get_by_role("button", name="请客户确认").click()
    pad = page.get_by_label("签名处").bounding_box()
    assert pad
    page.mouse.move(pad["x"] + 60, pad["y"] + 40)
    page.mouse.down()
    page.mouse.move(pad["x"] + 300, pad["y"] + 80, steps=4)
    page.mouse.up()
    page.get_by_role("dialog").get_by_role("button", name="完成").dblclick()
    expect(page.get_by_text("客户已签名")).to_be_visible()


def test_a_photo_survives_a_killed_browser_and_goes_on_where_it_was_cut(
    playwright: Playwright,
    browser: Browser,
    browser_type_launch_args: dict[str, Any],
    at_work: Application,
    tmp_path: Path,
) -> None:
    cell_id, _ = cells_with_calls(at_work.database_url)[0]
    login = specialist_of_cell(at_work.database_url, cell_id)
    photo = {"name": "card.png", "mimeType": "image/png", "buffer": picture(1700, 600)}
    with between(at_work.address) as network:
        with tablet_on_a_visit(
            playwright, browser_type_launch_args, tmp_path, network.address, login
        ) as page:
            page.context.set_offline(True)
            page.get_by_role("button", name="已见面告知").click()
            page.locator("input[type=file]").set_input_files(photo)
            expect(page.get_by_text("已存在本机")).to_be_visible()
            page.wait_for_function(_KEPT)
            visit = page.url
            kill(page.context, tmp_path)
        with tablet_in(playwright, browser_type_launch_args, tmp_path) as context:
            page = context.pages[0]
            context.set_offline(True)
            page.goto(visit)
            expect(page.get_by_role("img", name=re.compile("拍的照片"))).to_be_visible()
            page.get_by_role("button", name="下一步", exact=True).click()
            _sign(page)
            page.get_by_role("button", name="保存面访").click()
            expect(page.get_by_text("还有 2 张照片在本机")).to_be_visible()

            network.pieces_pass = 1
            context.set_offline(False)
            expect(page.get_by_text("已上传，面访已生效")).to_be_visible()
            page.get_by_role("link", name=re.compile("待上传")).click()
            photos = page.get_by_role("region", name="待上传的照片")
            expect(photos.get_by_text(re.compile("已传"))).to_be_visible()
            network.pieces_pass = None
            expect(photos).to_have_count(0)
            expect(page.get_by_role("banner")).to_contain_text("待上传 0")
            received = page.get_by_role("region", name="最近上传")
            customer = received.get_by_role("link", name="面访结果").get_attribute("href")
    assert len(network.pieces) == len(set(network.pieces)) > 1
    lead = lead_of_cell(at_work.database_url, cell_id)
    with window(browser, at_work.address, lead, DESK) as supervisor:
        page = supervisor.open(customer or "")
        shown = page.get_by_role("region", name="照片和材料")
        expect(shown.get_by_role("button", name=re.compile("^打开：客户签名"))).to_be_visible()
        for small in shown.locator("img").all():
            expect(small).to_have_js_property("naturalWidth", 160)
        shown.get_by_role("button", name=re.compile("^打开：上门面访")).click()
        whole = page.get_by_role("dialog").get_by_role("img")
        expect(whole).to_have_js_property("naturalWidth", 1600)
