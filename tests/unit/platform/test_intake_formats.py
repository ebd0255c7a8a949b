"""Workbooks and Parquet files are read like the CSV files that they could be; what is wrong with one is said plainly."""

import csv
import shutil
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from arro3.core import Array, DataType, Table
from arro3.io import write_parquet

from gridward.census.importing.mapping import load_mapping
from gridward.kernel.errors import GridwardError
from gridward.platform.intake import open_table, workbook
from gridward.platform.intake.opening import any_header
from gridward.platform.intake.typed import as_text
from support.other_formats import write_texts, write_workbook

HEADER = ["客户号", "姓名", "通讯地址"]
FILES = Path(__file__).parent / "workbooks"


def suits(header: object) -> int:
    return sum(name in list(header) for name in HEADER)  # type: ignore[call-overload]


def refused(path: Path) -> GridwardError:
    with pytest.raises(GridwardError) as caught:
        open_table(path, suits)
    assert caught.value.params["file"] == path.name and caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("0012", "0012"),
        (True, "1"),
        (False, "0"),
        (12, "12"),
        (13800000000.0, "13800000000"),
        (3300.1, "3300.1"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (310101199001011234.0, "3.10101199001011E+17"),
        (310101199001011234, "310101199001011234"),
        (float("nan"), ""),
        (Decimal("1200.00"), "1200.00"),
        (date(2020, 1, 2), "2020-01-02"),
        (datetime(2020, 1, 2), "2020-01-02"),
        (datetime(2020, 1, 2, 13, 59, 59, 999_999), "2020-01-02 14:00:00"),
        (datetime.fromisoformat("2020-01-01T17:00:00+00:00"), "2020-01-02 01:00:00"),
        (time(3, 4), "03:04:00"),
        (b"abc", "abc"),
        (["a", "b"], "a|b"),
    ],
)
def test_a_typed_value_is_the_text_of_a_csv_export(value: object, text: str) -> None:
    assert as_text(value) == text


def test_titles_and_merged_cells_above_the_header(tmp_path: Path) -> None:
    path = tmp_path / "customers.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("客户")
        sheet.merge_range("B1:D1", "客户清单 2026年")
        sheet.merge_range("B3:B4", "客户号")
        sheet.merge_range("C3:D3", "联系方式")
        sheet.write_row("C4", ["姓名", "通讯地址"])
        sheet.write_row("B6", [7, "张三", "云湾区一号"])
        sheet.write_row("B8", ["8", "李四"])
        sheet.write_row("B9", ["9", "王五", "二号", "多余"])
    table = open_table(path, suits)
    assert (table.format, table.sheet, table.header) == ("excel", "客户", HEADER)
    (chunk,) = table.chunks(10)
    assert chunk.lines == [6, 8]
    assert chunk.rows == [["7", "张三", "云湾区一号"], ["8", "李四", ""]]
    assert chunk.numbers == {0: [0]}
    (fault,) = chunk.faults
    assert (fault.line, fault.code) == (9, "import.too_many_columns")
    assert fault.row == ["9", "王五", "二号", "多余"]
    assert [len(one.rows) for one in table.chunks(1)] == [1, 1, 0]


def test_a_header_whose_cells_are_wrapped(tmp_path: Path) -> None:
    wrapped, row = ["客户\n号", "  姓 名\r\n", "通讯\n地址\n"], ["1", "张三", "一号\n二楼"]
    book = tmp_path / "customers.xlsx"
    write_workbook(book, {"客户": [list(wrapped), list(row)]})
    parquet = tmp_path / "customers.parquet"
    write_texts(parquet, wrapped, [row])
    plain = tmp_path / "customers.csv"
    headers = []
    for path in (book, parquet):
        table = open_table(path, any_header)
        assert table.sample() == row
        headers.append(table.header)
    for delimiter in ",;\t":
        with plain.open("w", encoding="gbk", newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows([wrapped, row, ["2", "李四", "三号"]])
        table = open_table(plain)
        (chunk,) = table.chunks(10)
        # Lines are counted as an editor shows them.
        assert (chunk.lines, chunk.rows) == ([6, 8], [row, ["2", "李四", "三号"]])
        headers.append(table.header)
    assert headers == [["客户 号", "姓 名", "通讯 地址"]] * 5
    assert load_mapping().files["customers"].columns(headers[0]) == {
        "customer_no": 0,
        "name": 1,
        "address": 2,
    }


def test_a_header_whose_quotation_mark_is_never_closed(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text('客户号,"姓名,通讯地址\n1,张三,一号\n')
    assert refused(path).code == "intake.damaged"


def test_the_sheet_with_the_columns_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "customers.xlsx"
    write_workbook(path, {"说明": [["编制"], ["客户号"]], "空": [], "名单": [HEADER, ["1", "张三", "一号"]]})
    table = open_table(path, suits)
    assert (table.sheet, table.sample()) == ("名单", ["1", "张三", "一号"])
    write_workbook(path, {"一": [HEADER, ["1", "张三", "一号"]], "二": [HEADER, ["2", "李四", "二号"]]})
    error = refused(path)
    assert (error.code, error.params["sheets"]) == ("intake.several_sheets", ["一", "二"])


def test_the_content_counts_not_the_ending(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    write_workbook(book, {"a": [HEADER, ["1", "张三", "一号"]]})
    wanted = [["1", "张三", "一号"]]
    for ending in ("xls", "csv", "parquet"):
        path = tmp_path / f"customers.{ending}"
        shutil.copy(book, path)
        assert next(open_table(path, suits).chunks(5)).rows == wanted
    path = tmp_path / "other.xlsx"
    path.write_bytes("客户号,姓名,通讯地址\r\n1,张三,一号\r\n".encode("gbk"))
    assert next(open_table(path, suits).chunks(5)).rows == wanted
    write_texts(path, HEADER, wanted)
    assert next(open_table(path, suits).chunks(5)).rows == wanted
    shutil.copy(FILES / "old.xls", path)
    assert open_table(path, suits).header[:2] == HEADER[:2]


def test_an_old_workbook() -> None:
    table = open_table(FILES / "old.xls", suits)
    assert table.sheet == "客户"
    assert table.sample() == ["1234", "张三", "1980-05-06", "云湾区一号", "1"]


def test_workbooks_that_cannot_be_read(tmp_path: Path) -> None:
    assert refused(FILES / "protected.xlsx").code == "intake.password"
    good = tmp_path / "good.xlsx"
    write_workbook(good, {"a": [HEADER, ["1", "张三", "一号"]]})
    whole = good.read_bytes()
    path = tmp_path / "customers.xlsx"
    for content in (
        whole[: len(whole) // 2],
        b"PK\x03\x04" + bytes(100),
        (FILES / "old.xls").read_bytes()[:2000],
    ):
        path.write_bytes(content)
        assert refused(path).code == "intake.damaged"
    write_workbook(path, {"a": [], "b": []})
    assert refused(path).code == "intake.empty"
    write_workbook(path, {"a": [["客户号", "姓名", "姓名"]]})
    assert refused(path).code == "intake.repeated_column"


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "customers.csv").write_text("a,b")
    archive = shutil.make_archive(str(tmp_path / "customers"), "zip", tmp_path / "in")
    path = Path(archive).rename(tmp_path / "customers.xlsx")
    assert refused(path).code == "intake.other_kind"


def test_a_stray_cell_far_out_does_not_cost_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "customers.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row("A1", HEADER)
        sheet.write("XFD1048576", "x")
    assert refused(path).code == "intake.oversized"


@pytest.mark.parametrize("where", ["xl/worksheets/sheet1.xml", "xl/elsewhere.xml"])
def test_cells_that_do_not_say_where_they_are_do_not_cost_the_memory(tmp_path: Path, where: str) -> None:
    path = tmp_path / "customers.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr(where, '<sheetData><row r="1"><c t="n" s="1"><v>1</v></c></row></sheetData>')
    found = refused(path)
    assert found.code == "intake.oversized" and "where they are" in found.detail


@pytest.mark.parametrize(("last", "full"), [("A99", False), ("A100", True)])
def test_a_sheet_is_full_from_its_last_row_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str, full: bool
) -> None:
    # To read an empty sheet down to where Excel ends takes seconds: once is enough.
    monkeypatch.setitem(workbook._LIMITS, workbook.MAGIC_PACKAGE, 100)
    path = tmp_path / "customers.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row("A1", HEADER)
        sheet.write_row(last, ["1", "张三", "一号"])
    assert open_table(path, suits).full is full


def test_a_sheet_that_is_filled_to_its_last_row(tmp_path: Path) -> None:
    path = tmp_path / "customers.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row("A1", HEADER)
        sheet.write_row("A1048576", ["1", "张三", "一号"])
    table = open_table(path, suits)
    assert table.full and next(table.chunks(5)).lines == [1_048_576]


def test_a_parquet_file_by_rows(tmp_path: Path) -> None:
    path = tmp_path / "customers.parquet"
    arrays = [
        Array([7, None, 9], DataType.int64()),
        Array([3300.1, None, 2.0], DataType.float32()),
        Array([18263, None, None], DataType.int32()).cast(DataType.date32()),
        Array([True, None, False], DataType.bool()),
    ]
    write_parquet(Table.from_arrays(arrays, names=["客户号", "保费", "日期", "勿扰"]), path)
    table = open_table(path)
    assert (table.format, table.sheet) == ("parquet", "")
    first, second = table.chunks(2)
    assert first.rows == [["7", "3300.1", "2020-01-02", "1"], ["", "", "", ""]]
    assert (first.lines, second.lines) == ([2, 3], [4])
    assert first.numbers == {0: [0], 1: [0]}
    assert table.sample() == first.rows[0]


def test_a_parquet_file_cut_off_or_damaged(tmp_path: Path) -> None:
    path = tmp_path / "customers.parquet"
    write_texts(path, HEADER, [[str(number), "张三", "一号"] for number in range(5000)])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert refused(path).code == "intake.damaged"
    path.write_bytes(whole[:4] + b"\xff" * 2000 + whole[2004:])
    table = open_table(path)
    with pytest.raises(GridwardError) as caught:
        list(table.chunks(1000))
    assert caught.value.code == "intake.damaged"
    path.write_bytes(whole[:-40] + b"\xff" * 32 + whole[-8:])
    assert refused(path).code == "intake.damaged"
