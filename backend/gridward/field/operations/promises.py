"""Promises that were made outside a visit."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.operations.work import Outcome, Result, Work
from gridward.field.payloads_service import PromiseRecord
from gridward.kernel.errors import GridwardError
from gridward.renewal.contract import NewPromise
from gridward.renewal.public import record_promise, take_back_promise


async def record(session: AsyncSession, recorded: Sequence[tuple[Work, PromiseRecord]]) -> list[Outcome]:
    """Keep promises; of one that cannot be kept what `record_promise` raises."""
    return [await _record(session, work, payload) for work, payload in recorded]


async def _record(session: AsyncSession, work: Work, payload: PromiseRecord) -> Outcome:
    promise = NewPromise(
        work.city_id,
        work.person,
        payload.policy_id,
        payload.number,
        payload.promised_on,
        work.at,
        work.account_id,
        "field",
        payload.promise_id,
    )
    try:
        await record_promise(session, promise)
    except GridwardError as error:
        # It says so before it writes anything.
        return error
    return Result()


async def undo_record(session: AsyncSession, work: Work, payload: PromiseRecord, op_id: UUID) -> None:
    """Take a promise back. Raises `promise.settled`."""
    await take_back_promise(session, payload.promise_id)
