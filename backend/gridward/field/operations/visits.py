"""Visits: check-in and outcome."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import REACHED_BY_VISIT, NewContact
from gridward.engagement.public import agreed_on, close_tasks, complete_requests, note_contacts
from gridward.field.operations.followups import ask_seats, close_what_asks_for_contact, settle, visit_again
from gridward.field.operations.visit_rows import earlier_visits, store
from gridward.field.operations.visit_undoing import promise_of
from gridward.field.operations.work import Outcome, Result, Work, their_policies, their_tasks
from gridward.field.payloads import Payload, PromiseMade, VisitBegin, VisitComplete
from gridward.kernel.errors import Conflict, GridwardError
from gridward.platform.statements import Row
from gridward.renewal.contract import NewPromise
from gridward.renewal.public import record_promise

_SHOWN = {"what", "how", "reason"}
"""Of what was acknowledged, beside the contact; the picture is one of the attachments."""

Task = Row | None
Sent = tuple[Work, VisitBegin | VisitComplete]
Held = tuple[Work, VisitBegin | VisitComplete, Result]
Completed = tuple[Work, VisitComplete, Task, Result]


async def keep(session: AsyncSession, sent: Sequence[Sent]) -> list[Outcome]:
    """Keep check-ins, and outcomes with all that follows from them; an outcome may stand behind its check-in.

    What cannot be kept of one is noted and does not stop the rest; `visit.id_taken` and `visit.completed_already`.
    """
    earlier = await earlier_visits(session, [payload.visit_id for _, payload in sent])
    outcomes = [_against(work, payload, earlier.get(payload.visit_id)) or Result() for work, payload in sent]
    held = [
        (work, payload, outcome)
        for (work, payload), outcome in zip(sent, outcomes, strict=True)
        if isinstance(outcome, Result)
    ]
    if not held:
        return outcomes
    tasks = await _tasks_of(session, held, earlier)
    policies = await _policies(session, held)
    visits = [(work, payload, task) for (work, payload, _), task in zip(held, tasks, strict=True)]
    await store(session, visits, policies)
    completed = [
        (work, payload, task, result)
        for (work, payload, task), (_, _, result) in zip(visits, held, strict=True)
        if isinstance(payload, VisitComplete)
    ]
    if completed:
        await _follow_up_all(session, completed)
    return outcomes


async def _follow_up_all(session: AsyncSession, completed: Sequence[Completed]) -> None:
    await _note_contacts(session, completed)
    sender, *_ = completed[0]
    in_vain = [
        (work.person, task.id)
        for work, payload, task, _ in completed
        if task is not None and payload.outcome not in REACHED_BY_VISIT
    ]
    agreed = await agreed_on(session, [person for person, _ in in_vain], [task for _, task in in_vain])
    for_tasks = [
        (work, payload.outcome, task.id)
        for work, payload, task, _ in completed
        # An appointment's own is done with the appointment, which the contact has closed; and where nobody was met before
        # the day that was agreed, he comes again on that day.
        if task is not None and task.kind != "appointment" and task.id not in agreed
    ]
    closings = {task: (outcome, work.op_id) for work, outcome, task in for_tasks}
    await close_tasks(session, closings, "done", sender.account_id)
    visits = [(task, outcome, work.at) for work, outcome, task in for_tasks]
    await complete_requests(session, visits, sender.specialist_id)
    for one in completed:
        await _follow_up(session, *one)


async def _follow_up(
    session: AsyncSession, work: Work, payload: VisitComplete, task: Task, result: Result
) -> None:
    if payload.promise is not None:
        await _promise(session, work, payload.visit_id, payload.promise, result)
    if payload.next_step == "visit_again":
        await visit_again(session, work, task, f"again/{payload.visit_id}", payload.next_on)
    elif payload.next_step == "seat_call":
        await ask_seats(session, work, task, f"asked/{payload.visit_id}", payload.outcome, payload.next_on)


def _against(work: Work, payload: Payload, earlier: Row | None) -> GridwardError | None:
    """What stands against keeping it."""
    if earlier is None:
        return None
    if (earlier.customer_id, earlier.account_id) != (work.customer_id, work.account_id):
        return Conflict("visit.id_taken", "Another visit has this number.", "Begin a new visit.")
    if isinstance(payload, VisitComplete) and earlier.completed_at is not None:
        return Conflict("visit.completed_already", "The visit has its outcome already.", "Begin a new visit.")
    return None


async def _tasks_of(session: AsyncSession, held: Sequence[Held], earlier: Mapping[UUID, Row]) -> list[Task]:
    """Of each the task that it names; of an outcome that names none of the customer's, the one of the check-in."""
    begun = {payload.visit_id: payload.task_id for _, payload, _ in held if isinstance(payload, VisitBegin)}
    begun |= {visit: row.task_id for visit, row in earlier.items() if row.task_id is not None}
    named = [
        (work, task) for work, payload, _ in held for task in (payload.task_id, begun.get(payload.visit_id))
    ]
    tasks = await their_tasks(session, named)
    found = []
    for _, payload, result in held:
        if payload.task_id is not None and payload.task_id not in tasks:
            result.fault("task.unknown", "task_id", "The customer has no such task.")
        found.append(tasks.get(payload.task_id) or tasks.get(begun.get(payload.visit_id)))
    return found


async def _note_contacts(session: AsyncSession, completed: Sequence[Completed]) -> None:
    contacts = [
        NewContact(
            payload.visit_id, work.city_id, work.person, work.at, "service", "visit", "field", payload.outcome,
            payload.outcome in REACHED_BY_VISIT, payload.note, work.account_id, work.specialist_id, work.cell_id,
            task and task.id,
            acknowledged=payload.acknowledged.model_dump(include=_SHOWN) if payload.acknowledged else None,
        )
        for work, payload, task, _ in completed
    ]  # fmt: skip
    await note_contacts(session, contacts)
    made = [(work, one) for (work, *_), one in zip(completed, contacts, strict=True)]
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


async def _policies(session: AsyncSession, held: Sequence[Held]) -> dict[UUID, int]:
    """By visit the policy that it was about, where it is the customer's."""
    named = [
        (work, payload, result, payload.policy_id)
        for work, payload, result in held
        if isinstance(payload, VisitComplete) and payload.policy_id is not None
    ]
    his = await their_policies(session, [(policy, work.person) for work, _, _, policy in named])
    found = {}
    for work, payload, result, policy in named:
        if (policy, work.person) in his:
            found[payload.visit_id] = policy
        else:
            result.fault("policy.unknown", "policy_id", "The customer has no such policy.")
    return found
