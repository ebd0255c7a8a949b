"""A visit before and after it is saved: what it will keep is named, and for ten seconds one tap takes it back."""

import re

from playwright.sync_api import Browser, expect

from support.field_work import persons_of, rows
from support.pictures import picture
from support.published import specialist_of_cell
from support.workplaces import TABLET, cells_with_calls, window

from .conftest import Application


def test_a_summary_names_its_photos_and_a_saved_visit_is_taken_back_and_saved_anew(
    browser: Browser, at_work: Application
) -> None:
    url = at_work.database_url
    cell, _ = cells_with_calls(url)[0]
    person = persons_of(url, cell)[-1]
    visits = "SELECT outcome, cardinality(attachments) FROM field.visit WHERE customer_id = %s"
    photo = {"name": "door.png", "mimeType": "image/png", "buffer": picture(400, 300)}
    with window(browser, at_work.address, specialist_of_cell(url, cell), TABLET) as tablet:
        page = tablet.open(f"/visit/customer/{person}")
        page.get_by_role("button", name="不带位置签到").click()
        page.get_by_role("button", name="其他结果").click()
        page.get_by_role("button", name="已见面告知").click()
        page.get_by_role("textbox", name=re.compile("记录")).fill("门口见到本人")
        page.locator("input[type=file]").set_input_files(photo)
        expect(page.get_by_text("已存在本机")).to_be_visible()
        page.get_by_role("button", name="下一步", exact=True).click()
        photos = page.locator(".summary-line").filter(has_text="照片")
        expect(photos).to_contain_text("1 张")
        expect(photos.get_by_role("img", name=re.compile("拍的照片"))).to_be_visible()

        page.get_by_role("button", name="保存面访").click()
        expect(page.get_by_text("已上传，面访已生效")).to_be_visible()
        # The server has the photo as well, and this device no more.
        expect(page.get_by_role("banner")).to_contain_text(re.compile("待上传 *0"))
        page.get_by_role("button", name="撤销").click()
        expect(page.get_by_text("门口见到本人")).to_be_visible()
        expect(photos).to_contain_text("1 张")
        expect(page.get_by_role("banner")).to_contain_text(re.compile("待上传 *0"))
        assert rows(url, visits, person) == [(None, 0)]

        page.get_by_role("button", name="保存面访").click()
        expect(page.get_by_text("已上传，面访已生效")).to_be_visible()
        expect(page.get_by_role("banner")).to_contain_text(re.compile("待上传 *0"))
    assert rows(url, visits, person) == [("informed", 1)]
