"""What becomes of one operation: read, believed, judged, applied."""

from dataclasses import replace
from datetime import timedelta

from pydantic import ValidationError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.customer360.public import move_on
from gridward.field.envelope import MalformedOperation, OperationIn, faults_of
from gridward.field.operations.authority import Judged, judge
from gridward.field.operations.kinds import KINDS, Kind
from gridward.field.operations.receipts import Place, Sender, Verdict
from gridward.field.operations.work import Result, Work
from gridward.field.payloads import Payload
from gridward.field.rules import field_rules
from gridward.kernel.clock import now, today
from gridward.kernel.errors import GridwardError
from gridward.staffing.public import worker_of_cell

Decision = tuple[Verdict, Place]


async def decide(session: AsyncSession, sender: Sender, operation: OperationIn) -> Decision:
    """Apply an operation, or say why not; and where it belongs."""
    if isinstance(operation, MalformedOperation):
        return Verdict("invalid", "operation.malformed", operation.faults), sender.home
    kind = KINDS.get(operation.kind)
    if kind is None:
        return _waits("kind.unknown", sender)
    try:
        payload = kind.model.model_validate(operation.payload)
    except ValidationError as error:
        faults = faults_of(error.errors(include_url=False, include_context=False, include_input=False))
        return Verdict("invalid", "payload.invalid", faults), sender.home
    unbelievable = _clock(operation)
    if unbelievable is not None:
        return _waits(unbelievable, sender)
    return await _judged(session, sender, operation, payload)


async def _judged(
    session: AsyncSession, sender: Sender, operation: OperationIn, payload: Payload
) -> Decision:
    kind = KINDS[operation.kind]
    if sender.specialist_id is None:
        return _waits("account.no_specialist", sender)
    at = min(operation.occurred_at, now())
    subject = await kind.subject(session, payload)
    judged = None if subject is None else await judge(session, sender.specialist_id, subject, at)
    if subject is None or judged is None:
        # The same answer whether or not there is such a customer: who asks about others learns nothing.
        return _waits("customer.not_in_cell", sender)
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
    try:
        async with session.begin_nested():
            result = await apply(session, kind, work, payload)
    except GridwardError as error:
        result = Result(error.code)
    await tell_cells(session, judged.cell_then, judged.cell_now)
    verdict = Verdict("applied", result.code or result.note, result.faults)
    if not judged.still_his:
        verdict = replace(verdict, state="forwarded", forwarded_to=await _owner(session, judged))
    if result.code is not None:
        verdict = replace(verdict, state="needs_attention")
    return verdict, Place(subject.city_id, subject.customer_id, judged.cell_then)


async def apply(session: AsyncSession, kind: Kind, work: Work, payload: Payload) -> Result:
    """Let an operation have its effect. Raises what its handler raises."""
    result = await kind.apply(session, work, payload)
    if work.customer_id is not None:
        await move_on(session, work.customer_id)
    return result


async def tell_cells(session: AsyncSession, *cells: int | None) -> None:
    """Wake whoever looks at these cells: at the one of then and the one of today."""
    await session.execute(
        text("SELECT pg_notify('progress', 'cell:' || cell) FROM unnest(CAST(:cells AS int[])) AS c (cell)"),
        {"cells": sorted({cell for cell in cells if cell is not None})},
    )


def _clock(operation: OperationIn) -> str | None:
    rules = field_rules().clock
    if operation.occurred_at > now() + timedelta(minutes=rules.ahead_minutes):
        return "clock.ahead"
    if operation.occurred_at < now() - timedelta(days=rules.oldest_days):
        return "clock.behind"
    return None


def _waits(code: str, sender: Sender) -> Decision:
    return Verdict("needs_attention", code), sender.home


async def _owner(session: AsyncSession, judged: Judged) -> str | None:
    if judged.cell_now is None:
        return None
    worker = await worker_of_cell(session, judged.cell_now, today())
    return None if worker is None else worker.name_masked
