"""The story of customers: everything about them that a workplace shows, in ten statements for one as for many."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.customer360.finding import Person, find_person
from gridward.customer360.journeys import standings_of
from gridward.customer360.parts import past_contacts, policies_with_dues, work, work_and_around
from gridward.engagement.public import (
    RequestFilter,
    Standing,
    appointments_with,
    missing,
    next_stage,
    notes_of,
    request_rows,
    requests_of,
    steps_with,
)
from gridward.identity.contract import DataScope
from gridward.kernel.clock import today

_REQUESTS = 20


async def story(session: AsyncSession, scope: DataScope, customer_id: int) -> dict[str, Any]:
    """The story of the person behind a customer number, masked, as `StoryOut`. Raises `customer.not_found`."""
    person = await find_person(session, scope, customer_id)
    around = await work_and_around(session, scope, person, today())
    (told,) = await _told(session, scope, [person], {person.person_id: around})
    staff = {"specialist": around["specialist"], "stand_in": around["stand_in"]}
    return told | {"cell": told["cell"] and told["cell"] | staff, "household": around["household"]}


async def stories(session: AsyncSession, scope: DataScope, persons: Sequence[Person]) -> list[dict[str, Any]]:
    """The stories of persons of one city, in their order, without those around them: household and who works the cell."""
    return await _told(session, scope, persons, await work(session, [person.person_id for person in persons]))


async def _told(
    session: AsyncSession, scope: DataScope, persons: Sequence[Person], found: Mapping[int, RowMapping]
) -> list[dict[str, Any]]:
    if not persons:
        return []
    ids = [person.person_id for person in persons]
    policies = await policies_with_dues(session, ids, today())
    requests = await _requests(session, scope, ids)
    standings = await standings_of(session, persons[0].city_id, ids)
    contacts = await past_contacts(session, persons)
    services = await requests_of(session, ids)
    notes = await notes_of(session, ids)
    appointments = await appointments_with(session, ids)
    steps = await steps_with(session, ids)
    return [
        {
            **_who(person),
            "cell": _cell(person),
            "care": _care(found[one]["care"], standings.get(one)),
            "dues": policies[one][1],
            "policies": policies[one][0],
            "contacts": contacts[one],
            "tasks": found[one]["tasks"],
            "promises": found[one]["promises"],
            "requests": requests[one][:_REQUESTS],
            "services": services[one],
            "notes": notes[one],
            "consents": found[one]["consents"],
            "appointments": appointments[one],
            "steps": steps[one],
        }
        for one, person in zip(ids, persons, strict=True)
    ]


async def _requests(
    session: AsyncSession, scope: DataScope, persons: list[int]
) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {person: [] for person in persons}
    wanted = RequestFilter(customer_ids=persons)
    for row in await request_rows(session, scope, wanted, limit=None):
        found[row["customer_id"]].append(row)
    return found


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


def _cell(person: Person) -> dict[str, Any] | None:
    if person.first("cell_id") is None:
        return None
    return {
        "cell_id": person.first("cell_id"),
        "number": person.first("cell_number"),
        "name": person.first("cell_name"),
    }


def _care(care: dict[str, Any] | None, standing: Standing | None) -> dict[str, Any] | None:
    if care is None or standing is None:
        return None
    return care | {
        "next_stage": next_stage(standing),
        "missing": missing(standing, today()),
        "facts": standing.facts,
        "open_complaints": standing.open_complaints,
    }
