"""Specialists with their tablets in the small city, and work for them."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from starlette.testclient import TestClient

from gridward.engagement.contract import NewTask, Stage
from gridward.engagement.public import add_tasks
from gridward.kernel.clock import now, today
from gridward.kernel.ids import new_id
from gridward.platform.db import connect
from support.clients import client_at
from support.published import PASSWORD, specialist_of_cell

CITY = 1
STAFFED_DAYS = 5
"""For so many days the cells have been in force and staffed."""


@dataclass(frozen=True)
class Tablet:
    """A specialist who is signed in, and one of the cells that he works."""

    client: TestClient
    login: str
    cell_id: int

    def post(self, *operations: dict[str, Any]) -> Any:
        """Send a batch; the answer as it came."""
        return self.client.post("/api/v1/field/operations", json={"operations": operations})

    def send(self, kind: str, payload: dict[str, Any], **envelope: Any) -> dict[str, Any]:
        """Send one operation; its receipt."""
        return self.deliver(operation(kind, payload, **envelope))

    def deliver(self, one: dict[str, Any]) -> dict[str, Any]:
        """Send an operation that is made already; its receipt."""
        answer = self.post(one)
        assert answer.status_code == 200, answer.text
        receipt: dict[str, Any] = answer.json()["receipts"][0]
        assert receipt["op_id"] == one["op_id"]
        return receipt

    def get(self, path: str) -> Any:
        """What an address of the API answers."""
        answer = self.client.get(f"/api/v1{path}")
        assert answer.status_code == 200, answer.text
        return answer.json()


@contextmanager
def signed_in(url: str, login: str) -> Iterator[TestClient]:
    """The application with somebody signed in."""
    with client_at(url) as client:
        sign_in(client, login)
        yield client


def sign_in(client: TestClient, login: str) -> None:
    """Sign in, or sign in again."""
    answer = client.post("/api/v1/session", json={"login": login, "password": PASSWORD})
    assert answer.status_code == 201, answer.text


@contextmanager
def tablet(url: str, cell_id: int) -> Iterator[Tablet]:
    """Whoever works a cell, with his tablet."""
    login = specialist_of_cell(url, cell_id)
    with signed_in(url, login) as client:
        yield Tablet(client, login, cell_id)


def operation(kind: str, payload: dict[str, Any], **envelope: Any) -> dict[str, Any]:
    """A command as a tablet makes it, done just now unless `occurred_at` is given."""
    at = envelope.pop("occurred_at", None) or now()
    return {
        "op_id": str(new_id()),
        "kind": kind,
        "occurred_at": at.isoformat() if isinstance(at, datetime) else at,
        "payload": payload,
        **envelope,
    }


def visit(customer_id: int, outcome: str = "informed", **more: Any) -> dict[str, Any]:
    """The payload of a visit's outcome."""
    return {"visit_id": str(uuid.uuid4()), "customer_id": customer_id, "outcome": outcome, **more}


def field_task(
    url: str,
    customer_id: int,
    cell_id: int,
    kind: str = "renewal_visit",
    priority: float = 30.0,
    due_on: date | None = None,
    policy_id: int | None = None,
    starts_on: date | None = None,
) -> UUID:
    """An open task in a cell."""
    task = NewTask(
        CITY,
        customer_id,
        kind,
        Stage.CONNECT if kind == "first_contact" else Stage.RENEWAL,
        "field",
        due_on or today(),
        priority,
        f"test/{uuid.uuid4()}",
        cell_id=cell_id,
        policy_id=policy_id,
        starts_on=starts_on,
        why=({"code": "due_since", "params": {"days": 12, "amount": "3600.00"}},),
    )
    with connect(url, "test") as connection:
        assert add_tasks(connection, [task]) == 1
    return task.id


def persons_of(url: str, cell_id: int) -> list[int]:
    """The persons of a cell today."""
    return [
        row[0]
        for row in rows(
            url,
            """SELECT DISTINCT s.person_id FROM grids.cells_on(%s) m JOIN census.customer_standing s USING (customer_id)
               WHERE m.cell_id = %s ORDER BY 1""",
            today(),
            cell_id,
        )
    ]


def move(url: str, customer_id: int, cell_id: int, day: date | None = None) -> None:
    """Give a person another cell from a day (today) on."""
    with connect(url, "test") as connection:
        connection.execute(
            """WITH moved AS (
                   UPDATE grids.membership m SET until = %(day)s
                   FROM census.customer_standing s
                   WHERE s.customer_id = m.customer_id AND s.person_id = %(person)s AND m.until IS NULL
                   RETURNING m.plan_id, m.customer_id)
               INSERT INTO grids.membership (plan_id, customer_id, since, cell_id)
               SELECT plan_id, customer_id, %(day)s, %(cell)s FROM moved""",
            {"person": customer_id, "cell": cell_id, "day": day or today()},
        )


def leave(url: str, cell_id: int, day: date) -> None:
    """Whoever works a cell works it no more from a day on."""
    with connect(url, "test") as connection:
        connection.execute(
            """UPDATE staffing.tenure SET during = daterange(lower(during), %s)
               WHERE cell_id = %s AND during @> CAST(%s AS date)""",
            [day, cell_id, day],
        )


def days_ago(count: float) -> datetime:
    """A moment so many days ago."""
    return now() - timedelta(days=count)


def rows(url: str, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """What a query finds."""
    with psycopg.connect(url) as connection:
        return connection.execute(query, values).fetchall()


def one(url: str, query: str, *values: Any) -> Any:
    """The one value that a query finds."""
    ((value,),) = rows(url, query, *values)
    return value


def he_works(url: str, old: int, new: int) -> None:
    """From today on whoever works a cell works another one and no other, and nobody works the old one."""
    with connect(url, "test") as connection:
        row = connection.execute(
            """SELECT specialist_id FROM staffing.tenure
               WHERE cell_id = %s AND role = 'responsible' AND during @> %s::date""",
            [old, today()],
        ).fetchone()
        assert row is not None
        # Where he stood in he does so no more, and whoever worked the new cell works it no more.
        connection.execute(
            """UPDATE staffing.tenure SET during = daterange(lower(during), %s)
               WHERE (cell_id = %s OR specialist_id = %s) AND during @> %s::date""",
            [today(), new, row[0], today()],
        )
        connection.execute(
            """INSERT INTO staffing.tenure (id, city_id, cell_id, specialist_id, role, during, reason, created_by)
               VALUES (gen_random_uuid(), 1, %s, %s, 'responsible', daterange(%s, NULL), 'test', 'test')""",
            [new, row[0], today()],
        )
