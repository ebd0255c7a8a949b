"""Occasions on which the specialist acts: in place of the message, as many as he has room for, and once."""

from collections import Counter
from datetime import date, timedelta

import psycopg
import pytest

import gridward.nurture.night as night_module
from gridward.engagement.contract import Stage
from gridward.kernel.clock import today
from gridward.nurture.rules import FieldRules, FieldStep, NurtureRules
from support.days import found
from support.nurtured import quieten, run_night, to_all

_TASKS = "SELECT * FROM engagement.task WHERE kind = 'occasion' ORDER BY id"
_TOUCHED = "SELECT customer_id, step FROM nurture.touch"


def _rules(day: date, most_open: int = 12) -> NurtureRules:
    step = FieldStep(stage=Stage.ACTIVITIES, ahead_days=2, within_days=13, priority=0.8)
    shipped = to_all(starts=f"{day:%m-%d}", lasts_days=1, call=True, field=step)
    return shipped.model_copy(update={"field": FieldRules(most_a_day=2, most_open=most_open)})


@pytest.fixture
def day(worked_url: str, monkeypatch: pytest.MonkeyPatch) -> date:
    """The day of an occasion that everybody has, which a specialist may take up to two days before it."""
    quieten(worked_url)
    on = today().replace(month=1, day=1) + timedelta(days=396)
    monkeypatch.setattr(night_module, "nurture_rules", lambda: _rules(on))
    return on


def test_as_many_as_there_is_room_for_and_the_others_hear_by_message(worked_url: str, day: date) -> None:
    first = run_night(worked_url, day - timedelta(days=2))
    assert first.tasks > 0 and first.messages == 0
    for task in found(worked_url, _TASKS):
        assert (task["starts_on"], task["due_on"]) == (day, day + timedelta(days=13))
        assert (task["workplace"], task["stage"], task["priority"]) == ("field", "activities", 0.8)
    assert run_night(worked_url, day - timedelta(days=2)).tasks == 0

    run_night(worked_url, day - timedelta(days=1))
    last = run_night(worked_url, day)
    assert last.messages > 0
    touched = found(worked_url, _TOUCHED)
    assert len({row["customer_id"] for row in touched}) == len(touched)
    workers = found(
        worked_url,
        f"""SELECT t.specialist_id, count(*) AS many FROM nurture.touch k JOIN staffing.tenure t USING (cell_id)
            WHERE k.step = 'field' AND t.during @> CAST('{day}' AS date) GROUP BY 1""",
    )
    # Two a day on three days; who is kept back by a lot takes a place too.
    assert max(row["many"] for row in workers) == 6


def test_nobody_gets_more_than_he_can_have_open(
    worked_url: str, day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(night_module, "nurture_rules", lambda: _rules(day, most_open=1))
    run_night(worked_url, day - timedelta(days=2))
    cells = Counter(row["cell_id"] for row in found(worked_url, _TASKS))
    assert set(cells.values()) == {1}
    run_night(worked_url, day - timedelta(days=1))
    assert Counter(row["cell_id"] for row in found(worked_url, _TASKS)) >= cells
    assert set(Counter(row["cell_id"] for row in found(worked_url, _TASKS)).values()) == {1}


def test_what_he_leaves_undone_a_seat_calls_about(worked_url: str, day: date) -> None:
    run_night(worked_url, day)
    left, done, *_ = found(worked_url, _TASKS)
    with psycopg.connect(worked_url) as connection:
        connection.execute(
            "UPDATE engagement.task SET state = 'done', outcome = 'reached', closed_at = now() WHERE id = %s",
            [done["id"]],
        )
    night = run_night(worked_url, day + timedelta(days=14))
    states = {row["id"]: row["outcome"] for row in found(worked_url, _TASKS)}
    assert (states[left["id"]], states[done["id"]]) == ("expired", "reached")
    calls = found(worked_url, "SELECT customer_id FROM engagement.task WHERE kind = 'nurture_call'")
    called = {row["customer_id"] for row in calls}
    assert night.calls == len(called) and left["customer_id"] in called and done["customer_id"] not in called
