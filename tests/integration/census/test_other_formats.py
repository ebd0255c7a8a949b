"""Excel and Parquet give the same book and the same findings as CSV; what Excel did to numbers is undone or said."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from gridward.census.public import refused_files
from gridward.kernel.errors import GridwardError
from gridward.platform.db import connect
from support.extract import Extract, Row, book, differences, findings, import_extract
from support.other_formats import straight, to_excel, to_parquet, typed, write_texts, write_workbook

_NUL = "import.nul_character"


@pytest.fixture
def extract(small_city: Path, tmp_path: Path) -> Extract:
    return Extract.copy(small_city / "extract", tmp_path / "extract")


@pytest.mark.parametrize("convert", [to_excel, to_parquet])
def test_another_format_gives_the_same_book_and_findings(
    city_url: str, bare_url: str, extract: Extract, convert: Callable[[Extract], None]
) -> None:
    wanted = _told(city_url, straight(extract))
    convert(extract)
    assert _told(bare_url, extract) == wanted
    before = book(bare_url)
    assert differences(before, book(city_url)) == {}
    again = import_extract(bare_url, extract)
    assert {(file.loaded, file.updated) for file in again.files} == {(0, 0)}
    assert differences(before, book(bare_url)) == {}


def test_what_excel_takes_for_numbers_and_days_gives_the_same_book(
    city_url: str, bare_url: str, extract: Extract
) -> None:
    to_excel(straight(extract), typed)
    report = import_extract(bare_url, extract)
    assert differences(book(bare_url), book(city_url)) == {}
    found = [
        (name, one) for name, one in findings(bare_url, report) if one.code == "import.number_lost_zeros"
    ]
    assert ("customers.xlsx", "客户号") in {(name, one.column) for name, one in found}
    assert {one.severity for _, one in found} == {"noted"}
    # Once for a column, not for a row.
    assert len({(name, one.column) for name, one in found}) == len(found)
    again = import_extract(bare_url, extract)
    assert {(file.loaded, file.updated) for file in again.files} == {(0, 0)}


def test_a_number_of_no_known_width_is_noted_and_one_that_was_rounded_refused(
    bare_url: str, extract: Extract
) -> None:
    header, rows = extract.table("customers")
    number = header.index("证件号码")
    cells: list[list[object]] = [list(row) for row in rows if len(row) == len(header)]
    cells[0][number] = 310101199001011234.0
    cells[1][number], cells[2][number] = 12345.0, 123456.0
    write_workbook(extract.folder / "customers.xlsx", {"客户": [list(header), *cells]})  # type: ignore[dict-item, list-item]
    (extract.folder / "customers.csv").unlink()
    report = import_extract(bare_url, extract)
    found = {one.code: one for name, one in findings(bare_url, report) if name == "customers.xlsx"}
    assert (found["import.number_lost_digits"].line, found["import.number_lost_digits"].column) == (
        2,
        "证件号码",
    )
    assert found["import.number_lost_digits"].severity == "refused"
    assert (found["import.number_lost_zeros"].line, found["import.number_lost_zeros"].severity) == (
        3,
        "noted",
    )
    assert "3.1" not in found["import.number_lost_digits"].detail


@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
def test_refused_rows_come_back_as_csv_and_complete_the_book(
    bare_url: str, city_url: str, extract: Extract, tmp_path: Path, ending: str
) -> None:
    straight(extract)
    header, rows = extract.table("policies")
    right = rows[4][header.index("生效日期")]
    extract.set("policies", 4, "生效日期", "2023-13-01")
    to_excel(extract, typed) if ending == "xlsx" else to_parquet(extract)
    report = import_extract(bare_url, extract)
    mend = Extract(tmp_path / "mend")
    mend.folder.mkdir()
    with connect(bare_url, "test") as connection:
        for name, content in refused_files(connection, report.import_id):
            text = content.decode("utf-8-sig") if name.endswith(".csv") else content.decode()
            (mend.folder / name).write_bytes(text.replace("2023-13-01", right).encode("utf-8-sig"))
    assert (mend.folder / "policies.csv").read_text("utf-8-sig").startswith("退回原因,")
    for path in mend.folder.glob("*.csv"):
        if path.stem not in {"policies", "premiums", "claims", "service_requests"}:
            path.unlink()
    import_extract(bare_url, mend)
    assert differences(book(bare_url), book(city_url)) == {}


def test_a_character_that_no_text_can_have_refuses_its_row_only(bare_url: str, extract: Extract) -> None:
    straight(extract).keep("gazetteer", "customers")

    def add(header: Row, rows: list[Row]) -> None:
        header.append("备用列")
        for row in rows:
            row.append("")

    extract.edit("customers", add)
    for row, column in ((1, "姓名"), (2, "通讯地址"), (3, "客户号"), (4, "出生日期"), (5, "备用列")):
        header, rows = extract.table("customers")
        extract.set("customers", row, column, rows[row][header.index(column)] + "\0")
    header, communities = extract.table("gazetteer")
    extract.set("gazetteer", 0, header[0], communities[0][0] + "\0")
    to_parquet(extract)
    report = import_extract(bare_url, extract)
    found = [(name, one) for name, one in findings(bare_url, report) if one.severity == "refused"]
    assert {(name, one.line, one.column) for name, one in found if one.code == _NUL} == {
        ("gazetteer.parquet", 2, "name"),
        ("customers.parquet", 3, "姓名"),
        ("customers.parquet", 4, "通讯地址"),
        ("customers.parquet", 5, "客户号"),
        ("customers.parquet", 6, "出生日期"),
    }
    # Nobody asks for the column of the fifth: it is passed over, and the row taken.
    assert ("customers.parquet", 7) not in {(name, one.line) for name, one in found}
    # What is given back can be opened, and delivered again once it is mended.
    with connect(bare_url, "test") as connection:
        returned = {name: content.decode() for name, content in refused_files(connection, report.import_id)}
    assert not any("\0" in text for text in returned.values())
    assert returned["customers.csv"].count("\ufffd") == 4


def test_a_file_that_breaks_in_the_middle_leaves_the_book_as_it_was(city_url: str, extract: Extract) -> None:
    before = book(city_url)
    header, rows = straight(extract).keep("contacts").table("contacts")
    path = extract.folder / "contacts.parquet"
    write_texts(path, header, [*rows, *rows])
    (extract.folder / "contacts.csv").unlink()
    whole = path.read_bytes()
    half = len(whole) // 2
    path.write_bytes(whole[:half] + b"\xff" * 4000 + whole[half + 4000 :])
    with pytest.raises(GridwardError) as caught:
        import_extract(city_url, extract)
    assert (
        caught.value.code == "intake.damaged"
        or caught.value.params["problems"][0]["code"] == "intake.damaged"
    )
    assert differences(before, book(city_url)) == {}


def _told(url: str, extract: Extract) -> list[Row]:
    """The findings of an import, whatever the files' endings."""
    report = import_extract(url, extract)
    # A row refused for the sake of another names the other's file.
    return sorted(
        [
            Path(name).stem,
            str(one.line),
            one.column or "",
            one.severity,
            one.code,
            re.sub(r"\.(csv|xlsx|parquet),", ",", one.detail),
            one.value,
        ]
        for name, one in findings(url, report)
    )
