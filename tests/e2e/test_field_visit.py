"""A visit before and after it is saved: what it will keep is named, what keeps it is in sight, and for ten seconds one tap
takes it back."""

import re

from playwright.sync_api import Browser, expect

from support.field_work import persons_of, rows
from support.pictures import picture
from support.published import specialist_of_cell
from support.workplaces import TABLET, cells_with_calls, window

from .conftest import Application

_HELD = [TABLET, {"width": 820, "height": 1180}, {"width": 390, "height": 844}]


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


def test_what_ends_a_visit_is_in_sight_in_both_languages_however_the_tablet_is_held(
    browser: Browser, at_work: Application
) -> None:
    url = at_work.database_url
    cell, _ = cells_with_calls(url)[0]
    with window(browser, at_work.address, specialist_of_cell(url, cell), TABLET) as tablet:
        page = tablet.open(f"/visit/customer/{persons_of(url, cell)[0]}")
        page.get_by_role("button", name="不带位置签到").click()
        page.get_by_role("button", name="其他结果").click()
        page.get_by_role("navigation", name="步骤").get_by_role("button", name="保存").click()
        lacks = page.get_by_text("还差一步")
        for size in _HELD:
            page.set_viewport_size(size)
            expect(lacks).to_be_in_viewport(ratio=1)
        page.get_by_role("button", name="去填写").click()
        page.get_by_role("button", name="已见面告知").click()
        page.get_by_role("textbox", name=re.compile("记录")).fill("门口见到本人")
        page.get_by_role("button", name="下一步", exact=True).click()
        for language, save in (("中文", "保存面访"), ("English", "Save the visit")):
            if language == "English":
                page.get_by_role("button", name=language).click()
            for size in _HELD:
                page.set_viewport_size(size)
                expect(page.get_by_role("button", name=save)).to_be_in_viewport(ratio=1)
                # Beside its button, the words of what a customer acknowledges do not stand in a narrow column.
                widths = page.locator(".acknowledged").evaluate(
                    "card => [card.querySelector('p').clientWidth, card.clientWidth, card.scrollWidth]"
                )
                assert widths[0] >= min(300, widths[1] - 40) and widths[1] == widths[2], (language, size)
        page.get_by_role("button", name="中文").click()
        expect(page.get_by_role("button", name="保存面访")).to_be_visible()
