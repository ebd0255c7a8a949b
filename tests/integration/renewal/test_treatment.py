"""Whom to treat, over a whole city in the database: what is decided is done and nothing else, those held out are left alone,
and what came of it is measured."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import psycopg
import pytest

import gridward.renewal.generating as generating
import gridward.renewal.whom.deciding as deciding
import gridward.renewal.whom.left_alone as alone
from gridward.kernel.clock import today
from gridward.ops.day import run_day
from gridward.platform.db import connect
from gridward.renewal.whom.left_alone import left_alone
from gridward.renewal.whom.measuring import find_closed, measured_effect, measured_rates
from gridward.renewal.whom.rules import TreatmentRules, treatment_rules
from support.days import found


@dataclass(frozen=True)
class City:
    """The small city at work, with rules of one's own."""

    url: str
    change: Callable[..., TreatmentRules]

    def run(self, days: int = 0) -> int:
        """Run a day; how many decisions it kept."""
        return run_day(self.url, 1, today() + timedelta(days=days)).work.decided


@pytest.fixture
def city(worked_url: str, monkeypatch: pytest.MonkeyPatch) -> City:
    def change(**parts: dict[str, object]) -> TreatmentRules:
        rules = treatment_rules()
        rules = rules.model_copy(
            update={name: getattr(rules, name).model_copy(update=part) for name, part in parts.items()}
        )
        for module in (deciding, generating, alone):
            monkeypatch.setattr(module, "treatment_rules", lambda: rules)
        return rules

    return City(worked_url, change)


_DONE = """
    SELECT customer_id, policy_id, instalment AS number, CASE workplace WHEN 'seat' THEN 'call' ELSE 'visit' END AS kind
    FROM engagement.task WHERE kind IN ('renewal_call', 'renewal_visit') AND source_key LIKE 'due/%%'
    UNION ALL
    SELECT customer_id, split_part(source_key, '/', 2)::bigint, split_part(source_key, '/', 3)::int, 'message'
    FROM engagement.message WHERE source_key LIKE 'due/%%' AND purpose = 'service' AND template <> 'due_formal'
"""


def test_what_is_done_is_what_was_decided_and_each_decision_says_by_what(city: City) -> None:
    assert city.run() > 0
    decisions = found(city.url, "SELECT * FROM renewal.decision")
    chosen = {
        (row["policy_id"], row["number"], {"offer": "call"}.get(row["action"], row["action"]))
        for row in decisions
        if row["action"] != "none"
    }
    done = found(city.url, _DONE)
    assert {(row["policy_id"], row["number"], row["kind"]) for row in done} == chosen != set()
    for row in decisions:
        inputs = row["inputs"]
        assert set(inputs["values"]) <= {"message", "call", "offer", "visit"} and inputs["at_stake"] >= 0
        if row["action"] != "none":
            assert inputs["values"][row["action"]] > 0 and row["why"] in {"best", "next_best"}
        if row["why"] == "not_worth":
            assert all(value <= 0 for value in inputs["values"].values())
    run = found(city.url, "SELECT * FROM renewal.treatment_run")[0]
    assert run["figures"]["expected"] <= run["figures"]["bound"]
    assert (
        run["rates"]["call"]["mean"] == pytest.approx(0.15, abs=0.01)
        and run["rates"]["call"]["measured"] == 0
    )


def test_a_second_run_decides_nothing_anew_and_nothing_is_ever_rewritten(city: City) -> None:
    city.run()
    before = found(city.url, "SELECT * FROM renewal.decision ORDER BY id")
    assert city.run() == 0
    assert found(city.url, "SELECT * FROM renewal.decision ORDER BY id") == before
    for statement in ("UPDATE renewal.decision SET why = 'best'", "DELETE FROM renewal.treatment_run"):
        with connect(city.url, "test") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


def test_those_held_out_are_left_alone_but_hear_what_all_hear(city: City) -> None:
    city.change(lot={"held_out": 0.5})
    for days in (0, 10, 30, 62):
        city.run(days)
    held = {
        row["customer_id"]
        for row in found(city.url, "SELECT customer_id FROM renewal.decision WHERE held_out")
    }
    free = {
        row["customer_id"]
        for row in found(city.url, "SELECT customer_id FROM renewal.decision WHERE NOT held_out")
    }
    with connect(city.url, "test") as connection:
        assert left_alone(connection, held | free) == held
    # The lot is for good.
    assert held and free and not held & free
    assert not held & {row["customer_id"] for row in found(city.url, _DONE)}
    heard = found(
        city.url,
        """SELECT customer_id, template FROM engagement.message
           WHERE purpose = 'statutory' OR template = 'due_formal'""",
    )
    assert {row["template"] for row in heard if row["customer_id"] in held} >= {"due_formal", "due_suspended"}
    would = found(city.url, "SELECT DISTINCT would FROM renewal.decision WHERE held_out")
    assert {row["would"] for row in would} - {"none"}


def test_no_more_is_begun_than_can_be_done(city: City) -> None:
    city.change(capacity={"call_minutes_a_day": 8.0, "visit_minutes_a_day": 60.0, "days": 2})
    city.run()
    tasks = found(
        city.url,
        """SELECT workplace, cell_id, count(*) AS n FROM engagement.task
           WHERE kind IN ('renewal_call', 'renewal_visit') AND source_key LIKE 'due/%%' GROUP BY 1, 2""",
    )
    assert sum(row["n"] for row in tasks if row["workplace"] == "seat") <= 2
    assert all(row["n"] <= 2 for row in tasks if row["workplace"] == "field")
    why = {row["why"] for row in found(city.url, "SELECT DISTINCT why FROM renewal.decision")}
    assert why & {"capacity", "next_best"}


def test_who_was_contacted_too_often_is_not_called(city: City) -> None:
    city.run()
    row = found(city.url, "SELECT * FROM renewal.decision WHERE action = 'call' ORDER BY id LIMIT 1")[0]
    with connect(city.url, "test") as connection:
        connection.execute("DELETE FROM seats.queue_item")
        connection.execute("DELETE FROM engagement.task WHERE customer_id = %s", [row["customer_id"]])
        for hour in (1, 2):
            connection.execute(
                """INSERT INTO engagement.contact (id, city_id, customer_id, at, purpose, channel, department, result)
                   VALUES (gen_random_uuid(), 1, %s, now() - make_interval(hours => %s), 'service', 'call', 'field',
                       'promised')""",
                [row["customer_id"], hour],
            )
    city.run(2)
    newest = found(
        city.url,
        "SELECT action, why, inputs FROM renewal.decision WHERE policy_id = %s ORDER BY id DESC LIMIT 1",
        row["policy_id"],
    )[0]
    assert newest["action"] not in {"call", "offer"} and newest["inputs"]["beyond_budget"] == [
        "call",
        "offer",
    ]
    assert newest["inputs"]["contacts"] >= 2


def test_outcomes_that_are_closed_are_measured(city: City) -> None:
    rules = treatment_rules()
    with connect(city.url, "test") as connection:
        connection.execute(
            """INSERT INTO renewal.decision (city_id, customer_id, policy_id, number, cell_id, due_on, day, held_out,
                   options, action, would, why, risk, value, inputs, card, rules)
               SELECT 1, p.holder_id, i.policy_id, i.number, i.policy_id %% 7, i.due_on, i.due_on + 7, i.policy_id %% 3 = 0,
                   '{call}', CASE WHEN i.policy_id %% 3 = 0 THEN 'none' ELSE 'call' END, 'call',
                   CASE WHEN i.policy_id %% 3 = 0 THEN 'held_out' ELSE 'best' END, 0.3, 100, %s, 'v1', 'v1'
               FROM book.instalment i JOIN book.policy p ON p.id = i.policy_id""",
            [json.dumps({})],
        )
        day = today()
        find_closed(connection, 1, day, rules)
        counted = connection.execute(
            """SELECT count(*) FILTER (WHERE i.policy_id %% 3 <> 0), count(*) FILTER (WHERE i.policy_id %% 3 <> 0
                   AND NOT coalesce(i.paid_on <= i.due_on + 60 AND i.channel IS DISTINCT FROM '自动垫交'
                       AND i.channel IS DISTINCT FROM '保单贷款', false))
               FROM book.instalment i JOIN book.policy p ON p.id = i.policy_id
               WHERE i.due_on <= %s AND p.state NOT IN ('ended_by_claim', 'matured', 'cancelled', 'moved_out')""",
            [day - timedelta(days=75)],
        ).fetchone()
        rates, effect = measured_rates(connection, rules), measured_effect(connection)
    assert counted is not None
    call = rates["call"]
    assert call["treated"]["count"] == counted[0] > 100 and call["treated"]["expected"] == pytest.approx(
        0.3 * counted[0]
    )
    assert call["measured"] > 0.5 and call["low"] < call["mean"] < call["high"]
    assert effect["treated"] == counted[0] and effect["low"] < effect["difference"] < effect["high"]
    assert rates["visit"]["measured"] == 0


def test_nothing_of_a_day_to_come_is_counted(city: City) -> None:
    """The clock moved back: decisions of a later day close nothing and let nobody rest."""
    city.run(20)
    with connect(city.url, "test") as connection:
        find_closed(connection, 1, date(2020, 1, 1), treatment_rules())
        assert measured_effect(connection)["treated"] == 0
    assert city.run() > 0
