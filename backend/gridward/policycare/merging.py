"""Corrections of contact details that come late, from a tablet: merged field by field with what others changed meanwhile.

Nothing counts before the customer says the code; what is merged here is what he will be asked to confirm.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import ReachedAt, contact_details, same_detail
from gridward.kernel.errors import Conflict
from gridward.platform.crypto import cipher
from gridward.policycare.contract import Kind
from gridward.policycare.details import checked, mask_detail
from gridward.policycare.finding import one_at_a_time
from gridward.policycare.numbers import require_own_number
from gridward.policycare.sealing import open_values, seal_values
from gridward.policycare.taking_in import INSERT, REPLACE, number_to_ask

_NUMBERS = text("SELECT customer_id FROM census.customer_standing WHERE person_id = :person")
_WAITING = text(
    """SELECT id, values_sealed FROM policycare.request
       WHERE customer_id = :person AND state = 'needs_customer' AND account_id <> :account"""
)
_WITHDRAW = text(
    """UPDATE policycare.request SET state = 'withdrawn', reason = 'by_customer', closed_at = :at
       WHERE id = :id AND state = 'needs_customer' RETURNING true"""
)


@dataclass(frozen=True)
class Correction:
    """New contact details, with what the tablet showed in their place."""

    request_id: UUID
    city_id: int
    person_id: int
    account_id: UUID
    specialist_id: int
    cell_id: int
    at: datetime
    values: Mapping[str, str] = field(repr=False)
    seen: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class BothKept:
    """A field that somebody else changed meanwhile, masked."""

    name: str
    ours: str
    theirs: str


async def take_in_correction(session: AsyncSession, correction: Correction) -> list[BothKept]:
    """Take a correction in; returns what others changed meanwhile to something else.

    What another request that waits would change, and this one does not, goes on to be asked for. Where all of it is on file
    already there is nothing to ask. Raises `service.differs`, `service.invalid_detail`, `service.no_mobile`,
    `service.mobile_of_agent` and `service.mobile_shared`.
    """
    await one_at_a_time(session, correction.person_id)
    if await session.scalar(
        text("SELECT true FROM policycare.request WHERE id = :id"), {"id": correction.request_id}
    ):
        raise Conflict(
            "service.differs",
            "Another request was taken in under this number.",
            "Load the customer's page and begin anew.",
        )
    ours = checked(correction.values)
    numbers = tuple((await session.scalars(_NUMBERS, {"person": correction.person_id})).all())
    stored = await contact_details(session, numbers)
    names = {"person": correction.person_id, "account": correction.account_id}
    waiting = (await session.execute(_WAITING, names)).one_or_none()
    theirs = {} if waiting is None else open_values(waiting)
    both = [*_changed(ours, correction.seen, stored, correction.person_id), *_asked_for(ours, theirs)]
    wanted = {name: value for name, value in {**theirs, **ours}.items() if not _on_file(name, value, stored)}
    if wanted:
        number = await number_to_ask(session, numbers, wanted)
        await require_own_number(session, correction.city_id, correction.person_id, number)
        await _keep(session, correction, wanted)
    return both


async def withdraw_correction(session: AsyncSession, request_id: UUID, at: datetime) -> bool:
    """Ask the customer no more; False where he has confirmed it, or it gave way to another one."""
    return bool(await session.scalar(_WITHDRAW, {"id": request_id, "at": at}))


def _changed(
    ours: Mapping[str, str], seen: Mapping[str, str], stored: list[ReachedAt], person_id: int
) -> list[BothKept]:
    ordered = sorted(stored, key=lambda one: (one.customer_id != person_id, one.customer_id))
    found = []
    for name, value in ours.items():
        now = next((one.details[name] for one in ordered if one.details[name]), "")
        if name in seen and not same_detail(name, now, seen[name]) and not same_detail(name, now, value):
            found.append(BothKept(name, mask_detail(name, value), mask_detail(name, now)))
    return found


def _asked_for(ours: Mapping[str, str], theirs: Mapping[str, str]) -> list[BothKept]:
    return [
        BothKept(name, mask_detail(name, value), mask_detail(name, theirs[name]))
        for name, value in ours.items()
        if name in theirs and not same_detail(name, theirs[name], value)
    ]


def _on_file(name: str, value: str, stored: list[ReachedAt]) -> bool:
    return all(same_detail(name, one.details[name], value) for one in stored)


async def _keep(session: AsyncSession, correction: Correction, wanted: Mapping[str, str]) -> None:
    await session.execute(REPLACE, {"customer": correction.person_id, "at": correction.at})
    content = f"{correction.person_id} {sorted(wanted.items())}"
    await session.execute(
        INSERT,
        {
            "id": correction.request_id,
            "content_key": cipher().fingerprint(content, "policycare.request"),
            "city": correction.city_id,
            "customer": correction.person_id,
            "kind": Kind.CONTACT_DETAILS,
            "account": correction.account_id,
            "workplace": "field",
            "specialist": correction.specialist_id,
            "cell": correction.cell_id,
            "fields": list(wanted),
            "values_sealed": seal_values(correction.request_id, wanted),
            "masked": {name: mask_detail(name, value) for name, value in wanted.items()},
            "at": correction.at,
        },
    )
