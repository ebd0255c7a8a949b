"""Corrections of how a customer is reached."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.operations.work import Result, Work
from gridward.field.payloads_service import CustomerCorrect
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict
from gridward.policycare.public import Correction, take_in_correction, withdraw_correction


async def correct(session: AsyncSession, work: Work, payload: CustomerCorrect) -> Result:
    """Take a correction in: the customer confirms it by a code. Raises what `take_in_correction` raises."""
    correction = Correction(
        payload.request_id,
        work.city_id,
        work.person,
        work.account_id,
        work.specialist_id,
        work.cell_id,
        work.at,
        payload.values(),
        payload.seen.values(),
    )
    result = Result()
    for both in await take_in_correction(session, correction):
        result.keep_both(both.name, both.ours, both.theirs)
    return result


async def undo_correct(session: AsyncSession, work: Work, payload: CustomerCorrect, op_id: UUID) -> None:
    """Take a correction back that the customer has not confirmed. Raises `undo.built_on`."""
    if not await withdraw_correction(session, payload.request_id, now()):
        raise Conflict(
            "undo.built_on",
            "He has confirmed it, or it was taken in anew.",
            "Take in what is right as something new.",
        )
