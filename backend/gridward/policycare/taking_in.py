"""A customer wants his contact details changed, or confirms that they are right."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import contact_details, same_detail
from gridward.grids.contract import PersonRef
from gridward.grids.public import person_in_scope
from gridward.identity.contract import Action, Actor
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, Invalid
from gridward.platform.crypto import cipher
from gridward.policycare.contract import Kind
from gridward.policycare.details import checked, mask_detail
from gridward.policycare.finding import one_at_a_time
from gridward.policycare.numbers import require_own_number
from gridward.policycare.schemas import ServiceRequestIn
from gridward.policycare.sealing import seal_values
from gridward.staffing.public import specialist_of

INSERT = text(
    """INSERT INTO policycare.request (id, content_key, city_id, customer_id, kind, account_id, workplace, specialist_id,
           cell_id, fields, values_sealed, masked, taken_at)
       VALUES (:id, :content_key, :city, :customer, :kind, :account, :workplace, :specialist, :cell, :fields,
           :values_sealed, :masked, :at)"""
).bindparams(bindparam("masked", type_=JSONB))
REPLACE = text(
    """UPDATE policycare.request SET state = 'withdrawn', reason = 'replaced', closed_at = :at
       WHERE customer_id = :customer AND state = 'needs_customer'"""
)


async def take_in(session: AsyncSession, actor: Actor, customer_id: int, body: ServiceRequestIn) -> bool:
    """Take a request in; False where this very request was taken in before. One that still waits gives way to it.

    Raises `customer.not_found`, `service.differs`, `service.invalid_detail`, `service.nothing_changed`,
    `service.no_mobile`, `service.mobile_of_agent` and `service.mobile_shared`.
    """
    person = await person_in_scope(session, actor.scope, customer_id)
    await one_at_a_time(session, person.person_id)
    content = cipher().fingerprint(f"{person.person_id} {body.model_dump_json()}", "policycare.request")
    if await _taken_before(session, body.request_id, content):
        return False
    wanted = await _wanted(session, person, body)
    await require_own_number(session, person.city_id, person.person_id, wanted.number)
    moment = now()
    await session.execute(REPLACE, {"customer": person.person_id, "at": moment})
    await session.execute(
        INSERT,
        {
            "id": body.request_id,
            "content_key": content,
            "city": person.city_id,
            "customer": person.person_id,
            "kind": Kind.DETAILS_RIGHT if body.all_right else Kind.CONTACT_DETAILS,
            "account": actor.account_id,
            "workplace": "field" if actor.may(Action.WORK_CELL) else "seat",
            "specialist": await specialist_of(session, actor.account_id),
            "cell": person.cell_id,
            "fields": list(wanted.values),
            "values_sealed": seal_values(body.request_id, wanted.values),
            "masked": {name: mask_detail(name, value) for name, value in wanted.values.items()},
            "at": moment,
        },
    )
    return True


async def number_to_ask(session: AsyncSession, person_ids: tuple[int, ...], values: dict[str, str]) -> str:
    """Where the code goes: to the new telephone, which shows that he holds it, else to the one on file.

    Raises `service.no_mobile`.
    """
    on_file = [one.details["mobile"] for one in await contact_details(session, person_ids)]
    number = values.get("mobile") or next(filter(None, on_file), "")
    if not number:
        raise Invalid(
            "service.no_mobile",
            "There is no mobile number to which a code could go.",
            "Enter the customer's mobile number as well.",
        )
    return number


@dataclass(frozen=True)
class _Wanted:
    values: dict[str, str]
    number: str


async def _wanted(session: AsyncSession, person: PersonRef, body: ServiceRequestIn) -> _Wanted:
    given = checked(body.values())
    stored = await contact_details(session, person.customer_ids)
    values = {
        name: value
        for name, value in given.items()
        if not all(same_detail(name, one.details[name], value) for one in stored)
    }
    if not body.all_right and not values:
        raise Invalid(
            "service.nothing_changed",
            "This is what is on file already.",
            "Enter what changes, or say that all of it is right.",
        )
    return _Wanted(values, await number_to_ask(session, person.customer_ids, values))


async def _taken_before(session: AsyncSession, request_id: UUID, content: UUID) -> bool:
    found = await session.scalar(
        text("SELECT content_key FROM policycare.request WHERE id = :id"), {"id": request_id}
    )
    if found is not None and found != content:
        raise Conflict(
            "service.differs",
            "Another request was taken in under this number.",
            "Load the customer's page and begin anew.",
        )
    return found is not None
