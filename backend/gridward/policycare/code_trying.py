"""Trying the code that a customer read out."""

import hmac
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from gridward.identity.contract import Actor
from gridward.identity.public import act_as
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, GridwardError, Invalid
from gridward.platform.db import transaction
from gridward.policycare.codes import codes_of_a_day, key_of_code
from gridward.policycare.finding import find_request, require_waiting
from gridward.policycare.rules import service_rules

_LAST = text(
    "SELECT * FROM policycare.code WHERE request_id = :request ORDER BY sent_at DESC, id DESC LIMIT 1"
)
# Counted before it is looked at, and under the row's lock: many tries at once are many tries.
_TRY = text(
    """UPDATE policycare.code SET tries = tries + 1 WHERE id = :id AND tries < :most
       RETURNING id, code_key, tries"""
)
# What comes after it may fail, and asks for the same code again.
_GIVE_BACK = text("UPDATE policycare.code SET tries = tries - 1 WHERE id = :id")


async def try_code(
    sessions: async_sessionmaker[AsyncSession], actor: Actor, request_id: UUID, said: str
) -> None:
    """Try what the customer said. A wrong try is counted whatever becomes of the request's transaction, a right
    one never.

    Raises `service.not_found`, `service.closed`, `service.code_not_sent`, `service.code_expired`, `service.code_wrong` and
    `service.code_used_up`; where no other code may be sent, the request is declined.
    """
    rules = service_rules().code
    async with transaction(sessions) as session:
        await act_as(session, actor)
        request = await find_request(session, actor.scope, request_id, hold=True)
        require_waiting(request)
        last = (await session.execute(_LAST, {"request": request_id})).one_or_none()
        refusal = _out_of_use(last, now())
        if refusal is None:
            assert last is not None
            tried = (await session.execute(_TRY, {"id": last.id, "most": rules.tries})).one_or_none()
            if tried is not None and _fits(tried, said):
                await session.execute(_GIVE_BACK, {"id": tried.id})
                return
            refusal = _wrong(0 if tried is None else rules.tries - tried.tries)
            if refusal.code == "service.code_used_up":
                await _decline_without_codes(session, request, last.number_key)
    raise refusal


async def _decline_without_codes(session: AsyncSession, request: Row[Any], key: UUID) -> None:
    if len(await codes_of_a_day(session, request, key, now())) >= service_rules().code.a_day:
        await session.execute(
            text(
                """UPDATE policycare.request SET state = 'declined', reason = 'wrong_codes', closed_at = :at
                   WHERE id = :id"""
            ),
            {"id": request.id, "at": now()},
        )


def _fits(tried: Row[Any], said: str) -> bool:
    key = key_of_code(tried.id, "".join(said.split()))
    return hmac.compare_digest(key.bytes, tried.code_key.bytes)


def _out_of_use(last: Row[Any] | None, moment: datetime) -> GridwardError | None:
    if last is None:
        return Conflict("service.code_not_sent", "No code was sent yet.", "Send one.")
    if moment >= last.expires_at:
        return Conflict("service.code_expired", "The code is not valid any more.", "Send another one.")
    return None


def _wrong(left: int) -> GridwardError:
    if left > 0:
        return Invalid(
            "service.code_wrong",
            "This is not the code.",
            "Let the customer read it out again.",
            tries_left=left,
        )
    return Conflict("service.code_used_up", "There were too many wrong codes.", "Send another one.")
