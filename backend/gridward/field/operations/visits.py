"""Visits: check-in and outcome."""

from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import REACHED_BY_VISIT, NewContact
from gridward.engagement.public import close_task, complete_request, note_contact
from gridward.field.operations.followups import ask_seats, close_first_contacts, visit_again
from gridward.field.operations.work import Result, Work, his_task
from gridward.field.payloads import PromiseMade, VisitBegin, VisitComplete
from gridward.kernel.errors import Conflict, GridwardError
from gridward.platform.crypto import cipher
from gridward.renewal.contract import NewPromise
from gridward.renewal.public import record_promise

_BEGIN = text(
    """INSERT INTO field.visit (id, city_id, customer_id, cell_id, specialist_id, account_id, task_id, begun_at,
           position_sealed, accuracy_m, no_position)
       VALUES (:id, :city, :customer, :cell, :specialist, :account, :task, :at, :position, :accuracy, :no_position)
       ON CONFLICT (id) DO UPDATE SET begun_at = least(visit.begun_at, excluded.begun_at),
           task_id = coalesce(visit.task_id, excluded.task_id),
           position_sealed = coalesce(visit.position_sealed, excluded.position_sealed),
           accuracy_m = coalesce(visit.accuracy_m, excluded.accuracy_m),
           no_position = coalesce(visit.no_position, excluded.no_position)"""
)
"""An outcome may arrive before its check-in, where the check-in had to be sent again."""

_COMPLETE = text(
    """UPDATE field.visit SET completed_at = :at, outcome = :outcome, next_step = :next_step, policy_id = :policy,
           task_id = coalesce(:task, task_id), note_sealed = :note WHERE id = :id"""
)


async def begin(session: AsyncSession, work: Work, payload: VisitBegin) -> Result:
    """Check in. Raises `visit.id_taken`."""
    result = Result()
    await _earlier(session, work, payload)
    task = await _task(session, work, payload, result)
    await _check_in(session, work, payload, task)
    return result


async def complete(session: AsyncSession, work: Work, payload: VisitComplete) -> Result:
    """Keep the outcome with all that follows from it. What cannot be kept of it is noted and does not stop the rest.

    Raises `visit.id_taken` and `visit.completed_already`.
    """
    result = Result()
    earlier = await _earlier(session, work, payload)
    if earlier is not None and earlier.completed_at is not None:
        raise Conflict("visit.completed_already", "The visit has its outcome already.", "Begin a new visit.")
    task = await _task(session, work, payload, result)
    if task is None and earlier is not None and earlier.task_id is not None:
        task = await his_task(session, work, earlier.task_id)
    if earlier is None:
        # The check-in was lost, or never made: the visit counts all the same.
        await _check_in(session, work, payload, task)
    await _keep_outcome(session, work, payload, task, result)
    if task is not None:
        await close_task(session, task.id, "done", payload.outcome, work.account_id)
        await complete_request(session, task.id, payload.outcome, work.at, work.specialist_id)
    if payload.promise is not None:
        await _promise(session, work, payload.promise, result)
    if payload.next_step == "visit_again":
        await visit_again(session, work, task, f"again/{payload.visit_id}", payload.next_on)
    elif payload.next_step == "seat_call":
        await ask_seats(session, work, task, f"asked/{payload.visit_id}", payload.outcome, payload.next_on)
    return result


async def _earlier(session: AsyncSession, work: Work, payload: VisitBegin | VisitComplete) -> Row[Any] | None:
    rows = await session.execute(
        text(
            "SELECT customer_id, account_id, task_id, completed_at FROM field.visit WHERE id = :id FOR UPDATE"
        ),
        {"id": payload.visit_id},
    )
    row = rows.one_or_none()
    if row is not None and (row.customer_id, row.account_id) != (work.customer_id, work.account_id):
        raise Conflict("visit.id_taken", "Another visit has this number.", "Begin a new visit.")
    return row


async def _task(
    session: AsyncSession, work: Work, payload: VisitBegin | VisitComplete, result: Result
) -> Row[Any] | None:
    if payload.task_id is None:
        return None
    task = await his_task(session, work, payload.task_id)
    if task is None:
        result.fault("task.unknown", "task_id", "The customer has no such task.")
    return task


async def _check_in(
    session: AsyncSession, work: Work, payload: VisitBegin | VisitComplete, task: Row[Any] | None
) -> None:
    position = payload.position if isinstance(payload, VisitBegin) else None
    context = f"field.visit.position/{payload.visit_id}"
    await session.execute(
        _BEGIN,
        {
            "id": payload.visit_id,
            "city": work.city_id,
            "customer": work.customer_id,
            "cell": work.cell_id,
            "specialist": work.specialist_id,
            "account": work.account_id,
            "task": task and task.id,
            "at": work.at,
            "position": cipher().seal(f"{position.lon},{position.lat}", context) if position else None,
            "accuracy": position and position.accuracy_m,
            "no_position": payload.no_position if isinstance(payload, VisitBegin) else None,
        },
    )


async def _keep_outcome(
    session: AsyncSession, work: Work, payload: VisitComplete, task: Row[Any] | None, result: Result
) -> None:
    policy_id = payload.policy_id
    if policy_id is not None and not await _his_policy(session, work, policy_id):
        result.fault("policy.unknown", "policy_id", "The customer has no such policy.")
        policy_id = None
    sealed = cipher().seal(payload.note, f"field.visit.note/{payload.visit_id}") if payload.note else None
    await session.execute(
        _COMPLETE,
        {
            "id": payload.visit_id,
            "at": work.at,
            "outcome": payload.outcome,
            "next_step": payload.next_step,
            "policy": policy_id,
            "task": task and task.id,
            "note": sealed,
        },
    )
    reached = payload.outcome in REACHED_BY_VISIT
    await note_contact(
        session,
        NewContact(
            payload.visit_id, work.city_id, work.person, work.at, "service", "visit", "field", payload.outcome,
            reached, payload.note, work.account_id, work.specialist_id, work.cell_id, task and task.id,
        ),
    )  # fmt: skip
    if reached:
        await close_first_contacts(session, work, payload.outcome)


async def _promise(session: AsyncSession, work: Work, promise: PromiseMade, result: Result) -> None:
    new = NewPromise(
        work.city_id,
        work.person,
        promise.policy_id,
        promise.number,
        promise.promised_on,
        work.at,
        work.account_id,
        "field",
    )
    try:
        async with session.begin_nested():
            await record_promise(session, new)
    except GridwardError as error:
        result.fault(error.code, "promise", error.detail)


async def _his_policy(session: AsyncSession, work: Work, policy_id: int) -> bool:
    found = await session.scalar(
        text(
            """SELECT EXISTS (SELECT FROM book.policy p
                JOIN census.customer_standing s ON s.customer_id IN (p.holder_id, p.insured_id)
                WHERE p.id = :policy AND s.person_id = :customer)"""
        ),
        {"policy": policy_id, "customer": work.customer_id},
    )
    return bool(found)
