"""Answers to visits that seats asked for, and to a hand-over."""

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.public import accept_request, return_request
from gridward.field.operations.work import Result, Work
from gridward.field.payloads import HandoverAccept, RequestAccept, RequestReturn
from gridward.staffing.public import accept_handover


async def accept(session: AsyncSession, work: Work, payload: RequestAccept) -> Result:
    """Take a visit on. Raises `request.not_found`, `request.expired`, `request.answered`."""
    await accept_request(session, payload.request_id, work.specialist_id, work.at)
    return Result()


async def give_back(session: AsyncSession, work: Work, payload: RequestReturn) -> Result:
    """Give a visit back. Raises `request.not_found`, `request.expired`, `request.answered`."""
    await return_request(session, payload.request_id, work.specialist_id, payload.reason, work.at)
    return Result()


async def take_over(session: AsyncSession, work: Work, payload: HandoverAccept) -> Result:
    """Confirm that a cell's customers were taken over; the second time changes nothing."""
    await accept_handover(session, payload.handover_id, work.account_id, work.at)
    return Result()
