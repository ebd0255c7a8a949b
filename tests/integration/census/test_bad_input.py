"""Each kind of bad delivery gets a clear answer, and what is good in it, or was there before, is kept."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import geopandas as gpd
import psycopg
import pytest

from gridward.geo.frames import Frame, from_wgs84
from gridward.kernel.errors import GridwardError, Invalid
from support.extract import Extract, Row, book, differences, findings, import_extract


@pytest.fixture
def extract(small_city: Path, tmp_path: Path) -> Extract:
    return Extract.copy(small_city / "extract", tmp_path / "extract")


def _refused(url: str, extract: Extract) -> GridwardError:
    """The error of a delivery that is refused as a whole; the book is as it was."""
    before = book(url)
    with pytest.raises(GridwardError) as caught:
        import_extract(url, extract)
    assert differences(before, book(url)) == {}
    assert caught.value.detail and caught.value.hint
    with psycopg.connect(url) as connection:
        run = connection.execute(
            "SELECT status, problem FROM census.import_run ORDER BY created_at DESC"
        ).fetchone()
    assert run is not None and (run[0], run[1]["code"]) == ("failed", caught.value.code)
    return caught.value


def _problems(error: GridwardError) -> list[tuple[str, str]]:
    assert error.code == "import.unreadable"
    return [(one["file"], one["code"]) for one in error.params["problems"]]


def test_missing_columns_are_named_file_by_file(city_url: str, extract: Extract) -> None:
    def without(name: str) -> Callable[[Row, list[Row]], None]:
        def change(header: Row, rows: list[Row]) -> None:
            index = header.index(name)
            for row in (header, *rows):
                del row[index : index + 1]

        return change

    extract.edit("customers", without("客户号"))
    extract.edit("premiums", without("应缴日期"))
    error = _refused(city_url, extract)
    assert _problems(error) == [
        ("customers.csv", "import.missing_columns"),
        ("premiums.csv", "import.missing_columns"),
    ]
    assert "客户号" in error.detail and "应缴日期" in error.detail


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "intake.empty"),
        (b"PK\x03\x04" + bytes(100), "intake.damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "intake.other_kind"),
        (b"%PDF-1.7\n", "intake.other_kind"),
        ("客户号,姓名\r\n1,".encode("gbk") + b"\xff\xff\xfe\r\n", "intake.encoding"),
        (b"\n\n\n", "intake.no_header"),
        ("客户号,姓名,姓名\r\n".encode("gbk"), "intake.repeated_column"),
    ],
)
def test_a_file_that_is_no_table_stops_the_delivery(
    city_url: str, extract: Extract, content: bytes, code: str
) -> None:
    (extract.folder / "customers.csv").write_bytes(content)
    assert _problems(_refused(city_url, extract)) == [("customers.csv", code)]


def test_an_empty_folder_and_no_folder(city_url: str, tmp_path: Path) -> None:
    for folder, code in ((tmp_path, "import.no_files"), (tmp_path / "nowhere", "import.no_folder")):
        with pytest.raises(GridwardError) as caught:
            import_extract(city_url, Extract(folder))
        assert caught.value.code == code


def test_two_files_of_one_kind(city_url: str, extract: Extract) -> None:
    (extract.folder / "客户.csv").write_bytes((extract.folder / "customers.csv").read_bytes())
    assert _refused(city_url, extract).code == "import.same_kind"


def test_a_header_without_rows_loads_nothing(city_url: str, extract: Extract) -> None:
    before = book(city_url)
    header, _ = extract.keep("contacts").table("contacts")
    extract.write("contacts", header, [])
    report = import_extract(city_url, extract)
    assert [(file.rows, file.loaded) for file in report.files] == [(0, 0)]
    assert differences(before, book(city_url)) == {}


@pytest.mark.parametrize(
    ("kind", "column", "value", "code", "severity"),
    [
        ("policies", "生效日期", "2023-02-30", "import.impossible_date", "refused"),
        ("policies", "生效日期", "gestern", "import.not_a_date", "refused"),
        ("policies", "生效日期", "", "import.missing_value", "refused"),
        ("policies", "期缴保费", "viel", "import.not_a_number", "refused"),
        ("policies", "保单状态", "未知状态", "import.unknown_value", "refused"),
        ("policies", "投保人客户号", "9999999999", "import.unknown_reference", "refused"),
        ("customers", "出生日期", "2086-01-01", "import.impossible_date", "repaired"),
        ("customers", "性别", "?", "import.unknown_value", "repaired"),
        ("customers", "姓名", " ", "import.missing_value", "refused"),
        ("premiums", "保单号", "P0", "import.unknown_reference", "refused"),
        ("stations", "坐标系", "XY", "import.unknown_frame", "refused"),
        ("stations", "经度", "east", "import.not_a_number", "refused"),
        ("gazetteer", "坐标系", "XY", "import.unknown_frame", "refused"),
        ("gazetteer", "经度", "500", "import.impossible_position", "refused"),
    ],
)
def test_a_wrong_value_is_reported_with_file_line_and_column(
    bare_url: str, extract: Extract, kind: str, column: str, value: str, code: str, severity: str
) -> None:
    extract.set(kind, 0, column, value)
    report = import_extract(bare_url, extract)
    found = [one for name, one in findings(bare_url, report) if (name, one.line) == (f"{kind}.csv", 2)]
    assert [(one.code, one.severity) for one in found] == [(code, severity)]
    (file,) = [file for file in report.files if file.kind == kind]
    assert (file.refused if severity == "refused" else file.repaired) >= 1
    assert kind in {"gazetteer", "stations"} or found[0].column == column


def test_rows_of_another_width(bare_url: str, extract: Extract) -> None:
    def break_rows(header: Row, rows: list[Row]) -> None:
        rows[3].append("more")
        rows[5].pop()

    extract.edit("agents", break_rows)
    report = import_extract(bare_url, extract)
    found = [(one.line, one.code) for name, one in findings(bare_url, report) if name == "agents.csv"]
    assert found == [(5, "import.too_many_columns"), (7, "import.too_few_columns")]


def test_a_repeated_row_counts_once_and_a_repeated_key_is_refused(bare_url: str, extract: Extract) -> None:
    def repeat(header: Row, rows: list[Row]) -> None:
        changed = list(rows[1])
        changed[header.index("期缴保费")] = "1.00"
        rows += [list(rows[0]), changed]

    extract.edit("policies", repeat)
    _, rows = extract.table("policies")
    report = import_extract(bare_url, extract)
    found = {
        one.code: one
        for name, one in findings(bare_url, report)
        if name == "policies.csv" and one.line > len(rows) - 1
    }
    assert found["import.repeated_row"].severity == "repaired"
    assert found["import.repeated_key"].severity == "refused"
    assert "line 3" in found["import.repeated_key"].detail
    (stored,) = [row for row in book(bare_url)["policies"] if row[0] == rows[1][0]]
    assert "1.00" not in map(str, stored)


def test_one_row_in_ten_is_bad_and_the_others_are_taken(bare_url: str, extract: Extract) -> None:
    def spoil(header: Row, rows: list[Row]) -> None:
        for row in rows[::10]:
            row[header.index("应缴日期")] = "2024-02-31"

    extract.edit("premiums", spoil)
    report = import_extract(bare_url, extract)
    (file,) = [file for file in report.files if file.kind == "premiums"]
    assert file.refused >= file.rows // 10 and file.loaded == file.rows - file.refused > 0


def test_a_file_of_nonsense_is_not_taken_by_halves(city_url: str, extract: Extract) -> None:
    def spoil(header: Row, rows: list[Row]) -> None:
        for row in rows[: len(rows) * 2 // 3]:
            row[header.index("应缴日期")] = "soon"

    extract.edit("premiums", spoil)
    error = _refused(city_url, extract)
    assert error.code == "import.mostly_refused" and error.params["file"] == "premiums.csv"


def test_a_file_cut_off_in_the_middle_is_taken_up_to_there(bare_url: str, extract: Extract) -> None:
    path = extract.folder / "premiums.csv"
    whole = path.read_bytes()
    half = whole[: len(whole) // 2].rpartition(b"\r\n")[0]
    path.write_bytes(half + b"\r\nP00001")
    rows = half.count(b"\r\n") + 1
    report = import_extract(bare_url, extract)
    (issue,) = [
        one
        for name, one in findings(bare_url, report)
        if (name, one.code) == ("premiums.csv", "import.truncated")
    ]
    assert (issue.line, issue.severity) == (rows + 1, "refused")
    (file,) = [file for file in report.files if file.kind == "premiums"]
    assert file.rows == rows


def test_a_file_cut_off_inside_a_character_or_a_quotation(bare_url: str, extract: Extract) -> None:
    contacts = extract.folder / "contacts.csv"
    contacts.write_bytes(contacts.read_bytes() + b"0000000001,2026" + "续".encode("gbk")[:1])
    claims = extract.folder / "claims.csv"
    claims.write_bytes(claims.read_bytes() + b'L1,"P000')
    report = import_extract(bare_url, extract)
    cut = [name for name, one in findings(bare_url, report) if one.code == "import.truncated"]
    assert sorted(cut) == ["claims.csv", "contacts.csv"]


def test_fewer_rows_than_the_manifest_says_are_noted(bare_url: str, extract: Extract) -> None:
    """Cut off exactly at the end of a row: only the manifest can tell."""
    _, rows = extract.table("contacts")
    manifest = {"as_of": "2026-11-01", "files": {"contacts.csv": {"rows": len(rows) + 5}}}
    (extract.folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    report = import_extract(bare_url, extract)
    (issue,) = [one for name, one in findings(bare_url, report) if one.code == "import.fewer_rows"]
    assert issue.severity == "noted" and f"{len(rows) + 5:,}" in issue.detail
    (file,) = [file for file in report.files if file.kind == "contacts"]
    assert file.loaded == len(rows) - file.refused


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"as_of": "soon", "files": 3}', '{"files": {"a": {"rows": "x"}}}']
)
def test_a_manifest_that_makes_no_sense_stops_nothing(city_url: str, extract: Extract, content: str) -> None:
    (extract.keep("stations").folder / "manifest.json").write_text(content)
    assert import_extract(city_url, extract).refused == 0


def test_communities_outside_the_city_place_nobody(bare_url: str, extract: Extract) -> None:
    _, rows = extract.table("gazetteer")
    extract.set("gazetteer", 0, "经度", "110.5")
    report = import_extract(bare_url, extract)
    (issue,) = [one for _, one in findings(bare_url, report) if one.code == "gazetteer.outside_city"]
    assert (issue.line, issue.severity, issue.value) == (2, "noted", rows[0][0])
    placed = [row for row in book(bare_url)["placements"] if row[6] == rows[0][0] and row[4] is not None]
    assert placed == []


@pytest.mark.parametrize("said", ["WGS84", "gcj02"])
def test_a_gazetteer_in_the_wrong_frame_is_refused_unless_somebody_insists(
    bare_url: str, extract: Extract, small_city: Path, said: str
) -> None:
    districts = gpd.read_file(small_city / "districts.geojson")
    points = districts.sample_points(400, rng=7).explode()
    lonlat = from_wgs84(points.get_coordinates().to_numpy(), Frame.BD09)
    stated = districts["district"].loc[points.index]
    rows = [
        [f"测试{number}坊", name, "", f"{lon:.6f}", f"{lat:.6f}", said]
        for number, (name, (lon, lat)) in enumerate(zip(stated, lonlat, strict=True))
    ]
    extract.keep("gazetteer").write("gazetteer", extract.table("gazetteer")[0], rows)
    error = _refused(bare_url, extract)
    assert error.code == "gazetteer.wrong_frame"
    assert "BD-09" in error.detail
    import_extract(bare_url, extract, gazetteer_frame=Frame.BD09)
    assert {row[4] for row in book(bare_url)["communities"]} == {"agrees"}


def test_every_spelling_of_a_frame_gives_the_same_places(
    bare_url: str, city_url: str, extract: Extract
) -> None:
    spellings = ["bd09", "BD-09", "百度", "bd09ll", "BD_09", "百度坐标"]

    def spell(header: Row, rows: list[Row]) -> None:
        for number, row in enumerate(rows):
            row[header.index("坐标系")] = spellings[number % len(spellings)]

    extract.edit("gazetteer", spell)
    import_extract(bare_url, extract)
    assert book(bare_url)["communities"] == book(city_url)["communities"]


def test_an_unknown_file_is_passed_over(bare_url: str, extract: Extract) -> None:
    (extract.folder / "complaints.csv").write_text("a,b\n1,2\n")
    (extract.folder / "readme.md").write_text("see the contract")
    report = import_extract(bare_url, extract)
    assert [file.name for file in report.files if file.kind is None] == ["complaints.csv"]


def test_the_city_is_imported_by_one_at_a_time(city_url: str, extract: Extract) -> None:
    with psycopg.connect(city_url) as other:
        other.execute("SELECT pg_advisory_lock(%s, 1)", [0x696D70])
        with pytest.raises(GridwardError) as caught:
            import_extract(city_url, extract)
    assert caught.value.code == "import.busy"


def test_no_personal_value_stands_in_a_report(bare_url: str, extract: Extract) -> None:
    extract.set("customers", 2, "出生日期", "1988-02-31")
    report = import_extract(bare_url, extract)
    (issue,) = [one for name, one in findings(bare_url, report) if (name, one.line) == ("customers.csv", 4)]
    assert "1988-02-31" not in issue.detail + issue.value


def test_what_an_error_says_names_what_to_do() -> None:
    error = Invalid("a.b", "What.", "Do.")
    assert (error.detail, error.hint) == ("What.", "Do.")


def test_a_disk_without_room_for_what_is_read_ahead_is_named(
    city_url: str, extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gridward.census.importing.reading.TemporaryFile", partial(open, "/dev/full", "r+b"))
    error = _refused(city_url, extract)
    assert error.code == "import.no_room"
    assert "TMPDIR" in error.hint
