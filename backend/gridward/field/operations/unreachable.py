"""Ways to reach a customer that were tried."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewUnreachableStep
from gridward.engagement.public import drop_step, keep_step
from gridward.field.operations.work import Result, Work
from gridward.field.payloads_appointments import UnreachableStep


async def step(session: AsyncSession, work: Work, payload: UnreachableStep) -> Result:
    """Keep a step. Raises what `keep_step` raises."""
    new = NewUnreachableStep(
        payload.step_id,
        work.city_id,
        work.person,
        payload.step,
        payload.found,
        work.at,
        work.account_id,
        work.specialist_id,
        work.cell_id,
    )
    await keep_step(session, new)
    return Result()


async def undo_step(session: AsyncSession, work: Work, payload: UnreachableStep, op_id: UUID) -> None:
    """Take a step back."""
    await drop_step(session, payload.step_id, work.person)
