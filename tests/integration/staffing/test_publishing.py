"""What begins with a plan: stations, who works its cells, hand-over, care, notices, first contacts."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import psycopg
import pytest

from gridward.engagement import care, waves
from gridward.kernel.clock import frozen, now, today
from gridward.kernel.working_days import is_working_day
from gridward.staffing.rules import staffing_rules
from support.extract import Extract, import_extract
from support.published import build, cell_ids, publish
from support.staff import hire, publish_draft, set_status, tenures


def _rows(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchall()


def test_each_specialist_in_service_gets_one_cell_and_the_others_a_stand_in(city_url: str) -> None:
    publish(city_url)
    responsible, stand_ins = tenures(city_url, "responsible"), tenures(city_url, "stand_in")
    assert len(responsible) == len({row.specialist_id for row in responsible}) == 3
    assert {(row.start, row.end, row.reason) for row in responsible} == {(today(), None, "least_way")}
    until = today() + timedelta(days=staffing_rules().stand_in.days)
    assert {(row.start, row.end, row.reason) for row in stand_ins} == {(today(), until, "nearest_with_room")}
    assert len(stand_ins) == len({row.specialist_id for row in stand_ins}) == 3
    assert {row.cell_id for row in responsible} | {row.cell_id for row in stand_ins} == set(
        cell_ids(city_url)
    )


def test_the_total_way_from_home_is_the_least(city_url: str) -> None:
    publish(city_url, cells=3)
    ways = _rows(city_url, "SELECT way_m FROM staffing.tenure WHERE role = 'responsible'")
    assert len(ways) == 3 and all(isinstance(way, float) and 0 < way < 50_000 for (way,) in ways)


@pytest.mark.parametrize("status", ["休假", "培训中", "离职", "?"])
def test_nobody_out_of_service_works_a_cell(city_url: str, status: str) -> None:
    set_status(city_url, 1, status)
    publish(city_url)
    assert {row.specialist_id for row in tenures(city_url)} == {2, 3}


def test_with_nobody_in_service_every_cell_is_vacant(city_url: str) -> None:
    for specialist in (1, 2, 3):
        set_status(city_url, specialist, "休假")
    publish(city_url)
    assert tenures(city_url) == []
    handed = _rows(city_url, "SELECT specialist_id, customers, new_customers FROM staffing.handover")
    assert len(handed) == 6 and all(row[0] is None and row[1] == row[2] for row in handed)


def test_somebody_without_a_known_home_works_where_nobody_else_is_left(city_url: str) -> None:
    new = hire(city_url, "799999", None)
    publish(city_url, cells=3)
    assert new not in {row.specialist_id for row in tenures(city_url)}
    publish_draft(city_url, build(city_url, cells=4), today() + timedelta(days=1))
    (found,) = [row for row in tenures(city_url, "responsible") if row.specialist_id == new]
    assert _rows(city_url, f"SELECT way_m FROM staffing.tenure WHERE specialist_id = {new}") == [(None,)]
    assert found.start == today() + timedelta(days=1)


def test_each_cell_hangs_on_an_open_station(city_url: str) -> None:
    publish(city_url, cells=9)
    stations = _rows(city_url, "SELECT id, opened_on, closed_on FROM stations.station")
    hung = _rows(city_url, "SELECT cell_id, station_id, distance_m FROM stations.cell_station")
    assert len(stations) == 2 and {row[1:] for row in stations} == {(today(), None)}
    assert {row[0] for row in hung} == set(cell_ids(city_url))
    assert {row[1] for row in hung} <= {row[0] for row in stations}
    assert np.array([row[2] for row in hung]).max() < 50_000


def test_a_city_without_candidates_has_no_stations(city_url: str) -> None:
    with psycopg.connect(city_url) as connection:
        connection.execute("DELETE FROM book.station")
    publish(city_url)
    assert _rows(city_url, "SELECT FROM stations.cell_station") == []


def test_each_cell_is_handed_over_with_all_its_customers(city_url: str) -> None:
    publish(city_url)
    handed = _rows(
        city_url,
        """SELECT h.specialist_id = t.specialist_id, h.customers = c.load, h.new_customers = c.load, h.accepted_at,
               h.due_on - h.effective_on
           FROM staffing.handover h JOIN grids.cell c ON c.id = h.cell_id JOIN staffing.tenure t ON t.cell_id = c.id""",
    )
    assert handed == [(True, True, True, None, staffing_rules().hand_over.days)] * 6


def test_each_orphan_with_a_cell_is_taken_into_care_and_told(city_url: str) -> None:
    publish(city_url)
    people = _rows(
        city_url,
        """SELECT DISTINCT s.person_id FROM grids.membership m JOIN census.customer_standing s USING (customer_id)
           WHERE s.kind = 'orphan' ORDER BY 1""",
    )
    cases = _rows(
        city_url,
        "SELECT customer_id, state, stage, notify_by - opened_on, notified_at FROM engagement.care ORDER BY 1",
    )
    assert cases == [(person, "allotted", "connect", 30, None) for (person,) in people]
    messages = _rows(
        city_url, "SELECT customer_id, template, purpose, state, params FROM engagement.message ORDER BY 1"
    )
    on = {"on": today().isoformat()}
    assert messages == [(person, "specialist_changed", "statutory", "queued", on) for (person,) in people]


def test_first_contacts_come_in_waves_of_working_days_with_the_riskiest_first(
    city_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = waves.first_contact_rules().model_copy(update={"per_day": 3})
    monkeypatch.setattr(waves, "first_contact_rules", lambda: few)
    monkeypatch.setattr(care, "first_contact_rules", lambda: few)
    (risky,) = _rows(
        city_url,
        """SELECT p.id, h.person_id FROM book.policy p JOIN census.customer_standing s ON s.customer_id = p.holder_id
           JOIN census.home h ON h.person_id = s.person_id AND h.kind = 'orphan' ORDER BY h.person_id DESC LIMIT 1""",
    )
    with psycopg.connect(city_url) as connection:
        connection.execute(
            """INSERT INTO renewal.due (policy_id, city_id, customer_id, number, due_on, grace_ends, amount, unpaid,
                   unpaid_amount, state, points, risk, tier, card, as_of)
               VALUES (%s, 1, %s, 2, current_date, current_date + 60, 1, 1, 1, 'due', 9, 0.9, 'high', 'v1', current_date)""",
            risky,
        )
    publish(city_url, cells=2)
    planned = _rows(
        city_url, "SELECT cell_id, wave_on, count(*) FROM engagement.care GROUP BY 1, 2 ORDER BY 1, 2"
    )
    assert max(row[2] for row in planned) == 3 and len({row[1] for row in planned}) > 3  # type: ignore[type-var]
    assert all(is_working_day(row[1]) for row in planned)  # type: ignore[arg-type]
    first = min(row[1] for row in planned)  # type: ignore[type-var]
    assert _rows(city_url, f"SELECT wave_on FROM engagement.care WHERE customer_id = {risky[1]}") == [
        (first,)
    ]


def test_a_later_plan_ends_the_work_of_the_earlier_one_on_its_day(city_url: str) -> None:
    publish(city_url)
    old = cell_ids(city_url)
    tomorrow = today() + timedelta(days=1)
    publish_draft(city_url, build(city_url, cells=4), tomorrow)
    assert {row.end for row in tenures(city_url) if row.cell_id in old} == {tomorrow}
    new = [row for row in tenures(city_url) if row.cell_id not in old]
    assert {row.start for row in new} == {tomorrow} and len(new) == 4
    # Until then nobody moves.
    assert {cell for (cell,) in _rows(city_url, "SELECT DISTINCT cell_id FROM engagement.care")} <= set(old)


def test_who_keeps_his_specialist_is_not_told_again_and_is_not_new(city_url: str) -> None:
    with frozen(now() - timedelta(days=3)):
        publish(city_url, cells=2)
    with psycopg.connect(city_url) as connection:
        connection.execute("UPDATE engagement.message SET state = 'delivered'")
        connection.execute("UPDATE engagement.care SET notified_at = now()")
    publish(city_url, cells=2)
    told = _rows(city_url, "SELECT count(*) FROM engagement.message WHERE state = 'queued'")
    new = _rows(
        city_url, f"SELECT sum(new_customers) FROM staffing.handover WHERE effective_on = '{today()}'"
    )
    everybody = _rows(city_url, "SELECT count(*) FROM engagement.care")
    # The same cells are cut again, and the same specialists live nearest.
    assert told == new == [(0,)] and everybody != [(0,)]


def _change_cells(url: str, reason: str) -> tuple[int, int]:
    """Let the specialists of two cells change places, so that neither works where the ways are the shortest."""
    (first, second) = cell_ids(url)
    with psycopg.connect(url) as connection:
        one, other = (
            row.specialist_id for row in sorted(tenures(url, "responsible"), key=lambda row: row.cell_id)
        )
        connection.execute("DELETE FROM staffing.tenure")
        for cell, specialist in ((first, other), (second, one)):
            connection.execute(
                """INSERT INTO staffing.tenure (id, city_id, cell_id, specialist_id, role, during, reason, note, created_by)
                   VALUES (gen_random_uuid(), 1, %s, %s, 'responsible', daterange(%s, NULL), %s, '会说方言', 'test')""",
                [cell, specialist, today() - timedelta(days=3), reason],
            )
    return one, other


def _begun(url: str) -> list[tuple[object, ...]]:
    return _rows(
        url,
        f"""SELECT t.specialist_id, t.reason, t.known_customers = c.load, t.reasons -> 0 ->> 'what' FROM staffing.tenure t
            JOIN grids.cell c ON c.id = t.cell_id WHERE lower(t.during) = '{today()}' ORDER BY c.number""",
    )


def test_who_knows_the_customers_keeps_them_though_another_lives_nearer(city_url: str) -> None:
    with frozen(now() - timedelta(days=3)):
        publish(city_url, cells=2)
    one, other = _change_cells(city_url, "least_way")
    publish(city_url, cells=2)
    assert _begun(city_url) == [
        (other, "knows_customers", True, "way"),
        (one, "knows_customers", True, "way"),
    ]


def test_whom_a_person_chose_is_not_proposed_away_by_a_later_plan(city_url: str) -> None:
    with frozen(now() - timedelta(days=3)):
        publish(city_url, cells=2)
    one, other = _change_cells(city_url, "chosen")
    publish(city_url, cells=2)
    assert _begun(city_url) == [
        (other, "still_chosen", True, "chosen"),
        (one, "still_chosen", True, "chosen"),
    ]
    notes = _rows(city_url, f"SELECT DISTINCT note FROM staffing.tenure WHERE lower(during) = '{today()}'")
    assert notes == [("会说方言",)]


def test_care_follows_into_the_cells_of_a_plan_that_begins_today(city_url: str) -> None:
    with frozen(now() - timedelta(days=3)):
        publish(city_url)
    publish(city_url, cells=3)
    assert {cell for (cell,) in _rows(city_url, "SELECT cell_id FROM engagement.care")} == set(
        cell_ids(city_url)
    )


def test_a_staff_number_may_have_been_delivered_with_spaces(
    bare_url: str, small_city: Path, tmp_path: Path
) -> None:
    extract = Extract.copy(small_city / "extract", tmp_path / "extract")
    _, staff = extract.table("specialists")
    extract.set("specialists", 0, "工号", f" {staff[0][0]} ")
    import_extract(bare_url, extract)
    publish(bare_url, cells=3)
    assert len(tenures(bare_url, "responsible")) == 3
