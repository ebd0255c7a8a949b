"""Who comes after the plan was published gets a cell, and where nobody serves him care, with the next day's run."""

from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest

from gridward.kernel.working_days import working_days
from support.days import everything_left, found, on, one, run
from support.extract import Extract, Row, import_extract

from .conftest import DAY

_NEW = "7000000021"
_SECOND = "7000000022"
_NEXT = DAY + timedelta(days=1)


@pytest.fixture
def extract(small_city: Path, tmp_path: Path) -> Extract:
    return Extract.copy(small_city / "extract", tmp_path / "extract")


def _neighbour(url: str) -> str:
    """Somebody whom nobody serves, who has one number, and a due."""
    return str(
        one(
            url,
            """SELECT c.customer_no FROM book.customer c JOIN census.customer_standing s ON s.customer_id = c.id
               JOIN grids.cells_on(%s) k ON k.customer_id = c.id JOIN renewal.due d ON d.customer_id = c.id
               WHERE s.kind = 'orphan' AND s.person_rule = 'single' ORDER BY c.id LIMIT 1""",
            DAY,
        )["customer_no"]
    )


def _copied(extract: Extract, kind: str, column: str, number: str, changes: dict[str, str]) -> None:
    """Leave in a file only the rows of a number, changed."""

    def change(header: Row, rows: list[Row]) -> None:
        kept = [row for row in rows if len(row) == len(header) and row[header.index(column)] == number]
        for row in kept:
            for name, value in changes.items():
                row[header.index(name)] = value.format(row[header.index(name)])
        rows[:] = kept

    extract.edit(kind, change)


def _cells(url: str, number: str, day: date) -> list[int]:
    rows = found(
        url,
        """SELECT k.cell_id FROM grids.cells_on(%s) k JOIN book.customer c ON c.id = k.customer_id
           WHERE c.customer_no = %s""",
        day,
        number,
    )
    return [row["cell_id"] for row in rows]


def test_a_new_customer_whom_nobody_serves_is_taken_in(day_url: str, extract: Extract) -> None:
    run(day_url, DAY)
    before = found(day_url, "SELECT customer_id, cell_id, since FROM grids.membership ORDER BY 1")
    neighbour = _neighbour(day_url)
    extract.keep("customers", "policies", "premiums")
    header, rows = extract.table("policies")
    policy = next(row[0] for row in rows if row[header.index("投保人客户号")] == neighbour)
    _copied(
        extract,
        "customers",
        "客户号",
        neighbour,
        {"客户号": _NEW, "证件类型": "护照", "证件号码": "E7654321"},
    )
    _copied(
        extract,
        "policies",
        "保单号",
        policy,
        {"保单号": "P7{}", "投保人客户号": _NEW, "被保险人客户号": _NEW},
    )
    _copied(extract, "premiums", "保单号", policy, {"保单号": "P7{}"})
    with on(_NEXT):
        report = import_extract(day_url, extract)
    assert report.refused == 0
    # The import alone gives nobody a cell; the day that follows it does.
    assert _cells(day_url, _NEW, _NEXT) == []
    done = run(day_url, _NEXT)
    assert (done.newcomers.enrolled, done.newcomers.in_care) == (1, 1)
    assert _cells(day_url, _NEW, _NEXT) == _cells(day_url, neighbour, _NEXT)
    assert _cells(day_url, _NEW, DAY) == []
    care = one(
        day_url,
        """SELECT a.* FROM engagement.care a JOIN book.customer c ON c.id = a.customer_id
           WHERE c.customer_no = %s""",
        _NEW,
    )
    assert (care["state"], care["stage"], care["opened_on"]) == ("allotted", "connect", _NEXT)
    assert [care["cell_id"]] == _cells(day_url, _NEW, _NEXT)
    assert care["wave_on"] == working_days(_NEXT, 1)[0]
    assert care["notify_by"] == _NEXT + timedelta(days=30) and care["notified_at"] is not None
    # Nobody else's cell has changed.
    others = found(
        day_url,
        """SELECT m.customer_id, m.cell_id, m.since FROM grids.membership m JOIN book.customer c ON c.id = m.customer_id
           WHERE c.customer_no <> %s ORDER BY 1""",
        _NEW,
    )
    assert others == before
    left = everything_left(day_url)
    assert run(day_url, _NEXT).newcomers.enrolled == 0
    assert everything_left(day_url) == left
    # He is called like the others of his cell.
    run(day_url, care["wave_on"])
    assert found(
        day_url,
        "SELECT FROM engagement.task WHERE customer_id = %s AND kind = 'first_contact' AND cell_id = %s",
        care["customer_id"],
        care["cell_id"],
    )


def test_another_number_of_somebody_gets_his_cell_and_no_care_of_its_own(
    day_url: str, extract: Extract
) -> None:
    run(day_url, DAY)
    neighbour = _neighbour(day_url)
    extract.keep("customers")
    # By another address: the person keeps his cell nevertheless.
    _copied(extract, "customers", "客户号", neighbour, {"客户号": _SECOND, "通讯地址": "不详"})
    import_extract(day_url, extract)
    done = run(day_url, _NEXT)
    assert (done.newcomers.enrolled, done.newcomers.in_care) == (1, 0)
    assert _cells(day_url, _SECOND, _NEXT) == _cells(day_url, neighbour, _NEXT) != []


def test_who_was_served_comes_into_care_when_his_agent_leaves(day_url: str, extract: Extract) -> None:
    run(day_url, DAY)
    before = one(day_url, "SELECT count(*) AS n FROM engagement.care")["n"]
    extract.keep("agents")

    def leave(header: Row, rows: list[Row]) -> None:
        for row in rows:
            row[header.index("状态")] = "离职"

    extract.edit("agents", leave)
    import_extract(day_url, extract)
    done = run(day_url, _NEXT)
    assert done.newcomers.in_care > 10 and done.newcomers.enrolled >= done.newcomers.in_care
    assert one(day_url, "SELECT count(*) AS n FROM engagement.care")["n"] == before + done.newcomers.in_care
    # Everybody whom nobody serves and whose place is known has a cell and is in care now.
    assert (
        found(
            day_url,
            """SELECT FROM census.home h LEFT JOIN engagement.care c ON c.customer_id = h.person_id
           WHERE h.kind = 'orphan' AND (c.customer_id IS NULL OR c.cell_id IS NULL)""",
        )
        == []
    )


def test_a_place_that_the_plan_does_not_know_lies_in_the_nearest_ones_cell(day_url: str) -> None:
    run(day_url, DAY)
    lost = one(
        day_url,
        """SELECT s.customer_id, c.customer_no FROM census.customer_standing s JOIN census.placement p USING (customer_id)
           JOIN book.customer c ON c.id = s.customer_id
           WHERE s.kind = 'orphan' AND s.person_rule = 'single' AND (p.reason IS NOT NULL OR p.precision = 'none')
           ORDER BY 1 LIMIT 1""",
    )
    near = one(
        day_url,
        """SELECT o.cell_id, o.lon, o.lat FROM grids.plan_place o JOIN grids.plan p ON p.id = o.plan_id
           WHERE p.status = 'published' ORDER BY o.id DESC LIMIT 1""",
    )
    with psycopg.connect(day_url) as connection:
        connection.execute(
            """UPDATE census.placement SET precision = 'manual', reason = NULL, community_id = NULL, lon = %s, lat = %s
               WHERE customer_id = %s""",
            [near["lon"] + 1e-5, near["lat"], lost["customer_id"]],
        )
    assert _cells(day_url, lost["customer_no"], _NEXT) == []
    assert run(day_url, _NEXT).newcomers.in_care == 1
    assert _cells(day_url, lost["customer_no"], _NEXT) == [near["cell_id"]]


def test_who_moves_house_is_served_where_he_lives_now_and_told(day_url: str) -> None:
    run(day_url, DAY)
    mover = _neighbour(day_url)
    (old,) = _cells(day_url, mover, DAY)
    there = one(
        day_url,
        """SELECT o.cell_id, o.community_id FROM grids.plan_place o JOIN grids.plan p ON p.id = o.plan_id
           WHERE p.status = 'published' AND o.cell_id <> %s AND o.community_id IS NOT NULL ORDER BY o.id LIMIT 1""",
        old,
    )
    with psycopg.connect(day_url) as connection:
        connection.execute("UPDATE engagement.message SET state = 'delivered' WHERE state = 'queued'")
        connection.execute(
            """UPDATE census.placement p SET community_id = %s FROM book.customer c
               WHERE c.id = p.customer_id AND c.customer_no = %s""",
            [there["community_id"], mover],
        )
    assert run(day_url, _NEXT).newcomers.relocated == 1
    assert _cells(day_url, mover, DAY) == [old] and _cells(day_url, mover, _NEXT) == [there["cell_id"]]
    work = found(
        day_url,
        """SELECT a.cell_id AS care, d.cell_id AS due FROM engagement.care a JOIN renewal.due d USING (customer_id)
           JOIN book.customer c ON c.id = a.customer_id WHERE c.customer_no = %s""",
        mover,
    )
    assert work == [{"care": there["cell_id"], "due": there["cell_id"]}]
    told = found(
        day_url,
        """SELECT c.customer_no FROM engagement.message m JOIN book.customer c ON c.id = m.customer_id
           WHERE m.source_key LIKE 'notice/moved/%%'""",
    )
    assert told == [{"customer_no": mover}]
    assert run(day_url, _NEXT).newcomers.relocated == 0
