"""Events: whom a specialist invited, what was answered, who came."""

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.activities.contract import Said
from gridward.activities.public import admit, decline, invite, mark, sign_up, withdraw
from gridward.field.operations.work import Result, Work
from gridward.field.payloads_events import EventAdmit, EventAnswer, EventAttend, EventCancel, EventInvite


async def ask(session: AsyncSession, work: Work, payload: EventInvite) -> Result:
    """Keep an invitation; one by message is queued. Raises what `invite` does."""
    await invite(session, _said(work), payload.event_id, payload.channel)
    return Result()


async def answer(session: AsyncSession, work: Work, payload: EventAnswer) -> Result:
    """Keep an answer; the note says where it did not get him a seat. Raises what `sign_up` and `decline` do."""
    if payload.answer == "declined":
        return Result(note=await decline(session, _said(work), payload.event_id))
    return Result(note=await sign_up(session, _said(work), payload.event_id, payload.persons))


async def cancel(session: AsyncSession, work: Work, payload: EventCancel) -> Result:
    """Take a sign-up back. Raises what `withdraw` does."""
    return Result(note=await withdraw(session, _said(work), payload.event_id))


async def attend(session: AsyncSession, work: Work, payload: EventAttend) -> Result:
    """Note whether he came; the note says where something newer is known. Raises what `mark` does."""
    return Result(note=await mark(session, _said(work), payload.event_id, payload.attended))


async def admit_by_code(session: AsyncSession, work: Work, payload: EventAdmit) -> Result:
    """Note that he came; the note says where he had come already. Raises what `admit` does."""
    return Result(note=await admit(session, _said(work), payload.event_id))


def _said(work: Work) -> Said:
    return Said(work.city_id, work.person, work.at, work.account_id, work.specialist_id, work.cell_id)
