"""A key for QGIS: made in the browser, read with, withdrawn."""

import httpx2 as httpx
import pytest
from playwright.sync_api import Page, expect

from support.axe import faults, look_at
from support.desk import Desk
from support.published import publish

from .conftest import Application


@pytest.fixture(scope="module", autouse=True)
def _cells(application: Application) -> None:
    publish(application.database_url, 3)


def test_a_key_is_made_read_with_and_withdrawn(ops: Page, desk: Desk) -> None:
    desk.open("/grid")
    look_at(ops)
    ops.get_by_role("button", name="导出").click()
    ops.get_by_role("menuitem", name="连接 QGIS").click()
    dialog = ops.get_by_role("dialog", name="连接 QGIS")
    address = dialog.get_by_role("textbox", name="地址").input_value()
    assert address == f"{desk.address}/ogc"
    dialog.get_by_label("密钥名称").fill("办公室电脑")
    dialog.get_by_role("checkbox", name="客户位置").check(force=True)
    dialog.get_by_role("button", name="生成密钥").click()
    expect(dialog.get_by_text("密钥只显示这一次")).to_be_visible()
    assert faults(ops) == []
    login, key = (
        dialog.get_by_role("textbox", name=label, exact=True).input_value() for label in ("用户名", "密钥")
    )

    found = httpx.get(f"{address}/collections", auth=(login, key))
    assert [one["id"] for one in found.json()["collections"]] == ["cells-tinglan", "customers-tinglan"]
    dialog.get_by_role("button", name="收回 办公室电脑").click()
    expect(dialog.get_by_role("list", name="我的密钥").get_by_role("listitem")).to_have_count(0)
    assert httpx.get(f"{address}/collections", auth=(login, key)).status_code == 401
