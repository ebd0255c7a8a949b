"""Who works which cell, changed between two plans."""

from datetime import timedelta

import psycopg
import pytest

from gridward.kernel.clock import frozen, now, today
from gridward.kernel.errors import Conflict, Invalid, NotFound
from gridward.kernel.ids import new_id
from gridward.ops.staffing import drop_departed
from support.field_work import STAFFED_DAYS
from support.published import build, cell_ids, person_in, publish
from support.staff import assign, end, hire, publish_draft, put, set_status, tenures

DAY = timedelta(days=1)
BEGUN = today() - STAFFED_DAYS * DAY


@pytest.fixture
def url(worked_url: str) -> str:
    """Six cells that have been in force for some days: three have a specialist, three a stand-in."""
    return worked_url


def _staffed(url: str) -> dict[int, int]:
    """The responsible specialist of each cell today."""
    return {row.cell_id: row.specialist_id for row in tenures(url, "responsible", today())}


def _vacant(url: str) -> list[int]:
    return [cell for cell in cell_ids(url) if cell not in _staffed(url)]


def _accepted_visit(url: str, cell_id: int, specialist_id: int) -> object:
    """A visit in a cell that somebody has accepted."""
    request, task, person = new_id(), new_id(), person_in(url, cell_id)
    with psycopg.connect(url) as connection:
        connection.execute(
            """INSERT INTO engagement.task (id, city_id, cell_id, customer_id, kind, stage, workplace, due_on, priority,
                   source_key) VALUES (%s, 1, %s, %s, 'flagged_visit', 'renewal', 'field', current_date, 100, 'flag/x')""",
            [task, cell_id, person],
        )
        connection.execute(
            """INSERT INTO engagement.visit_request (id, city_id, customer_id, cell_id, raised_by, raised_at, reason,
                   accept_by, state, task_id, specialist_id, answered_at)
               VALUES (%s, 1, %s, %s, gen_random_uuid(), now(), 'lapse_risk', now(), 'accepted', %s, %s, now())""",
            [request, person, cell_id, task, specialist_id],
        )
    return request


def _visit(url: str, request: object) -> tuple[object, ...]:
    with psycopg.connect(url) as connection:
        row = connection.execute(
            """SELECT r.state, r.specialist_id, r.cell_id, r.accept_by > now() + interval '1 hour', t.state
               FROM engagement.visit_request r JOIN engagement.task t ON t.id = r.task_id WHERE r.id = %s""",
            [request],
        ).fetchone()
    assert row is not None
    return row


def test_a_new_specialist_gets_the_vacant_cell_nearest_to_him_and_the_others_keep_theirs(url: str) -> None:
    before = _staffed(url)
    new = hire(url, "799999", None)
    done = assign(url)
    assert (done.assigned, done.kept, done.vacant, done.stand_ins) == (1, 3, 2, 2)
    assert {cell: who for cell, who in _staffed(url).items() if cell in before} == before
    (cell,) = [cell for cell, who in _staffed(url).items() if who == new]
    # The stand-in's days end with the day before.
    assert [row.end for row in tenures(url, "stand_in") if row.cell_id == cell] == [today()]
    with psycopg.connect(url) as connection:
        handed = connection.execute(
            "SELECT cell_id, specialist_id, customers = new_customers FROM staffing.handover WHERE effective_on = %s",
            [today()],
        ).fetchall()
    assert handed == [(cell, new, True)]


def test_assigning_twice_changes_nothing(url: str) -> None:
    before = tenures(url)
    done = assign(url)
    assert (done.assigned, done.kept, done.vacant, done.stand_ins, done.cells) == (0, 3, 3, 3, frozenset())
    assert tenures(url) == before


def test_without_a_plan_there_is_nothing_to_assign(city_url: str) -> None:
    with pytest.raises(Conflict) as caught:
        assign(city_url)
    assert caught.value.code == "staffing.no_plan"


def test_who_leaves_a_cell_is_followed_by_a_stand_in(url: str) -> None:
    cell, who = next(iter(_staffed(url).items()))
    new = hire(url, "799999", None)
    request = _accepted_visit(url, cell, who)
    end(url, cell)
    assert cell in _vacant(url)
    (gone,) = [row for row in tenures(url, "responsible") if row.cell_id == cell]
    assert (gone.specialist_id, gone.end) == (who, today())
    (stand_in,) = [row for row in tenures(url, "stand_in", today()) if row.cell_id == cell]
    # All others stand in somewhere already.
    assert (stand_in.specialist_id, stand_in.end) == (new, today() + timedelta(days=60))
    assert _visit(url, request) == ("pending", None, cell, True, "open")


def test_where_nobody_has_room_to_stand_in_a_visit_waits_for_a_supervisor(url: str) -> None:
    cell, who = next(iter(_staffed(url).items()))
    request = _accepted_visit(url, cell, who)
    end(url, cell)
    assert [row for row in tenures(url, day=today()) if row.cell_id == cell] == []
    assert _visit(url, request)[:3] == ("pending", None, None)
    hire(url, "799999", None)
    assign(url)
    assert _visit(url, request)[:3] == ("pending", None, cell)


def test_somebody_put_into_a_cell_takes_over_and_its_customers_are_told(url: str) -> None:
    cell, who = next(iter(_staffed(url).items()))
    new = hire(url, "799999", None)
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE engagement.message SET state = 'delivered'")
        connection.execute("UPDATE engagement.care SET notified_at = now()")
    put(url, cell, new)
    assert _staffed(url)[cell] == new and who not in _staffed(url).values()
    assert [row.reason for row in tenures(url, "responsible", today()) if row.cell_id == cell] == ["chosen"]
    with psycopg.connect(url) as connection:
        told = connection.execute(
            """SELECT count(*) = (SELECT count(*) FROM engagement.care WHERE cell_id = %(cell)s)
               FROM engagement.message m JOIN engagement.care c USING (customer_id)
               WHERE m.state = 'queued' AND c.cell_id = %(cell)s""",
            {"cell": cell},
        ).fetchone()
        others = connection.execute(
            """SELECT count(*) FROM engagement.message m JOIN engagement.care c USING (customer_id)
               WHERE m.state = 'queued' AND c.cell_id <> %s""",
            [cell],
        ).fetchone()
    assert (told, others) == ((True,), (0,))
    before = tenures(url)
    put(url, cell, new)
    assert tenures(url) == before


def test_somebody_may_be_announced_for_a_later_day(url: str) -> None:
    cell = _vacant(url)[0]
    new = hire(url, "799999", None)
    put(url, cell, new, today() + 10 * DAY)
    assert [(row.role, row.start, row.end) for row in tenures(url) if row.cell_id == cell] == [
        ("stand_in", BEGUN, today() + 10 * DAY),
        ("responsible", today() + 10 * DAY, None),
    ]
    # He is not given another cell meanwhile, and his is not given to another.
    assert assign(url).assigned == 0


@pytest.mark.parametrize(
    ("status", "code"), [("休假", "specialist.not_in_service"), ("离职", "specialist.not_in_service")]
)
def test_nobody_out_of_service_is_put_into_a_cell(url: str, status: str, code: str) -> None:
    new = hire(url, "799999", None, status)
    with pytest.raises(Conflict) as caught:
        put(url, _vacant(url)[0], new)
    assert caught.value.code == code and caught.value.params["status"] == status


def test_what_cannot_be_is_refused_with_a_reason(url: str) -> None:
    (cell, who), (other, _), *_ = _staffed(url).items()
    vacant = _vacant(url)[0]
    for act, kind, code in (
        (lambda: put(url, other, who), Conflict, "specialist.has_cell"),
        (lambda: put(url, vacant, 999), NotFound, "specialist.not_found"),
        (lambda: put(url, 999_999, who), NotFound, "cell.not_found"),
        (lambda: put(url, cell, who, today() - DAY), Invalid, "tenure.start_in_past"),
        (lambda: end(url, vacant), NotFound, "tenure.not_found"),
        (lambda: end(url, cell, BEGUN - DAY), Conflict, "cell.not_in_force"),
        (lambda: end(url, 999_999), NotFound, "cell.not_found"),
    ):
        with pytest.raises(kind) as caught:
            act()
        assert caught.value.code == code
    new = hire(url, "799999", None)
    put(url, vacant, new, today() + 5 * DAY)
    with pytest.raises(Invalid) as early:
        end(url, vacant)
    assert early.value.code == "tenure.end_before_start"


def test_a_cell_of_an_earlier_plan_is_not_staffed_any_more(url: str) -> None:
    old, (who, *_) = cell_ids(url)[0], _staffed(url).values()
    publish(url, cells=3)
    with pytest.raises(Conflict) as caught:
        put(url, old, who)
    assert caught.value.code == "cell.not_in_force"


def test_a_tenure_ends_with_its_plan(url: str) -> None:
    publish_draft(url, build(url, cells=4), today() + 5 * DAY)
    cell = _vacant(url)[0]
    new = hire(url, "799999", None)
    put(url, cell, new)
    assert [row.end for row in tenures(url, "responsible", today()) if row.cell_id == cell] == [
        today() + 5 * DAY
    ]
    # In the plan to come he is free, and gets its last vacant cell.
    assert assign(url).assigned == 0
    assert [row.start for row in tenures(url, "responsible") if row.specialist_id == new] == [
        today(),
        today() + 5 * DAY,
    ]


def test_whoever_left_by_the_staff_list_is_dropped_from_all_cells(url: str) -> None:
    cell, who = next(iter(_staffed(url).items()))
    request = _accepted_visit(url, cell, who)
    new = {hire(url, number, None) for number in ("799998", "799999")}
    set_status(url, who, "离职")
    assert drop_departed(url, 1, today()) == 2  # his own, and the one in which he stood in
    assert [row for row in tenures(url, day=today()) if row.specialist_id == who] == []
    found = {row.specialist_id for row in tenures(url, "stand_in", today()) if row.cell_id == cell}
    assert len(found) == 1 and found < new
    assert _visit(url, request)[:3] == ("pending", None, cell)
    before = tenures(url)
    assert drop_departed(url, 1, today()) == 0
    assert tenures(url) == before


def test_whoever_left_is_dropped_from_the_plan_to_come_too(url: str) -> None:
    publish_draft(url, build(url, cells=4), today() + 5 * DAY)
    who = next(iter(_staffed(url).values()))
    set_status(url, who, "休假")
    drop_departed(url, 1, today())
    assert [
        row for row in tenures(url) if row.specialist_id == who and (row.end or today() + DAY) > today()
    ] == []


def test_when_a_stand_in_s_days_are_over_somebody_is_looked_for_anew(url: str) -> None:
    cells = _vacant(url)
    with frozen(now() + 100 * DAY):
        assert tenures(url, "stand_in", today()) == []
        drop_departed(url, 1, today())
        assert [row.cell_id for row in tenures(url, "stand_in", today())] == cells
