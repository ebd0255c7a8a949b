"""Stops of appointments: tasks that send somebody to what was agreed."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

import psycopg
from psycopg.rows import class_row

from gridward.engagement.contract import NewTask, Stage
from gridward.engagement.tasks import add_tasks
from gridward.kernel.clock import POLICY_ZONE, policy_day

_PRIORITY = 90.0
"""Below visits that seats asked for, above all else."""
# Its task was skipped, or what it asked for was paid or done on another way.
_WITHOUT = """
    SELECT a.id, a.customer_id, c.cell_id, c.stage, a.starts_at, a.minutes, a.place
    FROM engagement.appointment a
        JOIN engagement.task t ON t.id = a.task_id
        JOIN engagement.care c ON c.customer_id = a.customer_id
    WHERE a.city_id = %(city)s AND a.state = 'booked' AND a.starts_at >= %(midnight)s
        AND t.state <> 'open' AND t.id <> a.id AND c.state <> 'closed' AND c.cell_id IS NOT NULL
    ORDER BY a.id FOR UPDATE OF a
"""
_GIVEN = "UPDATE engagement.appointment SET task_id = id WHERE id = ANY(%s)"


@dataclass(frozen=True)
class _Agreed:
    id: UUID
    customer_id: int
    cell_id: int
    stage: str
    starts_at: datetime
    minutes: int
    place: str


def appointment_stop(
    appointment_id: UUID,
    city_id: int,
    customer_id: int,
    cell_id: int | None,
    stage: Stage,
    starts_at: datetime,
    minutes: int,
    place: str,
) -> NewTask:
    """The task of an appointment that was not booked for another one; it has the appointment's number."""
    day = policy_day(starts_at)
    agreed = {"at": starts_at.isoformat(), "minutes": minutes, "place": place}
    return NewTask(
        city_id,
        customer_id,
        "appointment",
        stage,
        "field",
        day,
        _PRIORITY,
        f"appointment/{appointment_id}",
        cell_id=cell_id,
        starts_on=day,
        why=({"code": "appointment", "params": agreed},),
        id=appointment_id,
    )


def give_stops(connection: psycopg.Connection, city_id: int, day: date) -> int:
    """Give what is agreed for a day or later a stop of its own where the task that it was booked for is closed.

    Nobody would be sent to it otherwise, and the customer waits. Returns how many got one; doing it twice changes nothing.
    """
    midnight = datetime.combine(day, time(), POLICY_ZONE)
    with connection.cursor(row_factory=class_row(_Agreed)) as cursor:
        agreed = cursor.execute(_WITHOUT, {"city": city_id, "midnight": midnight}).fetchall()
    stops = [
        appointment_stop(
            one.id,
            city_id,
            one.customer_id,
            one.cell_id,
            Stage(one.stage),
            one.starts_at,
            one.minutes,
            one.place,
        )
        for one in agreed
    ]
    add_tasks(connection, stops)
    connection.execute(_GIVEN, [[one.id for one in agreed]])
    return len(agreed)
