"""What the staff list may tell beside who somebody is, and what of it weighs when a plan is staffed."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from gridward.census.importing.mapping import load_mapping
from gridward.census.public import Delivery, ImportReport, register, run_import
from gridward.kernel.clock import today
from gridward.platform.db import connect
from gridward.platform.paths import resource
from support.extract import Extract, Row, import_extract
from support.published import build, cell_ids
from support.staff import hire, publish_draft, set_status, tenures

NEW = {"specialists": ["执业登记号", "语言", "级别", "工时比例", "可服务客户数"], "customers": ["首选语言"]}


def _without_new(extract: Extract) -> None:
    """As insurers delivered before the mapping knew of skills. A row of another width stays as wide as it was."""

    def drop(header: Row, rows: list[Row]) -> None:
        many = len([name for name in header if name in NEW["specialists"] + NEW["customers"]])
        del header[-many:]
        for row in rows:
            del row[-many:]

    for kind in NEW:
        extract.edit(kind, drop)


def _skills(url: str) -> list[tuple[object, ...]]:
    return _rows(
        url,
        """SELECT languages, grade, CAST(working_share AS float8), most_customers FROM book.specialist
           ORDER BY staff_no""",
    )


def _rows(url: str, query: str, *values: object) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query, values).fetchall()


def _do(url: str, statement: str, *values: object) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(statement, values)


def _import_by(url: str, extract: Extract, version: str) -> ImportReport:
    path = resource("grid_data") / "rules" / "import_mapping" / f"{version}.toml"
    delivery = Delivery(extract.folder, "test", load_mapping(path))
    with connect(url, "test") as connection:
        import_id = register(connection, 1, delivery, "test")
    return run_import(url, import_id, delivery)


def test_a_staff_list_may_tell_skills_and_what_is_wrong_in_them_is_dropped(
    bare_url: str, small_city: Path, tmp_path: Path
) -> None:
    extract = Extract.copy(small_city / "extract", tmp_path / "extract")

    def tell(header: Row, rows: list[Row]) -> None:
        rows.sort()
        told = (["粤语|英语", "P3", "60%", "600"], ["", "", "", ""], ["汀澜话", "高级", "150%", "0"])
        for row, skills in zip(rows, told, strict=True):
            row[-4:] = skills

    extract.edit("specialists", tell)
    import_extract(bare_url, extract)
    assert _skills(bare_url) == [
        (["粤语", "英语"], 3, 0.6, 600),
        ([], None, None, None),
        (["汀澜话"], None, None, None),
    ]
    spoken = _rows(bare_url, "SELECT DISTINCT language FROM book.customer WHERE language IS NOT NULL")
    assert {language for (language,) in spoken} <= {"普通话", "汀澜话", "英语"} and spoken


def test_a_delivery_without_them_comes_in_as_before_and_changes_nothing_by_the_new_mapping(
    bare_url: str, small_city: Path, tmp_path: Path
) -> None:
    extract = Extract.copy(small_city / "extract", tmp_path / "extract")
    _without_new(extract)
    extract.keep("specialists", "customers")
    _import_by(bare_url, extract, "v2")
    again = _import_by(bare_url, extract, "v3")
    assert {(file.kind, file.loaded, file.updated) for file in again.files} == {
        ("specialists", 0, 0),
        ("customers", 0, 0),
    }
    assert _skills(bare_url) == [([], None, None, None)] * 3


def _two_alike(url: str) -> tuple[int, int]:
    """Two specialists who live at the same place, and nobody else in service."""
    for one in (1, 2, 3):
        set_status(url, one, "离职")
    return hire(url, "799998", (124.45, 28.86)), hire(url, "799999", (124.45, 28.86))


def _who(url: str) -> dict[object, object]:
    cells = cell_ids(url)
    return {cells.index(row.cell_id) + 1: row.specialist_id for row in tenures(url, "responsible", today())}


def _prefer(url: str, plan: UUID, number: int, language: str) -> None:
    _do(
        url,
        """UPDATE book.customer c SET language = CASE WHEN l.number = %(number)s THEN %(language)s END
           FROM census.customer_standing s JOIN census.home h ON h.person_id = s.person_id
           JOIN grids.plan_place p ON p.plan_id = %(plan)s AND p.community_id = h.community_id
           JOIN grids.cell l ON l.id = p.cell_id
           WHERE s.customer_id = c.id""".replace("%(number)s", str(number))
        .replace("%(language)s", f"'{language}'")
        .replace("%(plan)s", f"'{plan}'"),
    )


@pytest.mark.parametrize("number", [1, 2])
def test_the_cell_goes_to_whom_its_customers_understand_and_the_tenure_says_so(
    city_url: str, number: int
) -> None:
    _, speaker = _two_alike(city_url)
    _do(city_url, "UPDATE book.specialist SET languages = '{粤语}' WHERE id = %s", speaker)
    plan = build(city_url, cells=2)
    _prefer(city_url, plan, number, "粤语")
    publish_draft(city_url, plan, today())
    told = _rows(
        city_url,
        """SELECT c.number, (r ->> 'value')::float8 / c.load FROM staffing.tenure t JOIN grids.cell c ON c.id = t.cell_id
           CROSS JOIN jsonb_array_elements(t.reasons) r WHERE t.specialist_id = %s AND r ->> 'what' = 'language'""",
        speaker,
    )
    ((cell, share),) = told
    assert cell == number and 0.8 < float(str(share)) <= 1


def test_what_a_person_entered_stands_before_the_list_and_nobody_gets_more_than_he_can_carry(
    city_url: str,
) -> None:
    weak, strong = _two_alike(city_url)
    _do(city_url, "UPDATE book.specialist SET most_customers = 10 WHERE id IN (%s, %s)", weak, strong)
    _do(
        city_url,
        """INSERT INTO staffing.profile (specialist_id, most_customers, revision, changed_by, changed_at)
           VALUES (%s, 5000, 1, 'test', now())""",
        strong,
    )
    publish_draft(city_url, build(city_url, cells=2), today())
    assert set(_who(city_url).values()) == {strong}


def test_whoever_is_on_leave_gets_no_cell_that_begins_then(city_url: str) -> None:
    away, there = _two_alike(city_url)
    _do(
        city_url,
        """INSERT INTO staffing.profile (specialist_id, leave, leave_reason, revision, changed_by, changed_at)
           VALUES (%s, daterange(%s, %s), '年假', 1, 'test', now())""",
        away,
        today(),
        today() + timedelta(days=7),
    )
    publish_draft(city_url, build(city_url, cells=2), today())
    assert set(_who(city_url).values()) == {there}
    assert {row.specialist_id for row in tenures(city_url)} == {there}
    plan = build(city_url, cells=2)
    publish_draft(city_url, plan, today() + timedelta(days=7))
    later = {row.specialist_id for row in tenures(city_url, "responsible", today() + timedelta(days=7))}
    assert later == {away, there}
