"""What follows from a call, whoever called whom: a contact, a promise, a visit, a request, a payment link, a refusal."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.customer360.public import move_on
from gridward.engagement.contract import (
    ORGANISED_SURRENDER,
    REACHED_BY_CALL,
    NewConsent,
    NewContact,
    NewMatter,
    NewRequest,
    Purpose,
)
from gridward.engagement.public import note_contact, open_matter, raise_request, record_consent
from gridward.identity.contract import DataScope
from gridward.kernel.errors import Invalid
from gridward.kernel.ids import new_id
from gridward.renewal.contract import NewPromise
from gridward.renewal.public import record_promise
from gridward.seats.links import send_link
from gridward.seats.outcomes import Direction, rule_of
from gridward.seats.rules import seat_rules
from gridward.seats.schemas import CallIn, PromiseIn, RequestIn, ServiceIn, SuspicionIn

_SPEAKS = text(
    """INSERT INTO seats.speaks (customer_id, language) VALUES (:customer, :language)
       ON CONFLICT (customer_id) DO UPDATE SET language = excluded.language"""
)


@dataclass(frozen=True)
class Talk:
    """Between whom a call was, and about what."""

    account_id: UUID
    city_id: int
    customer_id: int
    """The person."""
    moment: datetime
    cell_id: int | None = None
    task_id: UUID | None = None
    policy_id: int | None = None
    why: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Followed:
    """What came of it and is kept with the call."""

    promise_id: UUID | None
    request_id: UUID | None


def require_fitting(body: CallIn, moment: datetime, direction: Direction) -> None:
    """Raises where what was sent does not go with the outcome: `call.outcome_not_offered`, `call.promise_missing` (or
    `callback`, `visit`, `service`), `call.not_with_outcome`, `call.callback_out_of_range`.
    """
    needed = rule_of(body.outcome, direction).needs
    if needed is not None and getattr(body, needed) is None:
        raise Invalid(
            f"call.{needed.removesuffix('_at')}_missing",
            f"A call that came to {body.outcome} needs: {needed}.",
            "Say what was agreed on.",
        )
    for name in ("promise", "callback_at"):
        if getattr(body, name) is not None and name != needed:
            raise Invalid(
                "call.not_with_outcome",
                f"A call that came to {body.outcome} has no {name}.",
                "Choose the outcome that fits, or leave it out.",
                field=name,
                outcome=body.outcome.value,
            )
    days = seat_rules().callback.within_days
    if body.callback_at is not None and not moment < body.callback_at <= moment + timedelta(days=days):
        raise Invalid(
            "call.callback_out_of_range",
            f"A call back lies ahead, within {days} days.",
            "Choose another time.",
            within_days=days,
        )


async def follow(
    session: AsyncSession, scope: DataScope, talk: Talk, body: CallIn, direction: Direction
) -> Followed:
    """Bring about what a call came to. Raises what a promise, a visit, a request and a link raise."""
    await _note(session, talk, body, direction)
    promise_id = await _promise(session, talk, body.promise) if body.promise else None
    request_id = await _ask_for_visit(session, scope, talk, body.visit) if body.visit else None
    if body.service is not None:
        await _take_in(session, talk, body.call_id, body.service)
    if body.suspicion is not None:
        await _suspect(session, talk, body.call_id, body.suspicion)
    if rule_of(body.outcome, direction).refuses:
        await _refuse_marketing(session, talk)
    if body.link is not None:
        await send_link(session, talk.city_id, talk.customer_id, body.call_id, body.link)
    if body.language is not None:
        await _note_language(session, talk.customer_id, body.language)
    # A visit that was just asked for keeps gates closed.
    await move_on(session, talk.customer_id)
    return Followed(promise_id, request_id)


async def _note(session: AsyncSession, talk: Talk, body: CallIn, direction: Direction) -> None:
    await note_contact(
        session,
        NewContact(
            body.call_id,
            talk.city_id,
            talk.customer_id,
            talk.moment,
            "service",
            "call",
            "seat",
            body.outcome.value,
            body.outcome in REACHED_BY_CALL,
            body.note,
            account_id=talk.account_id,
            cell_id=talk.cell_id,
            task_id=talk.task_id,
            inbound=direction == "inbound",
        ),
    )


async def _promise(session: AsyncSession, talk: Talk, promise: PromiseIn) -> UUID:
    return await record_promise(
        session,
        NewPromise(
            talk.city_id,
            talk.customer_id,
            promise.policy_id,
            promise.number,
            promise.promised_on,
            talk.moment,
            talk.account_id,
            "seat",
        ),
    )


async def _ask_for_visit(session: AsyncSession, scope: DataScope, talk: Talk, visit: RequestIn) -> UUID:
    risk = await session.scalar(
        text("SELECT max(risk) FROM renewal.due WHERE customer_id = :customer"),
        {"customer": talk.customer_id},
    )
    request = NewRequest(
        talk.city_id,
        talk.customer_id,
        visit.reason,
        talk.account_id,
        talk.moment,
        visit.policy_id or talk.policy_id,
        visit.note,
        visit.wished_on,
        visit.wished_part,
        risk or 0.0,
        talk.why,
    )
    return (await raise_request(session, scope, request)).id


async def _take_in(session: AsyncSession, talk: Talk, call_id: UUID, service: ServiceIn) -> None:
    matter = NewMatter(
        talk.city_id,
        talk.customer_id,
        service.item,
        talk.account_id,
        talk.moment,
        f"call/{call_id}/service",
        service.note,
        cell_id=talk.cell_id,
    )
    await open_matter(session, matter)


async def _suspect(session: AsyncSession, talk: Talk, call_id: UUID, suspicion: SuspicionIn) -> None:
    matter = suspicion_of(talk.account_id, talk.city_id, talk.moment, call_id, suspicion)
    await open_matter(session, replace(matter, customer_id=talk.customer_id, cell_id=talk.cell_id))


def suspicion_of(
    account_id: UUID, city_id: int, moment: datetime, call_id: UUID, suspicion: SuspicionIn
) -> NewMatter:
    """What sounded like organised surrender, about a caller whom nobody knows."""
    return NewMatter(
        city_id,
        None,
        ORGANISED_SURRENDER,
        account_id,
        moment,
        f"call/{call_id}/suspicion",
        suspicion.note,
        tuple(suspicion.signs),
    )


async def _refuse_marketing(session: AsyncSession, talk: Talk) -> None:
    consent = NewConsent(
        new_id(),
        talk.city_id,
        talk.customer_id,
        Purpose.MARKETING,
        False,
        "phone",
        talk.moment,
        talk.account_id,
    )
    await record_consent(session, consent)


async def _note_language(session: AsyncSession, customer_id: int, language: str) -> None:
    """Whoever calls him next is somebody who speaks it."""
    values = {"customer": customer_id, "language": language}
    await session.execute(_SPEAKS, values)
    await session.execute(
        text("UPDATE seats.queue_item SET language = :language WHERE customer_id = :customer"), values
    )
