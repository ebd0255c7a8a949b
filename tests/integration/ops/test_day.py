"""The day's run of the small city: what is due becomes work, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import psycopg
import pytest

import support.published
from gridward.engagement.public import first_contact_rules
from gridward.ops import day as day_module
from gridward.renewal.calendar import premium_calendar
from gridward.worker.running import run_task
from support.days import everything_left, found, on, one, run
from support.small_city import AS_OF

DAY = AS_OF + timedelta(days=2)


def test_what_is_due_becomes_tasks_and_messages_by_the_calendar(day_url: str) -> None:
    report = run(day_url, DAY)
    assert report.in_force and report.dues == len(found(day_url, "SELECT FROM renewal.due"))
    calendar = premium_calendar()
    wanted_tasks, wanted_messages = set(), set()
    rows = found(
        day_url,
        """SELECT d.*, p.pay_mode, p.premium * CASE p.pay_mode WHEN 'yearly' THEN 1 WHEN 'half_yearly' THEN 2
               WHEN 'quarterly' THEN 4 ELSE 12 END AS a_year
           FROM renewal.due d JOIN book.policy p ON p.id = d.policy_id""",
    )
    for due in rows:
        passed, key = (DAY - due["due_on"]).days, f"due/{due['policy_id']}/{due['number']}"
        for step in calendar.tasks:
            if (
                step.first <= passed <= step.last
                and due["state"] != "suspended"
                and step.fits(due["tier"] == "high", due["a_year"] >= calendar.value.high_from)
                and (step.workplace == "seat" or due["cell_id"] is not None)
            ):
                wanted_tasks.add(f"{key}/{step.step}")
        for message in calendar.messages:
            if message.first <= passed <= message.last:
                wanted_messages.add(f"{key}/{message.template}")
    tasks = found(day_url, "SELECT * FROM engagement.task WHERE kind LIKE 'renewal%%'")
    made = {task["source_key"] for task in tasks}
    # Nothing beyond the calendar; what it has and was not done is left for a reason.
    assert made <= wanted_tasks
    messages = found(
        day_url, "SELECT source_key, state FROM engagement.message WHERE source_key LIKE 'due/%%'"
    )
    sent = {message["source_key"] for message in messages}
    assert sent <= wanted_messages and not any(message["state"] == "queued" for message in messages)
    undone = wanted_tasks - made | wanted_messages - sent
    left = {tuple(map(int, key.split("/")[1:3])) for key in undone}
    reasons = found(
        day_url, "SELECT policy_id, number, action, why FROM renewal.decision WHERE day = %s", DAY
    )
    explained = {(row["policy_id"], row["number"]): row for row in reasons}
    assert left <= explained.keys() and len(undone) < len(made) + len(sent)
    assert not any(key.endswith(("/due_formal", "/due_suspended")) for key in undone)
    assert (report.work.tasks, report.work.messages) == (len(made), len(sent)) and made and sent
    for task in tasks:
        assert 10 <= task["priority"] <= 50 and task["due_on"] >= DAY and task["stage"] == "renewal"
        assert task["why"][0]["code"] == "due_since"


def test_dues_stand_in_the_cells_of_their_holders(day_url: str) -> None:
    run(day_url, DAY)
    rows = found(
        day_url,
        """SELECT d.cell_id, c.cell_id AS home FROM renewal.due d
           LEFT JOIN grids.cells_on(%s) c ON c.customer_id = d.customer_id""",
        DAY,
    )
    assert all(row["cell_id"] == row["home"] for row in rows)
    assert any(row["cell_id"] for row in rows)


def test_first_contacts_come_in_waves(day_url: str) -> None:
    report = run(day_url, DAY)
    rules = first_contact_rules()
    waiting = found(day_url, "SELECT * FROM engagement.care WHERE state = 'allotted'")
    today = [care for care in waiting if care["wave_on"] <= DAY]
    tasks = found(day_url, "SELECT * FROM engagement.task WHERE kind = 'first_contact'")
    assert {task["customer_id"] for task in tasks} == {care["customer_id"] for care in today}
    assert report.first_contacts.made == len(tasks) > 0
    by_cell: dict[int, int] = {}
    for task in tasks:
        assert task["workplace"] == "field" and 1 <= task["priority"] <= 2 and task["due_on"] > DAY
        by_cell[task["cell_id"]] = by_cell.get(task["cell_id"], 0) + 1
    assert all(many <= rules.per_day for many in by_cell.values())
    # The next wave comes on the next working day.
    later = run(day_url, DAY + timedelta(days=1))
    assert later.first_contacts.made > 0
    assert later.first_contacts.made == sum(care["wave_on"] == DAY + timedelta(days=1) for care in waiting)


def test_who_was_reached_otherwise_needs_no_first_contact(day_url: str) -> None:
    run(day_url, DAY)
    task = found(day_url, "SELECT * FROM engagement.task WHERE kind = 'first_contact' LIMIT 1")[0]
    with psycopg.connect(day_url) as connection:
        connection.execute(
            "UPDATE engagement.care SET state = 'contacted', first_contact_at = now() WHERE customer_id = %s",
            [task["customer_id"]],
        )
    assert run(day_url, DAY).first_contacts.closed == 1
    closed = one(day_url, "SELECT state, outcome FROM engagement.task WHERE id = %s", task["id"])
    assert closed == {"state": "cancelled", "outcome": "contacted"}


def test_who_comes_into_care_later_does_not_wait_behind_the_waves(day_url: str) -> None:
    run(day_url, DAY)
    with psycopg.connect(day_url) as connection:
        row = connection.execute(
            """UPDATE engagement.care SET wave_on = NULL WHERE customer_id = (
                   SELECT customer_id FROM engagement.care WHERE wave_on > %s LIMIT 1) RETURNING customer_id""",
            [DAY],
        ).fetchone()
    assert row is not None
    assert run(day_url, DAY).first_contacts.made == 1
    care = one(day_url, "SELECT wave_on FROM engagement.care WHERE customer_id = %s", row[0])
    assert care["wave_on"] == DAY


def test_twice_changes_nothing(day_url: str) -> None:
    run(day_url, DAY)
    before = everything_left(day_url)
    report = run(day_url, DAY)
    assert everything_left(day_url) == before
    assert (report.work.tasks, report.work.messages, report.work.superseded, report.work.refreshed) == (
        0,
        0,
        0,
        0,
    )
    assert (report.moved, report.freed, report.first_contacts.made, report.queue, report.delivered) == (
        0,
    ) * 5


def test_two_at_once_are_one_after_the_other(day_url: str) -> None:
    with on(DAY), ThreadPoolExecutor(2) as both:
        reports = [*both.map(lambda _: day_module.run_day(day_url, 1, DAY), range(2))]
    assert sorted(report.work.tasks for report in reports)[0] == 0
    assert max(report.work.tasks for report in reports) > 0


def test_without_cells_in_force_there_is_a_due_list_and_no_work(city_url: str) -> None:
    report = run(city_url, DAY)
    assert not report.in_force and report.dues > 0
    left = everything_left(city_url)
    assert len(left.pop("renewal.due")) == report.dues
    assert all(rows == [] for rows in left.values())


def test_a_later_step_takes_the_place_of_an_open_earlier_one(day_url: str) -> None:
    run(day_url, DAY)
    task = found(
        day_url,
        """SELECT t.*, d.due_on AS fell_due FROM engagement.task t JOIN renewal.due d USING (policy_id)
           WHERE source_key LIKE '%%/call_7' ORDER BY d.due_on DESC LIMIT 1""",
    )[0]
    report = run(day_url, task["fell_due"] + timedelta(days=30))
    assert report.work.superseded >= 1
    tasks = found(
        day_url,
        """SELECT right(source_key, 7) AS step, state, outcome FROM engagement.task
           WHERE policy_id = %s AND workplace = 'seat' ORDER BY source_key""",
        task["policy_id"],
    )
    assert tasks == [
        {"step": "call_30", "state": "open", "outcome": None},
        {"step": "/call_7", "state": "cancelled", "outcome": "superseded"},
    ]


def test_reasons_keep_up_with_the_days(day_url: str) -> None:
    run(day_url, DAY)
    query = "SELECT id, why, priority FROM engagement.task WHERE kind LIKE 'renewal%%' AND state = 'open' ORDER BY id"
    before = {task["id"]: task for task in found(day_url, query)}
    assert run(day_url, DAY + timedelta(days=1)).work.refreshed > 0
    for task in found(day_url, query):
        if task["id"] in before:
            earlier = before[task["id"]]
            assert task["why"][0]["params"]["days"] == earlier["why"][0]["params"]["days"] + 1
            assert task["priority"] >= earlier["priority"]


def test_reminders_end_with_grace(day_url: str) -> None:
    run(day_url, DAY)
    task = found(
        day_url,
        """SELECT t.id, d.grace_ends FROM engagement.task t JOIN renewal.due d USING (policy_id)
           WHERE t.kind LIKE 'renewal%%' AND t.state = 'open' ORDER BY d.grace_ends LIMIT 1""",
    )[0]

    def state(day: date) -> tuple[str, str | None]:
        run(day_url, day)
        row = one(day_url, "SELECT state, outcome FROM engagement.task WHERE id = %s", task["id"])
        return row["state"], row["outcome"]

    assert state(task["grace_ends"]) in {("open", None), ("cancelled", "superseded")}
    assert state(task["grace_ends"] + timedelta(days=1))[0] == "cancelled"


def test_work_follows_its_customers_into_the_cells_of_a_new_plan(day_url: str) -> None:
    run(day_url, DAY)
    tomorrow = DAY + timedelta(days=1)
    with on(tomorrow):
        support.published.publish(day_url, cells=6)
    run(day_url, tomorrow)
    for table in ("engagement.task", "engagement.care", "renewal.due"):
        still = "t.state = 'open'" if table == "engagement.task" else "true"
        strays = found(
            day_url,
            f"""SELECT FROM {table} t LEFT JOIN grids.cells_on(%s) c USING (customer_id)
                WHERE {still} AND t.cell_id IS DISTINCT FROM c.cell_id""",
            tomorrow,
        )
        assert strays == [], table
    cells = found(
        day_url, "SELECT DISTINCT cell_id FROM engagement.task WHERE state = 'open' AND workplace = 'field'"
    )
    assert len(cells) == 6


def test_a_run_that_fails_is_noted_and_the_next_one_makes_it_good(
    day_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no disk")

    with monkeypatch.context() as broken:
        broken.setattr(day_module, "generate_work", fail)
        with pytest.raises(RuntimeError):
            run(day_url, DAY)
    assert found(day_url, "SELECT FROM engagement.task") == []
    report = run(day_url, DAY)
    assert report.work.tasks > 0
    runs = found(day_url, "SELECT day, finished_at, report, problem FROM ops.day_run ORDER BY id")
    assert [(row["day"], row["problem"] and row["problem"]["code"]) for row in runs] == [
        (DAY, "internal"),
        (DAY, None),
    ]
    assert runs[1]["report"]["work"]["tasks"] == report.work.tasks and all(row["finished_at"] for row in runs)


def test_the_worker_runs_the_day_of_today(day_url: str) -> None:
    run_task("run_day", day_url, "1")
    row = one(day_url, "SELECT day, report FROM ops.day_run")
    assert row["day"] == DAY and row["report"]["in_force"]
