"""The one-page story: everything about a customer that a workplace shows, in seven statements."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.customer360.finding import Person, find_person
from gridward.customer360.journeys import standing_of
from gridward.customer360.parts import past_contacts, policies_with_dues, work
from gridward.engagement.public import (
    RequestFilter,
    Standing,
    missing,
    next_stage,
    request_rows,
    requests_of,
)
from gridward.identity.contract import DataScope
from gridward.kernel.clock import today

_REQUESTS = 20


async def story(session: AsyncSession, scope: DataScope, customer_id: int) -> dict[str, Any]:
    """The story of the person behind a customer number, masked, as `StoryOut`. Raises `customer.not_found`."""
    person = await find_person(session, scope, customer_id)
    policies, dues = await policies_with_dues(session, person, today())
    wanted = RequestFilter(customer_id=person.person_id)
    requests = await request_rows(session, scope, wanted, limit=_REQUESTS)
    found = await work(session, scope, person, today())
    standing = await standing_of(session, person.city_id, person.person_id)
    return {
        **_who(person),
        "cell": _cell(person, found),
        "care": standing and _care(found["care"], standing),
        "dues": dues,
        "policies": policies,
        "contacts": await past_contacts(session, person),
        "tasks": found["tasks"],
        "promises": found["promises"],
        "requests": requests,
        "services": await requests_of(session, person.person_id),
        "consents": found["consents"],
        "household": found["household"],
    }


def _who(person: Person) -> dict[str, Any]:
    placed = next((row for row in person.numbers if row["lon"] is not None), person.numbers[0])
    return {
        "customer_id": person.person_id,
        "city": person.first("city"),
        "numbers": [row["customer_no"] for row in person.numbers],
        "name_masked": person.first("name_masked") or "",
        "sex": person.first("sex"),
        "born_year": person.first("born_year"),
        "mobile_masked": person.first("mobile_masked") or "",
        "address_masked": person.first("address_masked") or "",
        "community": placed["community"],
        "lon": placed["lon"],
        "lat": placed["lat"],
        "tier": person.first("tier"),
        "kind": person.first("kind"),
        "do_not_call": person.any("do_not_call"),
        "on_wechat": person.any("on_wechat"),
    }


def _cell(person: Person, found: dict[str, Any]) -> dict[str, Any] | None:
    if person.first("cell_id") is None:
        return None
    return {
        "cell_id": person.first("cell_id"),
        "number": person.first("cell_number"),
        "name": person.first("cell_name"),
        "specialist": found["specialist"],
        "stand_in": found["stand_in"],
    }


def _care(care: dict[str, Any], standing: Standing) -> dict[str, Any]:
    return care | {"next_stage": next_stage(standing), "missing": missing(standing, today())}
