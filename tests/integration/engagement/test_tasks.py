"""Tasks are made once for each reason, and closed once."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewMessage, NewTask, Stage
from gridward.engagement.public import add_messages, add_task, add_tasks, close_task
from gridward.kernel.ids import new_id
from gridward.platform.db import connect, in_transaction
from support.days import found, one

Result = TypeVar("Result")


@pytest.fixture
def task(city_url: str) -> NewTask:
    """A call to the first customer."""
    customer = one(city_url, "SELECT min(id) AS id FROM book.customer")["id"]
    why = ({"code": "due_since", "params": {"days": 3, "amount": "10.00"}},)
    return NewTask(
        1, customer, "renewal_call", Stage.RENEWAL, "seat", date(2026, 11, 5), 20.5, "test/1", why=why
    )


def do(url: str, act: Callable[[AsyncSession], Awaitable[Result]]) -> Result:
    return asyncio.run(in_transaction(url, act))


def test_one_reason_makes_one_task(city_url: str, task: NewTask) -> None:
    assert do(city_url, lambda session: add_task(session, task)) == task.id
    assert do(city_url, lambda session: add_task(session, replace(task, id=new_id()))) is None
    row = one(city_url, "SELECT kind, stage, workplace, due_on, priority, why, state FROM engagement.task")
    assert row == {
        "kind": "renewal_call", "stage": "renewal", "workplace": "seat", "due_on": task.due_on, "priority": 20.5,
        "why": list(task.why), "state": "open",
    }  # fmt: skip


def test_a_task_is_closed_once(city_url: str, task: NewTask) -> None:
    do(city_url, lambda session: add_task(session, task))
    by = uuid4()
    assert do(city_url, lambda session: close_task(session, task.id, "done", "reached", by))
    assert not do(city_url, lambda session: close_task(session, task.id, "skipped", "no_time", uuid4()))
    assert not do(city_url, lambda session: close_task(session, uuid4(), "done", "reached", by))
    row = one(city_url, "SELECT state, outcome, closed_by FROM engagement.task")
    assert row == {"state": "done", "outcome": "reached", "closed_by": by}
    # Closed or not, the reason was dealt with.
    assert do(city_url, lambda session: add_task(session, replace(task, id=new_id()))) is None


def test_many_at_once(city_url: str, task: NewTask) -> None:
    with connect(city_url, "test") as connection:
        many = [replace(task, id=new_id(), source_key=f"test/{n % 50}") for n in range(60)]
        assert add_tasks(connection, many) == 50
        assert add_tasks(connection, [replace(one, id=new_id()) for one in many]) == 0
        assert add_tasks(connection, []) == 0


def test_messages_are_queued_once(city_url: str, task: NewTask) -> None:
    message = NewMessage(1, task.customer_id, "due_soft", {"amount": "1.00"}, "service", "due/1/2/due_soft")
    with connect(city_url, "test") as connection:
        assert add_messages(connection, [message]) == 1
        assert add_messages(connection, [replace(message, id=new_id())]) == 0
    rows = found(city_url, "SELECT template, params, purpose, state FROM engagement.message")
    assert rows == [
        {"template": "due_soft", "params": {"amount": "1.00"}, "purpose": "service", "state": "queued"}
    ]


def test_a_task_needs_a_customer(city_url: str, task: NewTask) -> None:
    with pytest.raises(psycopg.errors.ForeignKeyViolation), connect(city_url, "test") as connection:
        add_tasks(connection, [replace(task, customer_id=10**9)])
