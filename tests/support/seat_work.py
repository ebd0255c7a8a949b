"""Work for seats in the small city, made without the nightly run: tasks, and dues that somebody may promise to pay."""

from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

import psycopg

from gridward.engagement.contract import NewTask, Stage
from gridward.engagement.public import add_tasks
from gridward.kernel.clock import today
from gridward.platform.db import connect

CITY = 1


class Due(NamedTuple):
    """The next instalment of a policy that somebody may promise to pay."""

    policy_id: int
    number: int
    grace_ends: date


def people(url: str, count: int) -> list[int]:
    """Persons of the city: first the orphans, of each kind those recorded first."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            """SELECT DISTINCT person_id, kind <> 'orphan' FROM census.customer_standing ORDER BY 2, 1 LIMIT %s""",
            [count],
        ).fetchall()
    return [row[0] for row in rows]


def seat_task(
    url: str,
    customer_id: int,
    priority: float = 30.0,
    *,
    key: str | None = None,
    kind: str = "renewal_call",
    cell_id: int | None = None,
    due_on: date | None = None,
    policy_id: int | None = None,
) -> UUID:
    """An open task for a seat."""
    task = NewTask(
        CITY,
        customer_id,
        kind,
        Stage.RENEWAL,
        "seat",
        due_on or today(),
        priority,
        key or f"test/{customer_id}",
        cell_id=cell_id,
        policy_id=policy_id,
        why=({"code": "due_since", "params": {"days": 31, "amount": "1200.00"}},),
    )
    with connect(url, "test") as connection:
        assert add_tasks(connection, [task]) == 1
    return task.id


def due(url: str, customer_id: int, risk: float = 0.5) -> Due:
    """Let the first policy that a person holds be due since ten days."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            """SELECT p.id FROM book.policy p JOIN census.customer_standing s ON s.customer_id = p.holder_id
               WHERE s.person_id = %s ORDER BY p.id LIMIT 1""",
            [customer_id],
        ).fetchone()
        assert row is not None, "this person holds no policy"
        due_on, ends = today() - timedelta(days=10), today() + timedelta(days=50)
        connection.execute(
            """INSERT INTO renewal.due (policy_id, city_id, customer_id, number, due_on, grace_ends, amount, unpaid,
                   unpaid_amount, state, points, risk, tier, card, as_of)
               VALUES (%s, %s, %s, 3, %s, %s, 1200, 1, 1200, 'in_grace', 50, %s, 'high', 'v1', %s)""",
            [row[0], CITY, customer_id, due_on, ends, risk, today()],
        )
    return Due(row[0], 3, ends)


def holders(url: str, count: int) -> list[int]:
    """Orphan persons who hold a policy themselves."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            """SELECT DISTINCT s.person_id FROM census.customer_standing s JOIN book.policy p ON p.holder_id = s.customer_id
               WHERE s.kind = 'orphan' ORDER BY 1 LIMIT %s""",
            [count],
        ).fetchall()
    return [row[0] for row in rows]
