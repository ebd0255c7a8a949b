"""An extract becomes the book: whole, again, changed, in another encoding, mended."""

import csv
from collections import Counter
from pathlib import Path

import psycopg
import pytest

import support.small_city
from gridward.census.public import refused_files
from gridward.city.public import add_city
from gridward.platform.db import connect
from support.extract import Extract, Row, book, differences, findings, import_extract


@pytest.fixture
def extract(small_city: Path, tmp_path: Path) -> Extract:
    return Extract.copy(small_city / "extract", tmp_path / "extract")


def test_every_row_is_taken_or_refused_with_its_reason(bare_url: str, extract: Extract) -> None:
    report = import_extract(bare_url, extract)
    found = findings(bare_url, report)
    for file in report.files:
        assert file.kind is not None, file.name
        assert file.rows == (extract.folder / file.name).read_text("gbk").count("\n") - 1
        refused = {issue.line for name, issue in found if (name, issue.severity) == (file.name, "refused")}
        assert len(refused) == file.refused
        repeated = [one for name, one in found if (name, one.code) == (file.name, "import.repeated_row")]
        assert file.rows == file.loaded + file.refused + len(repeated)
        assert (file.updated, file.unchanged) == (0, 0)
    # The damage that the generator did on purpose, and what referred to rows that were damaged.
    codes = Counter(issue.code for _, issue in found)
    assert codes["import.impossible_date"] == codes["import.too_few_columns"] == 3
    assert codes["import.too_many_columns"] == 3
    assert codes["import.repeated_row"] + codes["import.repeated_key"] == 3
    assert codes.keys() <= {
        "gazetteer.other_district",
        "gazetteer.unknown_district",
        "import.impossible_date",
        "import.repeated_key",
        "import.repeated_row",
        "import.too_few_columns",
        "import.too_many_columns",
        "import.unknown_reference",
    }


def test_the_database_has_counted_what_was_imported(city_url: str) -> None:
    with psycopg.connect(city_url) as connection:
        for table in ("customer", "policy", "instalment", "policy_event", "contact"):
            counted, rows = connection.execute(
                f"""SELECT (SELECT reltuples FROM pg_class WHERE oid = 'book.{table}'::regclass), count(*)
                    FROM book.{table}"""
            ).fetchone() or (0, 1)
            assert counted >= 0.9 * rows > 0, table


def test_the_same_extract_twice_changes_nothing(city_url: str, extract: Extract) -> None:
    before = book(city_url)
    report = import_extract(city_url, extract)
    assert {(file.loaded, file.updated) for file in report.files} == {(0, 0)}
    assert book(city_url) == before


def test_two_cities_with_the_same_rows_have_their_own(
    city_url: str, extract: Extract, small_city: Path
) -> None:
    with connect(city_url, "test") as connection:
        second = add_city(
            connection, "second", "汀澜二市", "Second", support.small_city.files(small_city)
        ).city.id
    report = import_extract(city_url, extract, second)
    with psycopg.connect(city_url) as connection:
        counted = connection.execute("SELECT count(*) FROM book.contact GROUP BY city_id").fetchall()
    assert len(counted) == 2 and counted[0] == counted[1]
    assert all(file.unchanged == 0 for file in report.files)


def test_a_delta_adds_and_updates(city_url: str, small_city: Path) -> None:
    (folder,) = (small_city / "extract").glob("delta_*")
    delta = Extract(folder)
    before = book(city_url)
    report = import_extract(city_url, delta)
    files = {file.name: file for file in report.files}
    assert files["premiums.csv"].updated > 0 and files["contacts.csv"].loaded > 0
    after = book(city_url)
    # What the delta does not name stays.
    header, rows = delta.table("customers")
    named = {row[header.index("客户号")] for row in rows}
    untouched = [row for row in before["customers"] if row[0] not in named]
    assert untouched == [row for row in after["customers"] if row in untouched]
    assert {row[0] for row in before["policies"]} <= {row[0] for row in after["policies"]}
    assert import_extract(city_url, delta).files[0].updated == 0
    assert book(city_url) == after


def test_utf8_gives_the_same_book_as_gbk(city_url: str, bare_url: str, extract: Extract) -> None:
    for number, path in enumerate(sorted(extract.folder.glob("*.csv"))):
        text = path.read_bytes().decode("gbk")
        # With and without a mark, with either line end, and with tabs.
        text = text.replace("\r\n", "\n") if number % 2 else text
        path.write_bytes(text.encode("utf-8-sig" if number % 3 else "utf-8"))
    import_extract(bare_url, extract)
    assert differences(book(bare_url), book(city_url)) == {}


def test_columns_in_another_order_with_strange_ones_between_give_the_same_book(
    city_url: str, bare_url: str, extract: Extract
) -> None:
    def stir(header: Row, rows: list[Row]) -> None:
        for line in (header, *rows):
            line.reverse()
            line.insert(2, "我司内部列" if line is header else "x")

    # A row of the wrong width would be of another width then.
    def straight(header: Row, rows: list[Row]) -> None:
        rows[:] = [row for row in rows if len(row) == len(header)]
        stir(header, rows)

    extract.edit("policies", straight)
    report = import_extract(bare_url, extract)
    (policies,) = [file for file in report.files if file.kind == "policies"]
    strange = [column["header"] for column in policies.columns if column["field"] is None]
    assert "我司内部列" in strange
    stored, wanted = book(bare_url), book(city_url)
    assert stored["policies"] == wanted["policies"]
    assert stored["standing"] == wanted["standing"]


def test_refused_rows_are_mended_and_complete_the_book(
    bare_url: str, city_url: str, extract: Extract, small_city: Path, tmp_path: Path
) -> None:
    day = _column(extract, "policies", "生效日期")
    whole = {kind: extract.table(kind) for kind in ("policies", "premiums")}
    extract.set("policies", 4, "生效日期", "2023-13-01")
    extract.set("premiums", 9, "应缴日期", "20250230")
    report = import_extract(bare_url, extract)
    assert book(bare_url) != book(city_url)

    mend = Extract(tmp_path / "mend")
    mend.folder.mkdir()
    with connect(bare_url, "test") as connection:
        for name, content in refused_files(connection, report.import_id):
            (mend.folder / name).write_bytes(content)
    header, rows = mend.table("policies")
    assert header[0] == "退回原因"
    (line,) = [row for row in rows if row[header.index("生效日期")] == "2023-13-01"]
    assert "2023-13-01" in line[0]
    mend.edit("policies", lambda header, rows: _put(rows, header, "生效日期", "2023-13-01", day[4]))
    due = whole["premiums"][0].index("应缴日期")
    right = whole["premiums"][1][9][due]
    mend.edit("premiums", lambda header, rows: _put(rows, header, "应缴日期", "20250230", right))
    # A row whose key stands twice is a person's to decide on: left in, it would count.
    mend.edit("customers", lambda header, rows: rows.__setitem__(slice(None), _of_wrong_width(header, rows)))
    again = import_extract(bare_url, mend)
    assert [file.refused for file in again.files if file.kind == "customers"] == [6]
    assert differences(book(bare_url), book(city_url)) == {}


def test_orphans_are_those_of_the_truth(city_url: str, small_city: Path) -> None:
    with (small_city / "truth" / "customers.csv").open(encoding="utf-8-sig", newline="") as file:
        persons = {row["customer_no"]: row["person_id"] for row in csv.DictReader(file)}
    with psycopg.connect(city_url) as connection:
        rows = connection.execute(
            """SELECT a.customer_no, b.customer_no FROM census.customer_standing s
               JOIN book.customer a ON a.id = s.customer_id JOIN book.customer b ON b.id = s.person_id
               WHERE s.customer_id <> s.person_id"""
        ).fetchall()
    # Whoever was found to be a second record is one.
    assert len(rows) > 10
    assert all(persons[second] == persons[first] for second, first in rows)


def _column(extract: Extract, kind: str, name: str) -> Row:
    header, rows = extract.table(kind)
    return [row[header.index(name)] for row in rows]


def _of_wrong_width(header: Row, rows: list[Row]) -> list[Row]:
    return [row for row in rows if len(row) != len(header)]


def _put(rows: list[Row], header: Row, column: str, old: str, new: str) -> None:
    index = header.index(column)
    for row in rows:
        if row[index] == old:
            row[index] = new
