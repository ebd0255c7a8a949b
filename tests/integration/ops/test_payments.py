"""What payments and promises change."""

import asyncio
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from gridward.kernel.clock import POLICY_ZONE
from gridward.kernel.errors import GridwardError
from gridward.platform.db import in_transaction
from gridward.renewal.contract import NewPromise
from gridward.renewal.public import record_promise, refresh_dues, settle
from support.days import found, on, one, run
from support.extract import Extract, import_extract
from support.small_city import AS_OF

DAY = AS_OF + timedelta(days=2)


@pytest.fixture
def due(day_url: str) -> dict[str, Any]:
    """A due in grace with an open call, after the day's run."""
    run(day_url, DAY)
    return found(
        day_url,
        """SELECT d.*, t.id AS task_id, p.policy_no FROM renewal.due d JOIN book.policy p ON p.id = d.policy_id
           JOIN engagement.task t ON t.policy_id = d.policy_id AND t.workplace = 'seat' AND t.state = 'open'
           WHERE d.state = 'in_grace' AND d.grace_ends > %s ORDER BY d.policy_id LIMIT 1""",
        DAY + timedelta(days=10),
    )[0]


def promise(due: dict[str, Any], promised_on: date, made_on: date = DAY, **changes: Any) -> NewPromise:
    values = {
        "city_id": 1,
        "customer_id": due["customer_id"],
        "policy_id": due["policy_id"],
        "number": due["number"],
        "promised_on": promised_on,
        "made_at": datetime.combine(made_on, time(10), POLICY_ZONE),
        "made_to": uuid4(),
        "source": "seat",
    }
    return NewPromise(**(values | changes))


def record(url: str, made: NewPromise) -> UUID:
    return asyncio.run(in_transaction(url, lambda session: record_promise(session, made)))


def state_of(url: str, promise_id: UUID) -> str:
    state: str = one(url, "SELECT state FROM renewal.promise WHERE id = %s", promise_id)["state"]
    return state


def pay(url: str, due: dict[str, Any], on_day: date, channel: str = "银行转账") -> None:
    with psycopg.connect(url) as connection:
        connection.execute(
            """UPDATE book.instalment SET paid_on = %s, paid_amount = amount, channel = %s
               WHERE policy_id = %s AND number = %s""",
            [on_day, channel, due["policy_id"], due["number"]],
        )
        connection.execute("UPDATE book.policy SET state = 'in_force' WHERE id = %s", [due["policy_id"]])


def task(url: str, due: dict[str, Any]) -> tuple[str, str | None]:
    row = one(url, "SELECT state, outcome FROM engagement.task WHERE id = %s", due["task_id"])
    return row["state"], row["outcome"]


def test_a_payment_in_a_delivery_closes_the_tasks(
    day_url: str, due: dict[str, Any], small_city: Path, tmp_path: Path
) -> None:
    extract = Extract.copy(small_city / "extract", tmp_path / "delta").keep("premiums")
    header, rows = extract.table("premiums")
    at = {name: header.index(name) for name in header}
    paid = [
        row for row in rows if (row[at["保单号"]], row[at["期次"]]) == (due["policy_no"], str(due["number"]))
    ]
    paid[0][at["实缴日期"]], paid[0][at["实缴保费"]] = DAY.isoformat(), str(due["amount"])
    extract.write("premiums", header, paid)
    import_extract(day_url, extract, as_of=DAY)
    report = run(day_url, DAY + timedelta(days=1))
    assert report.settled.closed >= 1
    assert task(day_url, due) == ("cancelled", "paid")
    assert (
        found(
            day_url,
            "SELECT FROM renewal.due WHERE policy_id = %s AND number = %s",
            due["policy_id"],
            due["number"],
        )
        == []
    )
    again = run(day_url, DAY + timedelta(days=1))
    assert again.settled.closed == 0


def test_a_loan_from_the_cash_value_closes_them_under_its_own_name(day_url: str, due: dict[str, Any]) -> None:
    pay(day_url, due, DAY, channel="自动垫交")
    run(day_url, DAY + timedelta(days=1))
    assert task(day_url, due) == ("cancelled", "apl_paid")


def test_what_an_agent_took_over_is_no_work_any_more(day_url: str, due: dict[str, Any]) -> None:
    with psycopg.connect(day_url) as connection:
        connection.execute(
            "UPDATE census.policy_standing SET standing = 'served' WHERE policy_id = %s", [due["policy_id"]]
        )
    run(day_url, DAY)
    assert task(day_url, due) == ("cancelled", "not_due")


def test_a_reversed_debit_is_due_again(day_url: str, due: dict[str, Any]) -> None:
    pay(day_url, due, DAY)
    run(day_url, DAY + timedelta(days=1))
    with psycopg.connect(day_url) as connection:
        connection.execute(
            """UPDATE book.instalment SET paid_on = NULL, paid_amount = NULL, failure = '余额不足'
               WHERE policy_id = %s AND number = %s""",
            [due["policy_id"], due["number"]],
        )
    run(day_url, DAY + timedelta(days=2))
    row = one(
        day_url, "SELECT state, number, failure FROM renewal.due WHERE policy_id = %s", due["policy_id"]
    )
    assert row == {"state": "in_grace", "number": due["number"], "failure": "余额不足"}


def take_back(url: str, due: dict[str, Any]) -> None:
    """The core tells that a debit was reversed."""
    with psycopg.connect(url) as connection:
        connection.execute(
            """UPDATE book.instalment SET paid_on = NULL, paid_amount = NULL, channel = NULL, failure = '扣款冲正'
               WHERE policy_id = %s AND number = %s""",
            [due["policy_id"], due["number"]],
        )


def test_work_that_a_payment_closed_goes_on_when_it_is_taken_back(day_url: str, due: dict[str, Any]) -> None:
    pay(day_url, due, DAY)
    run(day_url, DAY + timedelta(days=1))
    assert task(day_url, due) == ("cancelled", "paid")
    take_back(day_url, due)
    with on(DAY + timedelta(days=1)), psycopg.connect(day_url) as connection:
        refresh_dues(connection, 1, DAY + timedelta(days=1))
        assert settle(connection, 1, DAY + timedelta(days=1)).reopened == 1
        assert settle(connection, 1, DAY + timedelta(days=1)).reopened == 0
    row = one(
        day_url, "SELECT state, outcome, closed_at, due_on FROM engagement.task WHERE id = %s", due["task_id"]
    )
    assert (row["state"], row["outcome"], row["closed_at"]) == ("open", None, None)
    assert row["due_on"] > DAY + timedelta(days=1)


def test_work_that_somebody_has_done_since_is_not_begun_again(day_url: str, due: dict[str, Any]) -> None:
    pay(day_url, due, DAY)
    run(day_url, DAY + timedelta(days=1))
    take_back(day_url, due)
    with psycopg.connect(day_url) as connection:
        connection.execute(
            """INSERT INTO engagement.task (id, city_id, customer_id, policy_id, instalment, kind, stage, workplace, due_on,
                   priority, source_key, state, outcome, closed_at)
               SELECT gen_random_uuid(), city_id, customer_id, policy_id, instalment, 'callback', stage, 'seat', due_on,
                   priority, 'done', 'done', 'promised', closed_at + interval '1 minute'
               FROM engagement.task WHERE id = %s""",
            [due["task_id"]],
        )
        refresh_dues(connection, 1, DAY + timedelta(days=1))
        assert settle(connection, 1, DAY + timedelta(days=1)).reopened == 0


def test_a_promise_is_recorded_and_a_second_one_takes_its_place(day_url: str, due: dict[str, Any]) -> None:
    first = record(day_url, promise(due, DAY + timedelta(days=3)))
    second = record(day_url, promise(due, DAY + timedelta(days=5), source="field"))
    assert (state_of(day_url, first), state_of(day_url, second)) == ("replaced", "open")
    row = one(day_url, "SELECT amount, promised_on, source FROM renewal.promise WHERE id = %s", second)
    assert row == {"amount": due["amount"], "promised_on": DAY + timedelta(days=5), "source": "field"}


@pytest.mark.parametrize(
    ("days", "changes", "code"),
    [
        (-1, {}, "promise.in_past"),
        (400, {}, "promise.too_late"),
        (3, {"number": 999}, "promise.not_due"),
        (3, {"policy_id": 10**9}, "promise.not_due"),
        (3, {"customer_id": 10**9}, "promise.not_due"),
        (3, {"city_id": 2}, "promise.not_due"),
    ],
)
def test_a_promise_that_cannot_be_is_refused(
    day_url: str, due: dict[str, Any], days: int, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(GridwardError) as refused:
        record(day_url, promise(due, DAY + timedelta(days=days), **changes))
    assert refused.value.code == code
    assert found(day_url, "SELECT FROM renewal.promise") == []


def test_a_promise_may_be_for_today_and_for_the_last_day_of_grace(day_url: str, due: dict[str, Any]) -> None:
    record(day_url, promise(due, DAY))
    record(day_url, promise(due, due["grace_ends"]))
    with pytest.raises(GridwardError):
        record(day_url, promise(due, due["grace_ends"] + timedelta(days=1)))


def test_the_day_of_a_promise_is_the_one_on_which_it_was_made(day_url: str, due: dict[str, Any]) -> None:
    """What a tablet recorded without a network arrives later."""
    with on(DAY + timedelta(days=4)):
        record(day_url, promise(due, DAY + timedelta(days=1), made_on=DAY))


def test_while_a_promise_is_open_nobody_is_sent(day_url: str, due: dict[str, Any]) -> None:
    with psycopg.connect(day_url) as connection:
        connection.execute("DELETE FROM seats.queue_item")
        connection.execute("DELETE FROM engagement.task WHERE policy_id = %s", [due["policy_id"]])
    record(day_url, promise(due, DAY + timedelta(days=3)))
    run(day_url, DAY + timedelta(days=1))
    assert found(day_url, "SELECT FROM engagement.task WHERE policy_id = %s", due["policy_id"]) == []


def test_a_kept_promise(day_url: str, due: dict[str, Any]) -> None:
    made = record(day_url, promise(due, DAY + timedelta(days=3)))
    pay(day_url, due, DAY + timedelta(days=2))
    report = run(day_url, DAY + timedelta(days=3))
    assert (report.settled.kept, report.settled.checks) == (1, 0) and state_of(day_url, made) == "kept"


def test_a_broken_promise_is_asked_after_once(day_url: str, due: dict[str, Any]) -> None:
    promised_on = DAY + timedelta(days=3)
    made = record(day_url, promise(due, promised_on))
    # Payments of a day are known on the next one.
    assert run(day_url, promised_on + timedelta(days=1)).settled.broken == 0
    report = run(day_url, promised_on + timedelta(days=2))
    assert (report.settled.broken, report.settled.checks, state_of(day_url, made)) == (1, 1, "broken")
    check = one(day_url, "SELECT * FROM engagement.task WHERE kind = 'promise_check'")
    assert check["workplace"] == "seat" and 60 <= check["priority"] <= 61
    assert check["source_key"] == f"promise/{made}"
    assert check["why"][0] == {
        "code": "promise_broken",
        "params": {"promised_on": promised_on.isoformat(), "amount": str(due["amount"])},
    }
    queued = one(day_url, "SELECT task_id FROM seats.queue_item WHERE customer_id = %s", due["customer_id"])
    assert queued["task_id"] == check["id"]
    assert run(day_url, promised_on + timedelta(days=3)).settled.checks == 0


def test_a_payment_that_becomes_known_late_puts_a_broken_promise_right(
    day_url: str, due: dict[str, Any]
) -> None:
    promised_on = DAY + timedelta(days=3)
    made = record(day_url, promise(due, promised_on))
    run(day_url, promised_on + timedelta(days=2))
    pay(day_url, due, promised_on)
    run(day_url, promised_on + timedelta(days=3))
    assert state_of(day_url, made) == "kept"
    check = one(day_url, "SELECT state, outcome FROM engagement.task WHERE kind = 'promise_check'")
    assert check == {"state": "cancelled", "outcome": "paid"}


def test_paid_after_its_day_a_promise_is_broken_but_nobody_has_to_ask(
    day_url: str, due: dict[str, Any]
) -> None:
    promised_on = DAY + timedelta(days=1)
    made = record(day_url, promise(due, promised_on))
    pay(day_url, due, promised_on + timedelta(days=1))
    report = run(day_url, promised_on + timedelta(days=2))
    assert (report.settled.broken, report.settled.checks, state_of(day_url, made)) == (1, 0, "broken")


@pytest.mark.parametrize(("days", "state", "checks"), [(1, "open", 0), (9, "broken", 1)])
def test_a_promise_whose_payment_was_taken_back_is_not_kept_any_more(
    day_url: str, due: dict[str, Any], days: int, state: str, checks: int
) -> None:
    """While its day has not passed it is waited for; after it somebody asks, and knows that the bank took it back."""
    made = record(day_url, promise(due, DAY + timedelta(days=5)))
    pay(day_url, due, DAY)
    run(day_url, DAY + timedelta(days=1))
    assert state_of(day_url, made) == "kept"
    take_back(day_url, due)
    report = run(day_url, DAY + timedelta(days=days))
    assert (state_of(day_url, made), report.settled.checks) == (state, checks)
    open_ones = found(
        day_url,
        "SELECT kind, why FROM engagement.task WHERE policy_id = %s AND state = 'open'",
        due["policy_id"],
    )
    if state == "open":
        assert open_ones == []
    else:
        (check,) = (row for row in open_ones if row["kind"] == "promise_check")
        assert {"code": "debit_failed", "params": {"failure": "扣款冲正"}} in check["why"]


def test_of_the_promises_that_a_payment_had_kept_the_last_one_is_open_again(
    day_url: str, due: dict[str, Any]
) -> None:
    first = record(day_url, promise(due, DAY + timedelta(days=1)))
    run(day_url, DAY + timedelta(days=3))
    assert state_of(day_url, first) == "broken"
    last = record(day_url, promise(due, DAY + timedelta(days=20), made_on=DAY + timedelta(days=3)))
    pay(day_url, due, DAY)
    run(day_url, DAY + timedelta(days=4))
    assert (state_of(day_url, first), state_of(day_url, last)) == ("kept", "kept")
    take_back(day_url, due)
    run(day_url, DAY + timedelta(days=5))
    assert (state_of(day_url, first), state_of(day_url, last)) == ("replaced", "open")


def test_a_clock_that_was_set_back_undoes_nothing(day_url: str, due: dict[str, Any]) -> None:
    """A day that is run once more by mistake neither mends a broken promise nor asks after it twice."""
    made = record(day_url, promise(due, DAY + timedelta(days=3)))
    late = DAY + timedelta(days=5)
    run(day_url, late)
    before = found(day_url, "SELECT policy_id, state, due_on FROM renewal.due ORDER BY 1")
    report = run(day_url, DAY)
    assert (state_of(day_url, made), report.settled.checks) == ("broken", 0)
    assert run(day_url, late).settled.checks == 0
    assert found(day_url, "SELECT policy_id, state, due_on FROM renewal.due ORDER BY 1") == before
