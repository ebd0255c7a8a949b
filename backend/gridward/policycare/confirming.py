"""The customer said the code: from now on everybody reaches him as he wants, and the core learns it."""

import contextlib
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import anyio.to_thread
from sqlalchemy import Row, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from gridward.book.public import ReachedAt, address_key, contact_details, correct_details, same_detail
from gridward.census.public import Place, find_places, put_place
from gridward.engagement.contract import FactKind, MoveOn, NewFact
from gridward.engagement.public import note_fact
from gridward.grids.contract import PersonRef
from gridward.grids.public import person_in_scope
from gridward.identity.contract import Actor
from gridward.identity.public import act_as
from gridward.kernel.clock import now
from gridward.kernel.errors import Unavailable
from gridward.platform.db import connect, transaction
from gridward.policycare.code_trying import try_code
from gridward.policycare.contract import State
from gridward.policycare.finding import find_request, is_confirmed, require_waiting
from gridward.policycare.sealing import open_values, seal_before

_WAIT_S, _AGAIN_S = 3, 15
_LOCKED = "55P03"
"""PostgreSQL's code for a lock that was not to be had in time."""

_DETAIL = text(
    """INSERT INTO policycare.detail (request_id, customer_id, field, before_sealed, row_hash)
       VALUES (:request, :customer, :field, :before, :row_hash)"""
)
_CONFIRMED = text(
    """UPDATE policycare.request SET state = :state, confirmed_at = :at,
           closed_at = CASE WHEN :state = 'executed' THEN CAST(:at AS timestamptz) END
       WHERE id = :id"""
)


@dataclass(frozen=True)
class Office:
    """What confirming needs of the application."""

    sessions: async_sessionmaker[AsyncSession]
    url: str
    move_on: MoveOn


async def confirm(office: Office, actor: Actor, request_id: UUID, said: str) -> None:
    """Take the customer's word for it. One that is confirmed already stays as it is.

    Raises what `try_code` raises, and `service.book_busy`.
    """
    async with transaction(office.sessions) as session:
        request = await find_request(session, actor.scope, request_id)
    if is_confirmed(request):
        return
    await try_code(office.sessions, actor, request_id, said)
    values = open_values(request)
    place = None
    if "address" in values:
        address = values["address"]
        found = await anyio.to_thread.run_sync(places_of, office.url, request.city_id, [address])
        place = found[address]
    async with transaction(office.sessions) as session:
        await act_as(session, actor)
        request = await find_request(session, actor.scope, request_id, hold=True)
        if is_confirmed(request):
            return
        require_waiting(request)
        person = await person_in_scope(session, actor.scope, request.customer_id)
        moment = now()
        async with _not_waiting_long(session):
            await _write_down(session, request, person, values, place, moment)
            await _note(session, request, actor, moment)
            await office.move_on(session, person.person_id)


def places_of(url: str, city_id: int, addresses: Collection[str]) -> dict[str, Place]:
    """Where addresses lie: it takes the city's whole gazetteer."""
    with connect(url) as connection:
        return find_places(connection, city_id, addresses)


async def apply_values(
    session: AsyncSession, customer: ReachedAt, values: Mapping[str, str], place: Place | None
) -> None:
    """Put confirmed values where everybody looks them up; an address together with its place."""
    await correct_details(session, customer, values)
    if "address" in values:
        assert place is not None
        await put_place(session, customer.customer_id, address_key(values["address"]), place)


async def _write_down(
    session: AsyncSession,
    request: Row[Any],
    person: PersonRef,
    values: Mapping[str, str],
    place: Place | None,
    moment: datetime,
) -> None:
    changed = 0
    for customer in await contact_details(session, person.customer_ids, lock=True):
        new = {
            name: value
            for name, value in values.items()
            if not same_detail(name, customer.details[name], value)
        }
        for name in new:
            await session.execute(_DETAIL, _detail(request, customer, name))
        if new:
            await apply_values(session, customer, new, place)
        changed += len(new)
    # Where an import was faster than the customer there is nothing left for the core to do.
    state = State.IN_REVIEW if changed else State.EXECUTED
    await session.execute(_CONFIRMED, {"id": request.id, "state": state.value, "at": moment})


@contextlib.asynccontextmanager
async def _not_waiting_long(session: AsyncSession) -> AsyncIterator[None]:
    """An import holds the rows that it writes until it ends: the customer is not to wait so long for any of them.

    Raises `service.book_busy`.
    """
    await session.execute(text(f"SET LOCAL lock_timeout = '{_WAIT_S}s'"))
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != _LOCKED:
            raise
        raise Unavailable(
            "service.book_busy",
            "The customer's data is being imported.",
            "Confirm again in a moment: the code stays valid until its time is over.",
            retry_after_s=_AGAIN_S,
        ) from error


def _detail(request: Row[Any], customer: ReachedAt, name: str) -> dict[str, Any]:
    return {
        "request": request.id,
        "customer": customer.customer_id,
        "field": name,
        "before": seal_before(request.id, customer.customer_id, name, customer.details[name]),
        "row_hash": customer.row_hash,
    }


async def _note(session: AsyncSession, request: Row[Any], actor: Actor, moment: datetime) -> None:
    fact = NewFact(
        request.city_id,
        request.customer_id,
        FactKind.DETAILS_CONFIRMED,
        moment,
        f"details/{request.id}",
        account_id=actor.account_id,
        specialist_id=request.specialist_id,
        cell_id=request.cell_id,
        params={"fields": list(request.fields)},
    )
    await note_fact(session, fact)
