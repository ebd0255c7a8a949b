"""Debit return files: what is counted, what is refused, and the repair that begins at once."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest

import gridward.renewal.debits.repairing as repairing
from gridward.kernel.errors import GridwardError
from gridward.ops.day_record import only_run
from gridward.ops.debits.inbox import FileInbox, empty_inbox
from support.as_of import states_by_sql
from support.days import everything_left, found, on, one, run
from support.debit_files import deliver, file_of, row_of, verdicts
from support.small_city import AS_OF

DAY = AS_OF + timedelta(days=2)


def dues(url: str, states: tuple[str, ...] = ("due", "in_grace"), least: int = 20) -> list[dict[str, Any]]:
    """Dues of customers in cells, with grace left and nobody at work on them."""
    return found(
        url,
        """SELECT d.*, p.policy_no FROM renewal.due d JOIN book.policy p ON p.id = d.policy_id
           WHERE d.state = ANY(%s) AND d.cell_id IS NOT NULL AND d.unpaid <= 1 AND d.grace_ends > %s
             AND NOT EXISTS (SELECT FROM engagement.task t WHERE t.policy_id = d.policy_id AND t.state = 'open')
           ORDER BY d.policy_id""",
        list(states),
        DAY + timedelta(days=least),
    )


@pytest.fixture
def due(day_url: str) -> dict[str, Any]:
    """A premium in grace, after the day's run, with no work open for it."""
    run(day_url, DAY)
    with psycopg.connect(day_url) as connection:
        connection.execute("DELETE FROM seats.queue_item")
        connection.execute(
            "DELETE FROM engagement.task WHERE kind IN ('renewal_call', 'renewal_visit') AND instalment IS NOT NULL"
        )
    return dues(day_url)[0]


def tasks(url: str, due: dict[str, Any]) -> list[dict[str, Any]]:
    return found(
        url,
        "SELECT * FROM engagement.task WHERE policy_id = %s ORDER BY created_at, source_key",
        due["policy_id"],
    )


def messages(url: str, due: dict[str, Any]) -> list[str]:
    rows = found(
        url,
        "SELECT template FROM engagement.message WHERE source_key LIKE %s ORDER BY template",
        f"debit/{due['policy_id']}/%",
    )
    return [row["template"] for row in rows]


def started(url: str) -> dict[str, int]:
    found_: dict[str, int] = one(url, "SELECT started FROM renewal.debit_file ORDER BY id DESC LIMIT 1")[
        "started"
    ]
    return found_


def test_a_failed_debit_starts_the_repair_at_once(day_url: str, due: dict[str, Any]) -> None:
    taken = deliver(day_url, DAY, row_of(due, DAY))
    assert verdicts(day_url, taken) == [("failed", None)]
    (task,) = tasks(day_url, due)
    assert (task["kind"], task["workplace"], task["cell_id"]) == ("renewal_visit", "field", due["cell_id"])
    assert {"code": "debit_failed", "params": {"failure": "账户注销"}} in task["why"]
    assert task["due_on"] <= DAY + timedelta(days=5)
    assert messages(day_url, due) == ["debit_no_account"]
    assert one(day_url, "SELECT failure FROM renewal.due WHERE policy_id = %s", due["policy_id"]) == {
        "failure": "账户注销"
    }
    assert started(day_url) == {"messages": 1, "tasks": 1, "raised": 0, "closed": 0, "kept": 0}
    event = one(
        day_url, "SELECT kind, about_on, source_id FROM book.policy_event WHERE source_id = %s", taken.file_id
    )
    assert event == {"kind": "failed", "about_on": DAY, "source_id": taken.file_id}


def test_who_is_held_out_by_lot_hears_of_it_and_is_left_alone(
    day_url: str, due: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repairing, "left_alone", lambda _, persons: set(persons))
    deliver(day_url, DAY, row_of(due, DAY))
    assert tasks(day_url, due) == [] and messages(day_url, due) == ["debit_no_account"]


def test_who_stops_the_debit_is_called(day_url: str, due: dict[str, Any]) -> None:
    deliver(day_url, DAY, row_of(due, DAY, reason="03"))
    (task,) = tasks(day_url, due)
    assert (task["kind"], task["workplace"]) == ("renewal_call", "seat")
    assert one(day_url, "SELECT task_id FROM seats.queue_item WHERE task_id = %s", task["id"])


def test_there_is_one_sequence_a_policy(day_url: str, due: dict[str, Any]) -> None:
    """Neither the next file nor the calendar starts a second one."""
    with on(DAY):
        deliver(day_url, DAY, row_of(due, DAY))
    tomorrow = DAY + timedelta(days=1)
    with on(tomorrow):
        deliver(day_url, tomorrow, row_of(due, tomorrow, reason="01"))
    assert len(tasks(day_url, due)) == 1 and started(day_url)["raised"] == 1
    assert tasks(day_url, due)[0]["why"][2]["params"] == {"failure": "余额不足"}
    for days in range(3, 40, 9):
        run(day_url, DAY + timedelta(days=days))
        open_ones = [task["workplace"] for task in tasks(day_url, due) if task["state"] == "open"]
        assert len(open_ones) == len(set(open_ones)) <= 2


def test_the_same_file_again_changes_nothing(day_url: str, due: dict[str, Any]) -> None:
    rows = [row_of(due, DAY), row_of(due, DAY, policy_no="P0")]
    first = deliver(day_url, DAY, *rows)
    left = everything_left(day_url)
    again = deliver(day_url, DAY, *rows)
    assert (again.file_id, again.is_new, first.is_new) == (first.file_id, False, True)
    assert everything_left(day_url) == left
    with pytest.raises(GridwardError) as refused:
        deliver(day_url, DAY, *rows, row_of(due, DAY, policy_no="P1"))
    assert refused.value.code == "debit.same_number"


def test_an_accepted_debit_is_paid_and_closes_the_work(day_url: str, due: dict[str, Any]) -> None:
    deliver(day_url, DAY, row_of(due, DAY))
    with on(DAY + timedelta(days=2)):
        paid_on = DAY + timedelta(days=1)
        deliver(day_url, paid_on, row_of(due, paid_on, "accepted"))
    assert found(day_url, "SELECT FROM renewal.due WHERE policy_id = %s", due["policy_id"]) == []
    (task,) = tasks(day_url, due)
    assert (task["state"], task["outcome"]) == ("cancelled", "paid")
    assert messages(day_url, due) == ["debit_no_account", "debit_received"]
    instalment = one(
        day_url,
        "SELECT paid_on, paid_amount, channel FROM book.instalment WHERE policy_id = %s AND number = %s",
        due["policy_id"],
        due["number"],
    )
    assert instalment == {"paid_on": paid_on, "paid_amount": due["amount"], "channel": "银行转账"}
    assert states_by_sql(day_url, paid_on, paid_on)[due["policy_id"]] in {"in_force", "apl"}


def test_a_reversal_opens_the_due_again(day_url: str, due: dict[str, Any]) -> None:
    deliver(day_url, DAY, row_of(due, DAY, "accepted"))
    later = DAY + timedelta(days=4)
    with on(later):
        deliver(day_url, later, row_of(due, later, "reversed"))
        again = one(day_url, "SELECT * FROM renewal.due WHERE policy_id = %s", due["policy_id"])
        assert (again["number"], again["failure"], again["state"]) == (due["number"], "扣款冲正", "in_grace")
        assert "debit_reversed" in messages(day_url, due)
        (task,) = [task for task in tasks(day_url, due) if task["state"] == "open"]
        assert task["kind"] == "renewal_call"
        # And once more: there is nothing left to reverse.
        taken = deliver(day_url, later, row_of(due, later, "reversed"), number="2")
        assert verdicts(day_url, taken) == [("refused", "debit.nothing_to_reverse")]
    between = DAY + timedelta(days=2)
    assert states_by_sql(day_url, between, later)[due["policy_id"]] in {"in_force", "apl"}
    assert states_by_sql(day_url, later, later)[due["policy_id"]] == "in_grace"


def test_a_reversal_opens_the_work_again_that_the_debit_closed(day_url: str, due: dict[str, Any]) -> None:
    deliver(day_url, DAY, row_of(due, DAY))
    deliver(day_url, DAY, row_of(due, DAY, "accepted"), number="2")
    later = DAY + timedelta(days=4)
    with on(later):
        deliver(day_url, later, row_of(due, later, "reversed"))
    (task,) = tasks(day_url, due)
    assert (task["state"], task["outcome"]) == ("open", None)
    assert {"code": "debit_failed", "params": {"failure": "扣款冲正"}} in task["why"]
    assert started(day_url)["raised"] == 1 and started(day_url)["tasks"] == 0


def test_rows_that_do_not_count_are_told_and_the_others_are_taken(day_url: str, due: dict[str, Any]) -> None:
    other = dues(day_url)[1]
    taken = deliver(
        day_url,
        DAY,
        row_of(due, DAY, policy_no="P404"),
        row_of(due, DAY, currency="USD"),
        row_of(other, DAY, "accepted"),
        row_of(other, DAY, "accepted"),
    )
    assert verdicts(day_url, taken) == [
        ("refused", "debit.unknown_policy"),
        ("refused", "debit.other_currency"),
        ("accepted", None),
        ("refused", "debit.repeated"),
    ]
    twice = DAY + timedelta(days=1)
    with on(twice):
        taken = deliver(
            day_url, twice, row_of(other, twice, "accepted"), row_of(other, DAY, "accepted", number=99)
        )
    assert [code for _, code in verdicts(day_url, taken)] == [
        "debit.paid_already",
        "debit.unknown_instalment",
    ]
    row = one(day_url, "SELECT * FROM renewal.debit_row WHERE file_id = %s AND line = 2", taken.file_id)
    assert (row["column_name"], row["value"]) == ("number", str(other["number"]))


def test_a_premium_that_the_core_has_not_delivered_yet(day_url: str, due: dict[str, Any]) -> None:
    """On the due date the bank is quicker than the core."""
    coming = dues(day_url, ("upcoming",))[0]
    with on(coming["due_on"]):
        taken = deliver(day_url, coming["due_on"], row_of(coming, coming["due_on"], "accepted"))
    assert verdicts(day_url, taken) == [("accepted", None)]
    assert one(
        day_url,
        "SELECT paid_amount FROM book.instalment WHERE policy_id = %s AND number = %s",
        coming["policy_id"],
        coming["number"],
    ) == {"paid_amount": Decimal(coming["amount"])}


def test_a_file_of_a_day_that_has_not_come_is_refused(day_url: str, due: dict[str, Any]) -> None:
    """The file's clock or ours is wrong: nothing of it is taken."""
    with pytest.raises(GridwardError) as refused:
        deliver(day_url, DAY + timedelta(days=1), row_of(due, DAY))
    assert refused.value.code == "debit.from_future"
    assert found(day_url, "SELECT FROM renewal.debit_file") == []


def test_while_the_city_is_imported_a_file_waits_and_is_refused(
    day_url: str, due: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gridward.renewal.debits.taking._WAIT", "50ms")
    with psycopg.connect(day_url) as importing:
        importing.execute("UPDATE book.learnt SET day = day")
        with pytest.raises(GridwardError) as refused:
            deliver(day_url, DAY, row_of(due, DAY))
        assert refused.value.code == "debit.busy"
    assert verdicts(day_url, deliver(day_url, DAY, row_of(due, DAY))) == [("failed", None)]


def test_while_the_day_is_run_a_file_waits_and_is_refused(
    day_url: str, due: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day found the dues before: it would call for what the file pays."""
    monkeypatch.setattr("gridward.renewal.debits.taking._WAIT", "50ms")
    file = row_of(due, DAY, "accepted")
    with psycopg.connect(day_url) as notes, only_run(notes, due["city_id"]):
        with pytest.raises(GridwardError) as refused:
            deliver(day_url, DAY, file)
        assert refused.value.code == "debit.busy"
    assert verdicts(day_url, deliver(day_url, DAY, file)) == [("accepted", None)]


def test_a_folder_is_emptied(day_url: str, due: dict[str, Any]) -> None:
    inbox = FileInbox("tinglan")
    (inbox.folder / "a.txt").write_bytes(b"nonsense")
    (inbox.folder / "b.txt").write_bytes(file_of(DAY, row_of(due, DAY)))
    done = empty_inbox(day_url, 1, inbox)
    assert (done.taken, done.refused) == (("b.txt",), ("a.txt",))
    assert "no debit return file" in (inbox.folder / "refused" / "a.reason").read_text("utf-8")
    assert empty_inbox(day_url, 1, inbox).taken == ()
    (inbox.folder / "a.txt").write_bytes(b"other nonsense")
    empty_inbox(day_url, 1, inbox)
    refused = {path.name: path.read_bytes() for path in (inbox.folder / "refused").glob("*.txt")}
    assert refused == {"a.txt": b"nonsense", "a-2.txt": b"other nonsense"}


def test_a_state_that_contradicts_its_payments_is_on_a_list(day_url: str) -> None:
    with psycopg.connect(day_url) as connection:
        connection.execute("UPDATE book.policy SET state = 'in_force' WHERE state = 'suspended'")
    count = run(day_url, DAY).contradictions
    rows = found(day_url, "SELECT * FROM book.contradiction")
    assert len(rows) == count > 5
    assert {(row["kind"], row["said"], row["found"]) for row in rows} >= {
        ("unpaid_but_covered", "in_force", "suspended")
    }
    assert all(isinstance(row["unpaid_on"], date) for row in rows if row["kind"] == "unpaid_but_covered")
    with psycopg.connect(day_url) as connection:
        connection.execute(
            "UPDATE book.policy p SET state = 'suspended' FROM book.contradiction k WHERE k.policy_id = p.id"
        )
    assert run(day_url, DAY).contradictions < count
