"""Trained models in the browser: ordered, shown with their checks, approved, put in force, and back to the card."""

import psycopg
from playwright.sync_api import Browser, expect

from gridward.renewal.public import train_model
from support.axe import look_at
from support.workplaces import DESK, window

from .conftest import Application


def test_ops_train_approve_and_use_a_model_and_go_back(browser: Browser, at_work: Application) -> None:
    at_work.account("ops")
    with window(browser, at_work.address, "ops", DESK) as desk:
        page = desk.page
        page.get_by_role("navigation", name="主导航").get_by_role("link", name="失效风险").click()
        page.get_by_role("link", name="模型").click()
        expect(page.get_by_text("还没有训练过模型")).to_be_visible()
        page.get_by_role("button", name="训练模型").click()
        expect(page.get_by_text("训练中", exact=True)).to_be_visible()
        train_model(at_work.database_url, 1)
        expect(page.get_by_role("table", name="检验 1")).to_be_visible(timeout=20_000)
        look_at(page)

        # Whether a made city passes is by lot: what follows is what a model that passes is shown with.
        with psycopg.connect(at_work.database_url) as connection:
            connection.execute(
                "UPDATE renewal.risk_model SET figures = jsonb_set(figures, '{opens}', 'true')"
            )
        page.reload()
        page.get_by_role("button", name="批准").click()
        page.get_by_role("button", name="启用…").click()
        page.get_by_label("为什么").fill("三个月都更准")
        page.get_by_role("dialog").get_by_role("button", name="启用", exact=True).click()
        expect(page.get_by_role("region", name="启用模型的记录")).to_contain_text("三个月都更准")
        expect(page.get_by_text("已启用模型 1。")).to_be_visible()

        page.get_by_role("button", name="改回评分卡…").click()
        page.get_by_label("为什么").fill("试用结束")
        page.get_by_role("dialog").get_by_role("button", name="启用", exact=True).click()
        expect(
            page.get_by_role("region", name="启用模型的记录").get_by_role("listitem").first
        ).to_contain_text("试用结束")
