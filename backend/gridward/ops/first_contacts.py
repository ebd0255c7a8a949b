"""First contacts become work on the day of their wave."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import psycopg
from psycopg.rows import class_row

from gridward.engagement.contract import NewTask, Stage
from gridward.engagement.public import add_tasks, first_contact_rules
from gridward.kernel.clock import now
from gridward.kernel.working_days import working_days

_WITHOUT_WAVE = """
    UPDATE engagement.care SET wave_on = %(next)s
    WHERE city_id = %(city)s AND state = 'allotted' AND wave_on IS NULL AND cell_id IS NOT NULL
"""
"""Who came into care after the waves were planned does not wait behind them."""
_MADE = """
    UPDATE engagement.task t SET state = 'cancelled', closed_at = %(now)s,
        outcome = CASE WHEN c.first_contact_at IS NULL THEN 'closed' ELSE 'contacted' END
    FROM engagement.care c
    WHERE t.city_id = %(city)s AND t.kind = 'first_contact' AND t.state = 'open' AND c.customer_id = t.customer_id
        AND (c.state <> 'allotted' OR c.first_contact_at IS NOT NULL)
"""
"""Somebody reached the customer on another way."""
_DUE = """
    SELECT c.customer_id, c.cell_id, c.opened_on, c.wave_on, coalesce(max(d.risk), 0) AS risk
    FROM engagement.care c LEFT JOIN renewal.due d ON d.customer_id = c.customer_id AND d.state <> 'suspended'
    WHERE c.city_id = %(city)s AND c.state = 'allotted' AND c.first_contact_at IS NULL AND c.cell_id IS NOT NULL
        AND c.wave_on <= %(day)s
        AND NOT EXISTS (SELECT FROM engagement.task t WHERE t.city_id = c.city_id
            AND t.source_key = 'first/' || c.customer_id || '/' || c.opened_on)
    GROUP BY c.customer_id ORDER BY c.customer_id
"""


@dataclass(frozen=True)
class FirstContacts:
    """What the day did with first contacts."""

    made: int
    """New tasks."""
    closed: int
    """Tasks of customers who were reached on another way, or are in care no more."""


@dataclass(frozen=True)
class _Waiting:
    customer_id: int
    cell_id: int
    opened_on: date
    wave_on: date
    risk: float


def first_contacts(connection: psycopg.Connection, city_id: int, day: date) -> FirstContacts:
    """Make a task for each first contact whose wave has come. Doing it twice changes nothing."""
    names = {"city": city_id, "day": day, "now": now(), "next": working_days(day, 1)[0]}
    connection.execute(_WITHOUT_WAVE, names)
    closed = connection.execute(_MADE, names).rowcount
    with connection.cursor(row_factory=class_row(_Waiting)) as cursor:
        waiting = cursor.execute(_DUE, names).fetchall()
    return FirstContacts(add_tasks(connection, _tasks(city_id, waiting, day)), closed)


def _tasks(city_id: int, waiting: list[_Waiting], day: date) -> Iterator[NewTask]:
    within = first_contact_rules().within_working_days
    for one in waiting:
        yield NewTask(
            city_id=city_id,
            customer_id=one.customer_id,
            kind="first_contact",
            stage=Stage.CONNECT,
            workplace="field",
            due_on=working_days(max(one.wave_on, day), within)[-1],
            priority=round(1 + one.risk, 4),
            source_key=f"first/{one.customer_id}/{one.opened_on}",
            cell_id=one.cell_id,
            why=({"code": "first_contact", "params": {"wave_on": one.wave_on.isoformat()}},),
        )
