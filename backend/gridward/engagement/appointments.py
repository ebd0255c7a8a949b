"""Appointments with customers (约访): booked once, moved, cancelled, kept or missed; the customer is told who comes.

Where he is not told although he was to be, a code says why (`appointment_messages`).
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.appointment_messages import Told, could_not_leave, has_left, tell, untell
from gridward.engagement.contract import NewAppointment
from gridward.kernel.clock import POLICY_ZONE, policy_day
from gridward.kernel.errors import Conflict, Invalid, NotFound
from gridward.platform.statements import Statement

# Of a task that is agreed on already the day of before is the one before both.
_BOOK = text(
    """INSERT INTO engagement.appointment (id, city_id, customer_id, cell_id, specialist_id, account_id, task_id,
           task_started_on, starts_at, minutes, place, booked_at)
       VALUES (:id, :city_id, :customer_id, :cell_id, :specialist_id, :account_id, :task_id,
           (SELECT CASE WHEN a.id IS NULL THEN t.starts_on ELSE a.task_started_on END
            FROM engagement.task t LEFT JOIN engagement.appointment a
                ON a.task_id = t.id AND a.customer_id = t.customer_id AND a.state = 'booked'
            WHERE t.id = :task_id ORDER BY a.booked_at LIMIT 1), :starts_at, :minutes, :place, :at)
       ON CONFLICT (id) DO NOTHING RETURNING id"""
)
_HOLD = text(
    """SELECT id, city_id, customer_id, task_id, starts_at, minutes, state, revision, confirmed_at
       FROM engagement.appointment
       WHERE id = :id AND customer_id = :customer FOR UPDATE"""
)
_MOVE = text(
    """UPDATE engagement.appointment SET starts_at = :starts_at, minutes = :minutes, confirmed_at = NULL,
           revision = revision + 1
       WHERE id = :id"""
)
_CLOSE = text(
    """UPDATE engagement.appointment SET state = :state, closed_at = :at, reason = :reason, revision = revision + 1
       WHERE id = :id"""
)
_WITH = Statement(
    "SELECT customer_id FROM engagement.appointment WHERE customer_id = ANY(:persons) AND state = 'booked'"
)
_HOLD_TASK = text("SELECT FROM engagement.task WHERE id = :task FOR NO KEY UPDATE")
_AGREED = text(
    """SELECT starts_at FROM engagement.appointment
       WHERE customer_id = :customer AND task_id = :task AND state = 'booked' ORDER BY booked_at DESC, id DESC LIMIT 1"""
)
_AGREED_ON = Statement(
    """SELECT task_id FROM engagement.appointment
       WHERE customer_id = ANY(:persons) AND task_id = ANY(:tasks) AND state = 'booked'"""
)
_AGREED_FOR_DAY = Statement(
    """SELECT a.task_id
       FROM unnest(CAST(:persons AS bigint[]), CAST(:tasks AS uuid[]), CAST(:midnights AS timestamptz[]))
           AS m (customer_id, task_id, midnight)
       JOIN engagement.appointment a USING (customer_id, task_id)
       WHERE a.state = 'booked' AND a.starts_at >= m.midnight AND a.starts_at < m.midnight + interval '1 day'"""
)
_UNTOLD = text("UPDATE engagement.appointment SET confirmed_at = NULL WHERE id = :id")
_SETTLE = text(
    """UPDATE engagement.appointment SET state = :state, closed_at = :at, closed_by = :by
       WHERE customer_id = :customer AND state = 'booked' AND (
           place = ANY(:places) AND starts_at >= :midnight AND starts_at < :next_midnight
           OR task_id = :visited AND (starts_at < :next_midnight OR :met))
       RETURNING task_id"""
)
_VISITED = ("home", "station", "elsewhere")


async def book_appointment(session: AsyncSession, new: NewAppointment, told: bool) -> str | None:
    """Keep an appointment. Raises `appointment.in_past` and `appointment.id_taken`."""
    _require_future(new.starts_at, new.at)
    if await session.scalar(_BOOK, vars(new)) is None:
        raise Conflict("appointment.id_taken", "Another appointment has this number.", "Book it anew.")
    about = Told(new.id, new.city_id, new.customer_id, new.starts_at, 1)
    return await tell(session, about, "appointment_booked") if told else None


async def move_appointment(
    session: AsyncSession, held: RowMapping, starts_at: datetime, minutes: int, at: datetime, told: bool
) -> str | None:
    """Move an appointment that is held. Raises `appointment.in_past`."""
    _require_future(starts_at, at)
    await session.execute(_MOVE, {"id": held["id"], "starts_at": starts_at, "minutes": minutes})
    unsent = await untell(session, held["city_id"], held["id"])
    # Who was never told of another time is told of this one as of the first.
    is_first = held["confirmed_at"] is None or (unsent and held["revision"] == 1)
    template = "appointment_booked" if is_first and not unsent else "appointment_moved"
    about = Told(held["id"], held["city_id"], held["customer_id"], starts_at, held["revision"] + 1)
    return await tell(session, about, template) if told else None


async def confirm_appointment(session: AsyncSession, held: RowMapping) -> str | None:
    """Tell a customer of an appointment that is held. Once he was told of this time, nothing more is sent."""
    about = Told(held["id"], held["city_id"], held["customer_id"], held["starts_at"], held["revision"])
    if held["confirmed_at"] is not None and not await could_not_leave(session, about):
        return None
    return await tell(session, about, "appointment_booked" if held["revision"] == 1 else "appointment_moved")


async def cancel_appointment(
    session: AsyncSession, held: RowMapping, reason: str, at: datetime, told: bool
) -> str | None:
    """Cancel an appointment that is held."""
    values = {"id": held["id"], "state": "cancelled", "at": at, "reason": reason}
    await session.execute(_CLOSE, values)
    unsent = await untell(session, held["city_id"], held["id"])
    if unsent:
        await session.execute(_UNTOLD, {"id": held["id"]})
    # Who was never told that somebody comes need not be told that nobody does.
    if not told or (unsent and held["revision"] == 1):
        return None
    if held["confirmed_at"] is None and not await has_left(session, held["city_id"], held["id"]):
        return None
    about = Told(held["id"], held["city_id"], held["customer_id"], held["starts_at"], held["revision"] + 1)
    return await tell(session, about, "appointment_cancelled")


async def close_appointment(session: AsyncSession, held: RowMapping, state: str, at: datetime) -> None:
    """Say that an appointment that is held was `kept` or `missed`. Raises `appointment.not_yet`."""
    if held["starts_at"].astimezone(POLICY_ZONE).date() > at.astimezone(POLICY_ZONE).date():
        raise Invalid("appointment.not_yet", "Its day has not come.", "Move it, or cancel it.")
    await untell(session, held["city_id"], held["id"])
    await session.execute(_CLOSE, {"id": held["id"], "state": state, "at": at, "reason": None})


async def with_appointments(session: AsyncSession, persons: Sequence[int]) -> set[int]:
    """Those persons with whom something is agreed that is still to come, or is not said to be over."""
    return set(await _WITH.column(session, {"persons": list(persons)}))


async def agreed_day(session: AsyncSession, customer_id: int, task_id: UUID) -> date | None:
    """The day that a task waits for: that of the appointment that was booked for it last of those that stand.

    The task is held to the end of the transaction: who books or moves something for it at the same time puts it off as well.
    """
    await session.execute(_HOLD_TASK, {"task": task_id})
    starts_at = await session.scalar(_AGREED, {"customer": customer_id, "task": task_id})
    return None if starts_at is None else policy_day(starts_at)


async def agreed_on(session: AsyncSession, persons: Sequence[int], tasks: Sequence[UUID]) -> set[UUID]:
    """Those tasks of persons for which something is agreed that stands."""
    if not tasks:
        return set()
    return set(await _AGREED_ON.column(session, {"persons": list(persons), "tasks": list(tasks)}))


async def agreed_for_day(session: AsyncSession, tasks: Sequence[tuple[int, UUID, date]]) -> set[UUID]:
    """Those of tasks, each with its person and a day, for which something is agreed on that day that stands."""
    persons, ids, days = map(list, zip(*tasks, strict=True))
    midnights = [datetime.combine(day, datetime.min.time(), POLICY_ZONE) for day in days]
    return set(
        await _AGREED_FOR_DAY.column(session, {"persons": persons, "tasks": ids, "midnights": midnights})
    )


def may_settle(channel: str, met: bool) -> bool:
    """Whether a contact can close what was agreed. A call in vain leaves it open: there may be another one."""
    return channel == "visit" or met


async def settle_appointments(
    session: AsyncSession,
    customer_id: int,
    day: date,
    at: datetime,
    by: UUID,
    channel: str,
    met: bool,
    task_id: UUID | None,
) -> Sequence[UUID]:
    """Close what was agreed with a customer for a day by the visit or call that was made; the tasks that were for it.

    A visit that was made for the task of an appointment closes that one too, made late or, where he was met, early.
    """
    if not may_settle(channel, met):
        return []
    midnight = datetime.combine(day, datetime.min.time(), POLICY_ZONE)
    rows = await session.scalars(
        _SETTLE,
        {
            "customer": customer_id,
            "state": "kept" if met else "missed",
            "met": met,
            "visited": task_id if channel == "visit" else None,
            "at": at,
            "by": by,
            "places": list(_VISITED if channel == "visit" else ("phone",)),
            "midnight": midnight,
            "next_midnight": midnight + timedelta(days=1),
        },
    )
    return [task for task in rows if task is not None]


async def hold_appointment(session: AsyncSession, appointment_id: UUID, customer_id: int) -> RowMapping:
    """A customer's appointment that is still to come, held to the end of the transaction.

    Raises `appointment.not_found` and `appointment.cancelled`.
    """
    rows = await session.execute(_HOLD, {"id": appointment_id, "customer": customer_id})
    row = rows.mappings().one_or_none()
    if row is None:
        raise NotFound(
            "appointment.not_found", "The customer has no such appointment.", "See what is booked."
        )
    if row["state"] != "booked":
        raise Conflict("appointment.cancelled", "The appointment is over or cancelled.", "Book another one.")
    return row


def _require_future(starts_at: datetime, at: datetime) -> None:
    if starts_at < at - timedelta(minutes=5):
        raise Invalid(
            "appointment.in_past", "This time was over when it was booked.", "Choose a time that is to come."
        )
