"""Visits: check-in and outcome."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import REACHED_BY_VISIT, NewContact
from gridward.engagement.public import close_tasks, complete_requests, note_contacts
from gridward.field.operations.followups import ask_seats, close_what_asks_for_contact, settle, visit_again
from gridward.field.operations.visit_undoing import promise_of
from gridward.field.operations.work import Outcome, Result, Work, their_policies, their_tasks
from gridward.field.payloads import PromiseMade, VisitBegin, VisitComplete
from gridward.kernel.errors import Conflict, GridwardError
from gridward.platform.crypto import cipher
from gridward.platform.db import columns
from gridward.platform.statements import Row, Statement
from gridward.renewal.contract import NewPromise
from gridward.renewal.public import record_promise

_EARLIER = Statement(
    """SELECT id, customer_id, account_id, task_id, completed_at FROM field.visit
       WHERE id = ANY(:ids) ORDER BY id FOR UPDATE"""
)
_BEGIN = Statement(
    """INSERT INTO field.visit (id, city_id, customer_id, cell_id, specialist_id, account_id, task_id, begun_at,
           position_sealed, accuracy_m, no_position)
       SELECT * FROM unnest(CAST(:id AS uuid[]), CAST(:city AS smallint[]), CAST(:customer AS bigint[]),
           CAST(:cell AS int[]), CAST(:specialist AS bigint[]), CAST(:account AS uuid[]), CAST(:task AS uuid[]),
           CAST(:at AS timestamptz[]), CAST(:position AS bytea[]), CAST(:accuracy AS float8[]),
           CAST(:no_position AS text[]))
       ON CONFLICT (id) DO UPDATE SET begun_at = least(visit.begun_at, excluded.begun_at),
           task_id = coalesce(visit.task_id, excluded.task_id),
           position_sealed = coalesce(visit.position_sealed, excluded.position_sealed),
           accuracy_m = coalesce(visit.accuracy_m, excluded.accuracy_m),
           no_position = coalesce(visit.no_position, excluded.no_position)"""
)
"""An outcome may arrive before its check-in, where the check-in had to be sent again."""

_COMPLETE = Statement(
    """UPDATE field.visit v SET completed_at = d.at, outcome = d.outcome, next_step = d.next_step,
           policy_id = d.policy_id, task_id = coalesce(d.task_id, v.task_id), note_sealed = d.note,
           attachments = ARRAY(SELECT json_array_elements_text(CAST(d.attachments AS json))),
           acknowledged = CAST(d.acknowledged AS jsonb)
       FROM unnest(CAST(:id AS uuid[]), CAST(:at AS timestamptz[]), CAST(:outcome AS text[]),
           CAST(:next_step AS text[]), CAST(:policy AS bigint[]), CAST(:task AS uuid[]), CAST(:note AS bytea[]),
           CAST(:attachments AS text[]), CAST(:acknowledged AS text[]))
           AS d (id, at, outcome, next_step, policy_id, task_id, note, attachments, acknowledged)
       WHERE v.id = d.id"""
)

_SHOWN = {"what", "how", "reason"}
"""Of what was acknowledged, beside the contact; the picture is one of the attachments."""

Visit = TypeVar("Visit", VisitBegin, VisitComplete)
Begun = tuple[Work, VisitBegin]
Completed = tuple[Work, VisitComplete]
Task = Row | None


async def begin(session: AsyncSession, begun: Sequence[Begun]) -> list[Outcome]:
    """Check in; `visit.id_taken`."""
    earlier = await _earlier(session, begun)
    outcomes = [_taken(work, earlier.get(payload.visit_id)) or Result() for work, payload in begun]
    held = _held(begun, outcomes)
    tasks = await their_tasks(session, [(work, payload.task_id) for work, payload, _ in held])
    for _, payload, result in held:
        _note_unknown(payload, tasks, result)
    await _check_in(session, [(work, payload, tasks.get(payload.task_id)) for work, payload, _ in held])
    return outcomes


async def complete(session: AsyncSession, completed: Sequence[Completed]) -> list[Outcome]:
    """Keep outcomes with all that follows from them. What cannot be kept of one is noted and does not stop the rest.

    `visit.id_taken` and `visit.completed_already`.
    """
    earlier = await _earlier(session, completed)
    outcomes = [_over(work, earlier.get(payload.visit_id)) or Result() for work, payload in completed]
    held = _held(completed, outcomes)
    if not held:
        return outcomes
    found = await _tasks_of(session, held, earlier)
    visits = [(work, payload, task) for (work, payload, _), task in zip(held, found, strict=True)]
    # The check-in was lost, or never made: the visit counts all the same.
    await _check_in(session, [one for one in visits if one[1].visit_id not in earlier])
    await _keep_outcomes(session, visits, await _policies(session, held))
    sender = held[0][0]
    done = [(task.id, payload.outcome, work.at) for work, payload, task in visits if task is not None]
    await close_tasks(session, {task: outcome for task, outcome, _ in done}, "done", sender.account_id)
    await complete_requests(session, done, sender.specialist_id)
    for (work, payload, task), (_, _, result) in zip(visits, held, strict=True):
        await _follow_up(session, work, payload, task, result)
    return outcomes


async def _follow_up(
    session: AsyncSession, work: Work, payload: VisitComplete, task: Task, result: Result
) -> None:
    if payload.promise is not None:
        await _promise(session, work, payload.visit_id, payload.promise, result)
    if payload.next_step == "visit_again":
        await visit_again(session, work, task, f"again/{payload.visit_id}", payload.next_on)
    elif payload.next_step == "seat_call":
        await ask_seats(session, work, task, f"asked/{payload.visit_id}", payload.outcome, payload.next_on)


async def _earlier(session: AsyncSession, visits: Sequence[Begun | Completed]) -> dict[UUID, Row]:
    rows = await _EARLIER.rows(session, {"ids": [payload.visit_id for _, payload in visits]})
    return {row.id: row for row in rows}


def _taken(work: Work, earlier: Task) -> GridwardError | None:
    if earlier is not None and (earlier.customer_id, earlier.account_id) != (
        work.customer_id,
        work.account_id,
    ):
        return Conflict("visit.id_taken", "Another visit has this number.", "Begin a new visit.")
    return None


def _over(work: Work, earlier: Task) -> GridwardError | None:
    if earlier is not None and _taken(work, earlier) is None and earlier.completed_at is not None:
        return Conflict("visit.completed_already", "The visit has its outcome already.", "Begin a new visit.")
    return _taken(work, earlier)


def _held(
    visits: Sequence[tuple[Work, Visit]], outcomes: Sequence[Outcome]
) -> list[tuple[Work, Visit, Result]]:
    return [
        (work, payload, outcome)
        for (work, payload), outcome in zip(visits, outcomes, strict=True)
        if isinstance(outcome, Result)
    ]


async def _tasks_of(
    session: AsyncSession,
    held: Sequence[tuple[Work, VisitComplete, Result]],
    earlier: Mapping[UUID, Row],
) -> list[Task]:
    """Of each visit the task that is named, else the one of its check-in."""
    begun: dict[UUID, UUID | None] = {visit: row.task_id for visit, row in earlier.items()}
    named = [
        (work, task) for work, payload, _ in held for task in (payload.task_id, begun.get(payload.visit_id))
    ]
    tasks = await their_tasks(session, named)
    found = []
    for _, payload, result in held:
        _note_unknown(payload, tasks, result)
        found.append(tasks.get(payload.task_id) or tasks.get(begun.get(payload.visit_id)))
    return found


def _note_unknown(
    payload: VisitBegin | VisitComplete, tasks: Mapping[UUID | None, Row], result: Result
) -> None:
    if payload.task_id is not None and payload.task_id not in tasks:
        result.fault("task.unknown", "task_id", "The customer has no such task.")


async def _check_in(
    session: AsyncSession, visits: Sequence[tuple[Work, VisitBegin | VisitComplete, Task]]
) -> None:
    if visits:
        await _BEGIN.rows(session, columns(_begun(*visit) for visit in visits))


def _begun(work: Work, payload: VisitBegin | VisitComplete, task: Task) -> dict[str, Any]:
    position = payload.position if isinstance(payload, VisitBegin) else None
    context = f"field.visit.position/{payload.visit_id}"
    return {
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
    }


async def _keep_outcomes(
    session: AsyncSession, visits: Sequence[tuple[Work, VisitComplete, Task]], policies: Mapping[UUID, int]
) -> None:
    rows = [
        {
            "id": payload.visit_id,
            "at": work.at,
            "outcome": payload.outcome,
            "next_step": payload.next_step,
            "policy": policies.get(payload.visit_id),
            "task": task and task.id,
            "note": cipher().seal(payload.note, f"field.visit.note/{payload.visit_id}")
            if payload.note
            else None,
            # Arrays of different lengths cannot be unnested together.
            "attachments": json.dumps(list(payload.attachments)),
            "acknowledged": payload.acknowledged and payload.acknowledged.model_dump_json(),
        }
        for work, payload, task in visits
    ]
    await _COMPLETE.rows(session, columns(rows))
    contacts = [
        NewContact(
            payload.visit_id, work.city_id, work.person, work.at, "service", "visit", "field", payload.outcome,
            payload.outcome in REACHED_BY_VISIT, payload.note, work.account_id, work.specialist_id, work.cell_id,
            task and task.id,
            acknowledged=payload.acknowledged.model_dump(include=_SHOWN) if payload.acknowledged else None,
        )
        for work, payload, task in visits
    ]  # fmt: skip
    await note_contacts(session, contacts)
    made = [(work, one) for (work, _, _), one in zip(visits, contacts, strict=True)]
    await close_what_asks_for_contact(session, made)
    await settle(session, made)


async def _promise(
    session: AsyncSession, work: Work, visit_id: UUID, promise: PromiseMade, result: Result
) -> None:
    new = NewPromise(
        work.city_id,
        work.person,
        promise.policy_id,
        promise.number,
        promise.promised_on,
        work.at,
        work.account_id,
        "field",
        promise_of(visit_id),
    )
    try:
        async with session.begin_nested():
            await record_promise(session, new)
    except GridwardError as error:
        result.fault(error.code, "promise", error.detail)


async def _policies(
    session: AsyncSession, held: Sequence[tuple[Work, VisitComplete, Result]]
) -> dict[UUID, int]:
    """By visit the policy that it was about, where it is the customer's."""
    named = [(payload.policy_id, work.person) for work, payload, _ in held if payload.policy_id is not None]
    his = await their_policies(session, named)
    found = {}
    for work, payload, result in held:
        if payload.policy_id is None:
            continue
        if (payload.policy_id, work.person) in his:
            found[payload.visit_id] = payload.policy_id
        else:
            result.fault("policy.unknown", "policy_id", "The customer has no such policy.")
    return found
