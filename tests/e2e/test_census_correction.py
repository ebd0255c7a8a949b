"""Refused rows are corrected in the browser: put right, left out and taken back, kept while they are typed, imported."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from support.axe import faults
from support.desk import Desk

_NUMBERS = ("7000000011", "7000000012")


def _delivery(small_city: Path) -> bytes:
    """Two new customers: one lacks a value in the middle and was born on no day, of the other nothing is known."""
    header, first = (small_city / "extract" / "customers.csv").read_text("gbk").splitlines()[:2]
    names = header.split(",")
    row = dict(zip(names, first.split(","), strict=True)) | {"客户号": _NUMBERS[0], "出生日期": "19840231"}
    broken = [value for name, value in row.items() if name != "证件类型"]
    nobody = [_NUMBERS[1], *[""] * (len(names) - 1)]
    return "\r\n".join([header, ",".join(broken), ",".join(nobody), ""]).encode("gbk")


def _import(page: Page, desk: Desk, content: bytes) -> None:
    desk.open("/census/imports")
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="选择文件").click()
    chosen.value.set_files({"name": "customers.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="开始导入").click()
    expect(page.get_by_role("heading", name="导入报告")).to_be_visible(timeout=60_000)


def _row(page: Page, line: int) -> Locator:
    return page.get_by_role("region", name=f"customers.csv 第 {line} 行")


def test_a_refused_row_is_put_right_and_imported(ops: Page, desk: Desk, small_city: Path) -> None:
    _import(ops, desk, _delivery(small_city))
    ops.get_by_role("link", name="更正退回的 2 行").click()
    ops.get_by_role("button", name="customers.csv · 2").click()
    form = _row(ops, 2)
    expect(form).to_contain_text("列数不足")
    assert faults(ops) == []

    # The values after the gap move to their columns. What the row can do without is said, and may be put right too.
    form.get_by_role("button", name="在证件类型前插入空值").click()
    expect(form.get_by_text("日期不存在，导入时留空")).to_be_visible()
    form.get_by_role("textbox", name="证件类型").fill("身份证")
    form.get_by_role("textbox", name="出生日期").fill("1984-02-29")
    expect(form).to_contain_text("可以导入")
    expect(form.get_by_text("日期不存在")).to_have_count(0)
    expect(form.get_by_text("已保存")).to_be_visible()

    # What was typed is there after the page was left without more ado.
    ops.reload()
    expect(_row(ops, 2).get_by_role("textbox", name="出生日期")).to_have_value("1984-02-29")

    # What cannot be kept stays in sight, and is kept with the next try.
    ops.get_by_role("button", name="全部 2").click()
    ops.get_by_role("button", name="customers.csv · 2").click()
    refused = {"code": "import.busy", "detail": "", "hint": "", "params": {}}
    ops.route("**/refused/*", lambda route: route.fulfill(status=409, json=refused))
    born_on = _row(ops, 2).get_by_role("textbox", name="出生日期")
    born_on.fill("1984-02-28")
    born_on.press("Control+Enter")
    expect(_row(ops, 2).get_by_role("alert")).to_be_visible()
    expect(born_on).to_have_value("1984-02-28")
    expect(_row(ops, 2).get_by_text("已保存")).to_have_count(0)
    ops.unroute("**/refused/*")
    born_on.press("Control+Enter")
    expect(_row(ops, 3)).to_be_visible()
    ops.get_by_role("button", name="customers.csv · 2").click()
    expect(born_on).to_have_value("1984-02-28")

    # The next row by the keyboard: it is left out, and taken back.
    ops.get_by_role("button", name="全部 2").click()
    ops.get_by_role("button", name="customers.csv · 2").click()
    _row(ops, 2).get_by_role("textbox", name="出生日期").press("Control+Enter")
    form = _row(ops, 3)
    expect(form.get_by_role("textbox", name="姓名")).to_have_attribute("aria-invalid", "true")
    ops.get_by_role("heading", name="更正退回的行").click()
    ops.keyboard.press("x")
    expect(ops.get_by_role("button", name="不导入 1")).to_be_visible()
    ops.get_by_role("button", name="撤销").click()
    expect(ops.get_by_role("button", name="待更正 1")).to_be_visible()

    ops.get_by_role("button", name="导入已更正的 1 行").click()
    expect(ops.get_by_text("全部行都已接受。")).to_be_visible(timeout=60_000)
    ops.get_by_role("link", name="更正后的行，回到退回的行").click()
    expect(ops.get_by_role("button", name="已重新导入 1")).to_be_visible()
    expect(ops.get_by_role("button", name="导入已更正的 0 行")).to_be_disabled()


def test_the_next_row_is_there_beyond_what_is_loaded(ops: Page, desk: Desk, small_city: Path) -> None:
    header, *rows = (small_city / "extract" / "customers.csv").read_text("gbk").splitlines()
    # More than a page of the list lack a value; as many more are good, or the file would not be taken at all.
    good = [row for row in rows if row.count(",") == header.count(",")][:120]
    broken = [row.rpartition(",")[0] for row in good[:102]]
    _import(ops, desk, "\r\n".join([header, *broken, *good[102:], *good[:102], ""]).encode("gbk"))
    ops.get_by_role("link", name="更正退回的 102 行").click()
    ops.get_by_role("button", name="customers.csv · 101").click()
    expect(_row(ops, 101)).to_be_visible()
    ops.keyboard.press("n")
    expect(_row(ops, 102)).to_be_visible()
    # A save changes its row in the list and reads none of the others again.
    read: list[str] = []
    ops.on("request", lambda request: read.append(request.url) if "/refused?" in request.url else None)
    _row(ops, 102).get_by_role("button", name="其余 1 列留空").click()
    expect(_row(ops, 102)).to_contain_text("可以导入")
    expect(ops.get_by_role("button", name="customers.csv · 102")).to_have_count(0)
    ops.get_by_role("button", name="完成，下一行").click()
    expect(_row(ops, 103)).to_be_visible()
    ops.get_by_role("heading", name="更正退回的行").click()
    ops.keyboard.press("n")
    expect(ops.get_by_text("没有更多的行了。")).to_be_visible()
    assert read == []


def test_an_import_without_refused_rows_says_so(ops: Page, desk: Desk, small_city: Path) -> None:
    header, *rows = (small_city / "extract" / "products.csv").read_text("gbk").splitlines()
    desk.open("/census/imports")
    with ops.expect_file_chooser() as chosen:
        ops.get_by_role("button", name="选择文件").click()
    content = "\r\n".join([header, *rows, ""]).encode("gbk")
    chosen.value.set_files({"name": "products.csv", "mimeType": "text/csv", "buffer": content})
    ops.get_by_role("button", name="开始导入").click()
    expect(ops.get_by_text("全部行都已接受。")).to_be_visible(timeout=60_000)
    desk.open(f"{ops.url.removeprefix(desk.address)}/corrections")
    expect(ops.get_by_role("heading", name="这次导入没有退回的行")).to_be_visible()
