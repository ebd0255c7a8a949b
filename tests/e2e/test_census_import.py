"""Importing in the browser: drop, look, start, read the report, mend, import again."""

import io
import zipfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from gridward.identity.contract import Role
from support.desk import Desk
from support.extract import Extract
from support.other_formats import Cell, write_texts, write_workbook
from support.workplaces import DESK, window

from .conftest import Application


def _upload(page: Page, name: str, content: bytes) -> None:
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="选择文件").click()
    chosen.value.set_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})


def _extract(small_city: Path) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted((small_city / "extract").glob("*.csv")):
            archive.write(path, path.name)
        archive.writestr("备注.csv", "随便\r\n一行\r\n")
    return target.getvalue()


def _policies(small_city: Path, number: str, day: str) -> bytes:
    """Two policies like the first of the extract: a good one, and one that begins on another day."""
    header, first = (small_city / "extract" / "policies.csv").read_text("gbk").splitlines()[:2]
    column = header.split(",").index("生效日期")
    fields = first.split(",")
    fields[0] = f"{number}2"
    broken = [f"{number}1", *fields[1:column], day, *fields[column + 1 :]]
    return (
        "\r\n".join([f"{header},心情", *(",".join([*row, "好"]) for row in (fields, broken))]).encode("gbk")
        + b"\r\n"
    )


def test_an_extract_is_looked_at_and_imported(ops: Page, desk: Desk, small_city: Path) -> None:
    desk.open("/census/imports")
    _upload(ops, "抽取.zip", _extract(small_city))
    expect(ops.get_by_role("heading", name="抽取.zip")).to_be_visible()
    expect(ops.get_by_text("不是抽取文件，将跳过")).to_be_visible()
    customers = ops.locator("details", has_text="customers.csv")
    customers.locator("summary").click()
    expect(customers.get_by_role("list", name="列的对应")).to_contain_text("姓名 → name")
    ops.get_by_role("button", name="开始导入").click()
    expect(ops.get_by_role("heading", name="导入报告")).to_be_visible(timeout=60_000)
    row = ops.get_by_role("row", name="customers.csv")
    expect(row.get_by_role("cell").nth(2)).to_have_text("0")  # nothing is new the second time
    ops.get_by_role("link", name="← 历次导入").click()
    expect(ops.get_by_role("row", name="抽取.zip")).to_contain_text("已完成")


def test_refused_rows_are_explained_downloaded_mended_and_taken(
    ops: Page, desk: Desk, small_city: Path
) -> None:
    desk.open("/census/imports")
    _upload(ops, "policies.csv", _policies(small_city, "P00009999", "20230230"))
    expect(ops.get_by_text("1 列不认识")).to_be_visible()
    ops.get_by_role("button", name="开始导入").click()
    issues = ops.get_by_role("region", name="逐行问题")
    expect(issues.get_by_role("row", name="policies.csv")).to_contain_text("日期不存在", timeout=60_000)
    expect(issues.get_by_role("row", name="policies.csv")).to_contain_text("生效日期")
    with ops.expect_download() as download:
        ops.get_by_role("link", name="下载退回的行").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        mended = archive.read("policies.csv").decode("gbk").replace("20230230", "20230228")
    ops.get_by_role("link", name="← 历次导入").click()
    _upload(ops, "policies.csv", mended.encode("gbk"))
    ops.get_by_role("button", name="开始导入").click()
    expect(ops.get_by_text("全部行都已接受。")).to_be_visible(timeout=60_000)


def test_a_workbook_and_a_parquet_file_are_looked_at_and_taken(
    ops: Page, desk: Desk, small_city: Path, tmp_path: Path
) -> None:
    extract = Extract.copy(small_city / "extract", tmp_path / "extract").keep("products", "agents")
    header, agents = extract.table("agents")
    write_texts(tmp_path / "agents.parquet", header, agents)
    header, products = extract.table("products")
    titled: list[list[Cell]] = [["险种清单"], [], ["\n".join(name) for name in header], *map(list, products)]
    write_workbook(tmp_path / "products.xlsx", {"说明": [["编制人"]], "险种": titled})
    desk.open("/census/imports")
    with ops.expect_file_chooser() as chosen:
        ops.get_by_role("button", name="选择文件").click()
    chosen.value.set_files([tmp_path / "products.xlsx", tmp_path / "agents.parquet"])
    workbook = ops.locator("details", has_text="products.xlsx")
    expect(workbook).to_contain_text("Excel")
    expect(workbook).to_contain_text("险种")
    expect(ops.locator("details", has_text="agents.parquet")).to_contain_text("Parquet")
    ops.get_by_role("button", name="开始导入").click()
    for name, count in (("products.xlsx", len(products)), ("agents.parquet", len(agents))):
        expect(ops.get_by_role("row", name=name).get_by_role("cell").nth(1)).to_have_text(
            f"{count:,}", timeout=60_000
        )
    expect(ops.get_by_text("全部行都已接受。")).to_be_visible()


def test_who_only_sees_is_shown_nothing_to_do(
    ops: Page, desk: Desk, application: Application, browser: Browser, small_city: Path
) -> None:
    application.account("auditor", Role.AUDITOR)
    desk.open("/census/imports")
    _upload(ops, "policies.csv", _policies(small_city, "P00009998", "20230230"))
    expect(ops.get_by_role("button", name="开始导入")).to_be_visible()
    path = ops.url.removeprefix(application.address)
    with window(browser, application.address, "auditor", DESK) as other:
        other.open(path)
        expect(other.page.get_by_role("heading", name="policies.csv")).to_be_visible()
        expect(other.page.get_by_role("button", name="开始导入")).to_have_count(0)
        expect(other.page.get_by_role("button", name="放弃")).to_have_count(0)
        ops.get_by_role("button", name="开始导入").click()
        expect(ops.get_by_role("link", name="更正退回的 1 行")).to_be_visible(timeout=60_000)
        other.open(path)
        expect(other.page.get_by_role("heading", name="导入报告")).to_be_visible()
        expect(other.page.get_by_role("link", name="更正退回的")).to_have_count(0)
        expect(other.page.get_by_role("link", name="下载退回的行")).to_have_count(0)
        other.page.get_by_role("link", name="← 历次导入").click()
        expect(other.page.get_by_role("row", name="policies.csv").first).to_be_visible()
        expect(other.page.get_by_role("button", name="选择文件")).to_have_count(0)


def test_what_cannot_be_imported_says_why(ops: Page, desk: Desk) -> None:
    desk.open("/census/imports")
    _upload(ops, "book.docx", b"PK")
    expect(ops.get_by_role("alert")).to_contain_text("book.docx 不是抽取文件")
    _upload(ops, "customers.csv", "姓名,性别\r\n李四,男\r\n".encode("gbk"))
    expect(ops.get_by_role("alert")).to_contain_text("缺少必需的列：客户号")
    # It would end at once, with nothing done.
    expect(ops.get_by_role("button", name="开始导入")).to_be_disabled()
    ops.get_by_role("button", name="放弃").click()
    expect(ops.get_by_role("heading", name="历次导入")).to_be_visible()
    expect(ops.get_by_role("row", name="customers.csv")).to_have_count(0)
