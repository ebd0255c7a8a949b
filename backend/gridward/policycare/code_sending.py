"""Sending a customer a code."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from gridward.book.public import mobile_key
from gridward.engagement.public import UrgentMessage, send_now
from gridward.grids.public import person_in_scope
from gridward.identity.contract import Actor
from gridward.identity.public import act_as
from gridward.kernel.clock import now
from gridward.kernel.errors import GridwardError
from gridward.kernel.ids import new_id
from gridward.kernel.masking import mask_mobile
from gridward.platform.db import transaction
from gridward.policycare.codes import codes_of_a_day, key_of_code, wait_for_code
from gridward.policycare.finding import find_request, require_waiting
from gridward.policycare.rules import service_rules
from gridward.policycare.sealing import open_values
from gridward.policycare.taking_in import number_to_ask

_INSERT = text(
    """INSERT INTO policycare.code (id, request_id, customer_id, number_key, number_masked, code_key, sent_at, expires_at)
       VALUES (:id, :request, :customer, :key, :masked, :code_key, :at, :expires)"""
)


@dataclass(frozen=True)
class _Made:
    id: UUID
    request: Row[Any]
    to: str = field(repr=False)
    code: str = field(repr=False)


async def send_code(sessions: async_sessionmaker[AsyncSession], actor: Actor, request_id: UUID) -> None:
    """Send the customer a code, or another one: then the former does not count any more.

    Raises `service.not_found`, `service.closed`, `service.no_mobile`, `service.code_too_soon`, `service.codes_used_up` and
    `message.not_sent`: then the request waits as before, and the code does not count.
    """
    async with transaction(sessions) as session:
        await act_as(session, actor)
        made = await _make(session, actor, request_id)
    rules = service_rules().code
    message = UrgentMessage(
        made.request.city_id,
        made.request.customer_id,
        "details_code",
        made.to,
        f"code/{made.id}",
        {"minutes": str(rules.minutes)},
        {"code": made.code},
    )
    try:
        gateway = await send_now(sessions, message)
    except GridwardError:
        await _note(sessions, actor, "DELETE FROM policycare.code WHERE id = :id", id=made.id)
        raise
    await _note(
        sessions, actor, "UPDATE policycare.code SET gateway = :gateway WHERE id = :id",
        id=made.id, gateway=gateway,
    )  # fmt: skip


async def _make(session: AsyncSession, actor: Actor, request_id: UUID) -> _Made:
    request = await find_request(session, actor.scope, request_id, hold=True)
    require_waiting(request)
    person = await person_in_scope(session, actor.scope, request.customer_id)
    number = await number_to_ask(session, person.customer_ids, open_values(request))
    rules, moment, key = service_rules().code, now(), mobile_key(number)
    sent = await codes_of_a_day(session, request, key, moment)
    if refusal := wait_for_code(rules, sent, sent[-1] if sent else None, moment):
        raise refusal
    code_id, code = new_id(), f"{secrets.randbelow(10**rules.digits):0{rules.digits}d}"
    await session.execute(
        _INSERT,
        {
            "id": code_id,
            "request": request_id,
            "customer": request.customer_id,
            "key": key,
            "masked": mask_mobile(number),
            "code_key": key_of_code(code_id, code),
            "at": moment,
            "expires": moment + timedelta(minutes=rules.minutes),
        },
    )
    return _Made(code_id, request, number, code)


async def _note(
    sessions: async_sessionmaker[AsyncSession], actor: Actor, statement: str, **values: object
) -> None:
    async with transaction(sessions) as session:
        await act_as(session, actor)
        await session.execute(text(statement), values)
