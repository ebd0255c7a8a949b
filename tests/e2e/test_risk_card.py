"""The risk of a lapse in the browser: the points card from a copy to force and back, and whom it is worth to contact."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from support.axe import look_at
from support.days import one
from support.workplaces import DESK, window

from .conftest import Application


def test_ops_edit_a_card_see_what_it_changes_and_put_it_in_force(
    browser: Browser, at_work: Application, tmp_path: Path
) -> None:
    at_work.account("ops")
    with window(browser, at_work.address, "ops", DESK) as desk:
        page = desk.page
        page.get_by_role("navigation", name="主导航").get_by_role("link", name="失效风险").click()
        expect(page.get_by_role("heading", name="标准评分卡 v2")).to_be_visible()
        page.get_by_role("button", name="复制为草稿").click()
        expect(page).to_have_url(re.compile("card=own-1"))
        limit = page.get_by_label("到期后天数：第 2 段上限")
        limit.fill("0")
        page.keyboard.press("Control+Enter")
        # A mistake is kept and said beside its line; it has to be mended before there are effects.
        expect(page.get_by_text("上限应大于上一段的 1.00")).to_be_visible()
        expect(page.get_by_text("改正 1 处错误后，这里显示影响。")).to_be_visible()
        limit.fill("4")
        page.get_by_label("投保人年龄，70 及以上：分值").fill("60")
        page.get_by_label("名称").fill("看年龄")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_text("已保存", exact=True)).to_be_visible()
        effects = page.get_by_role("region", name="启用后会改变什么")
        expect(effects.get_by_role("row").filter(has_text="投保人年龄").first).to_be_visible()
        expect(effects.get_by_role("table", name="变化最大的应收").get_by_role("link").first).to_be_visible()
        look_at(page)

        with page.expect_download() as exported:
            page.get_by_role("button", name="导出 TOML").click()
        assert "points-card" in exported.value.suggested_filename
        text = Path(exported.value.path()).read_text("utf-8")

        page.get_by_role("button", name="启用…").click()
        page.get_by_label("为什么启用").fill("夏季试行")
        page.get_by_role("dialog").get_by_role("button", name="启用", exact=True).click()
        expect(page.get_by_text("已启用「看年龄」，应收清单正在重新评分。")).to_be_visible()
        expect(page.get_by_role("region", name="启用记录")).to_contain_text("夏季试行")

        file = tmp_path / "外来.toml"
        file.write_text(text.replace("scale = 0.05", "scale = -1"), "utf-8")
        _import(page, file)
        refused = page.get_by_role("dialog")
        expect(refused).to_contain_text("每分的权重应大于 0")
        # Keys reach it once it has the focus, some milliseconds after it is seen.
        expect(refused).to_be_focused()
        page.keyboard.press("Escape")
        file.write_text(text, "utf-8")
        _import(page, file)
        expect(page.get_by_role("heading", name="外来")).to_be_visible()

        page.get_by_role("link", name="标准评分卡 v2").click()
        page.get_by_role("button", name="换回这张…").click()
        page.get_by_label("为什么启用").fill("试行结束")
        page.get_by_role("dialog").get_by_role("button", name="启用", exact=True).click()
        expect(page.get_by_role("region", name="启用记录").get_by_role("listitem").first).to_contain_text(
            "试行结束"
        )


def test_ops_see_what_contacts_bring_and_why_somebody_was_contacted(
    browser: Browser, at_work: Application
) -> None:
    at_work.account("ops")
    with window(browser, at_work.address, "ops", DESK) as desk:
        page = desk.open("/risk/card")
        page.get_by_role("navigation", name="失效风险").get_by_role("link", name="联系谁").click()
        rates = page.get_by_role("table", name="挽回率一览")
        # Nothing is closed yet: all of it is marked as assumed.
        expect(rates.get_by_role("row").filter(has_text="上门")).to_contain_text("假设")
        expect(page.get_by_text("满期的应缴还太少，不能说联系带来了多少。")).to_be_visible()
        expect(page.get_by_role("table", name="最近的决定一览")).to_contain_text("期望价值最高")
        look_at(page)
        decision = one(
            at_work.database_url,
            "SELECT customer_id FROM renewal.decision WHERE action <> 'none' ORDER BY id LIMIT 1",
        )
        page = desk.open(f"/customers/{decision['customer_id']}")
        why = page.get_by_role("region", name=re.compile("为什么联系、为什么不联系"))
        why.locator("summary").first.focus()
        page.keyboard.press("Enter")
        expect(why).to_contain_text("失效概率")
        expect(why).to_contain_text("挽回率")


def _import(page: Page, file: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="导入 TOML").click()
    chooser.value.set_files(file)
