"""What becomes of one operation: read, believed, judged, applied."""

from datetime import datetime
from typing import NamedTuple

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.envelope import MalformedOperation, OperationIn, faults_of
from gridward.field.memos.operations import OWN_KINDS, OwnKind
from gridward.field.memos.telling import tell_forwarded
from gridward.field.operations.authority import Judged, Subject, cells_of, judge
from gridward.field.operations.batch import Batch
from gridward.field.operations.clock import doubt
from gridward.field.operations.kind import Kind
from gridward.field.operations.kinds import KINDS
from gridward.field.operations.protocol import upgraded, why_not
from gridward.field.operations.receipts import Place, Sender, Verdict
from gridward.field.operations.work import Outcome, Result, Work
from gridward.field.payloads import Payload
from gridward.kernel.clock import today
from gridward.kernel.errors import GridwardError
from gridward.staffing.public import worker_of_cell

Decision = tuple[Verdict, Place]


class Ready(NamedTuple):
    """An operation that can be believed, and was its sender's to do."""

    kind: Kind
    payload: Payload
    work: Work
    judged: Judged


async def decide(batch: Batch, operation: OperationIn) -> Decision:
    """Apply an operation, or say why not; and where it belongs."""
    ready = await read(batch, operation)
    return await apply(batch, ready) if isinstance(ready, Ready) else ready


async def read(batch: Batch, operation: OperationIn) -> Ready | Decision:
    """Read an operation and judge whose it was to do; what cannot be applied is decided by that."""
    sender = batch.sender
    if isinstance(operation, MalformedOperation):
        return Verdict("invalid", "operation.malformed", operation.faults), sender.home
    unread = why_not(operation.protocol)
    if unread is not None:
        return _waits(unread, sender)
    kind = KINDS.get(operation.kind) or OWN_KINDS.get(operation.kind)
    if kind is None:
        return _waits("kind.unknown", sender)
    try:
        payload = kind.model.model_validate(upgraded(operation.kind, operation.protocol, operation.payload))
    except ValidationError as error:
        faults = faults_of(error.errors(include_url=False, include_context=False, include_input=False))
        return Verdict("invalid", "payload.invalid", faults), sender.home
    unbelievable = doubt(operation.occurred_at, batch.begun_at)
    if unbelievable is not None and (isinstance(kind, Kind) or kind.decidable):
        return _waits(unbelievable, sender)
    if isinstance(kind, OwnKind):
        return await _own(batch, operation, kind, payload)
    return await _judged(batch, operation, kind, payload)


async def apply(batch: Batch, ready: Ready) -> Decision:
    """Apply an operation by itself."""
    await batch.ready_for(ready.kind, ready.work.customer_id)
    outcome: Outcome
    try:
        async with batch.session.begin_nested():
            outcome = await ready.kind.apply(batch.session, ready.work, ready.payload)
    except GridwardError as error:
        outcome = error
    return await conclude(batch, ready, outcome)


async def conclude(batch: Batch, ready: Ready, outcome: Outcome) -> Decision:
    """What is said of an operation that was applied, or had no effect."""
    work, judged = ready.work, ready.judged
    if isinstance(outcome, GridwardError):
        result = Result(outcome.code)
    else:
        result = outcome
        batch.done(ready.kind, work.customer_id)
    batch.seen_in(judged.cell_then, judged.cell_now)
    verdict = Verdict("merged" if result.merged else "applied", result.code or result.note, result.faults)
    if not judged.still_his:
        verdict = verdict._replace(state="forwarded", forwarded_to=await _owner(batch.session, judged))
        # Of what had no effect there is nothing to tell.
        had_effect = not isinstance(outcome, GridwardError)
        if had_effect and work.customer_id is not None and judged.cell_now is not None:
            by, person = batch.sender.name_masked, work.customer_id
            await tell_forwarded(batch.session, work.city_id, person, judged.cell_now, by, work.account_id)
    if result.code is not None:
        verdict = verdict._replace(state="needs_attention")
    return verdict, Place(work.city_id, work.customer_id, judged.cell_then)


async def _own(batch: Batch, operation: OperationIn, kind: OwnKind, payload: Payload) -> Decision:
    sender = batch.sender
    try:
        async with batch.session.begin_nested():
            await kind.apply(
                batch.session, sender.account_id, payload, min(operation.occurred_at, batch.begun_at)
            )
    except GridwardError as error:
        return _waits(error.code, sender)
    return Verdict("applied"), sender.home


async def _judged(batch: Batch, operation: OperationIn, kind: Kind, payload: Payload) -> Ready | Decision:
    sender = batch.sender
    if sender.specialist_id is None:
        return _waits("account.no_specialist", sender)
    at = min(operation.occurred_at, batch.begun_at)
    subject = await batch.subject(kind, payload)
    judged = None
    if subject is not None:
        judged = await judge(batch.session, batch.known, sender.specialist_id, subject, at)
        if judged is None and kind.anybody_of_city:
            judged = await _judged_in_city(batch, subject, at)
    if subject is None or judged is None:
        # The same answer whether or not there is such a customer: who asks about others learns nothing.
        return _waits(kind.stranger, sender)
    work = Work(
        operation.op_id,
        sender.account_id,
        sender.specialist_id,
        subject.city_id,
        subject.customer_id,
        judged.cell_then,
        judged.cell_now,
        at,
    )
    return Ready(kind, payload, work, judged)


async def _judged_in_city(batch: Batch, subject: Subject, at: datetime) -> Judged | None:
    """For what whoever works in the customer's city may do; none of it is somebody else's to go on with."""
    home = batch.sender.home
    if home.cell_id is None or home.city_id != subject.city_id:
        return None
    cell_then, cell_now = await cells_of(batch.session, batch.known, subject, at)
    return Judged(cell_then or home.cell_id, cell_now, still_his=True)


def _waits(code: str, sender: Sender) -> Decision:
    return Verdict("needs_attention", code), sender.home


async def _owner(session: AsyncSession, judged: Judged) -> str | None:
    if judged.cell_now is None:
        return None
    worker = await worker_of_cell(session, judged.cell_now, today())
    return None if worker is None else worker.name_masked
