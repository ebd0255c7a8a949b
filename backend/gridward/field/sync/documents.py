"""Customers as tablets keep them: their story, with their values in the clear, and what is to be done for them."""

import base64
from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.customer360.public import Person, clear_values, find_persons, stories
from gridward.field.sync.pinyin import spellings
from gridward.field.today import IN_ORDER, OF_TASK
from gridward.identity.contract import DataScope
from gridward.platform.audit import record_reads

_CLEAR = ["name", "mobile", "landline", "address"]
_OPEN = text(
    f"""SELECT t.customer_id, t.id AS task_id, t.kind, t.stage, t.due_on, t.priority, t.why, t.starts_on,
           p.id AS policy_id, p.policy_no, p.product_name, d.amount, d.grace_ends, d.tier
       FROM engagement.task t
       {OF_TASK}
       WHERE t.cell_id = :cell AND t.state = 'open' AND t.workplace = 'field' AND t.customer_id = ANY(:persons)
       ORDER BY {IN_ORDER}"""
)


async def documents(
    session: AsyncSession, scope: DataScope, cell_id: int, person_ids: Sequence[int]
) -> list[dict[str, Any]]:
    """Documents of persons of a cell, as `CustomerDoc`. Who left it since is not among them: his tombstone follows.

    They are the same for whoever works the cell. Whoever hands them out records it.
    """
    persons = [one for one in await find_persons(session, person_ids) if _is_in(one, cell_id)]
    if not persons:
        return []
    ids = [person.person_id for person in persons]
    clear = await clear_values(session, ids)
    tasks = await _open_tasks(session, cell_id, ids)
    found = []
    here = scope.only_cell(persons[0].city_id, cell_id)
    for person, told in zip(persons, await stories(session, here, persons), strict=True):
        values = clear[person.person_id].values
        requests = {request["task_id"]: request for request in told["requests"]}
        own = [task | {"request": requests.get(task["task_id"])} for task in tasks[person.person_id]]
        found.append(
            told | values | {"pinyin": spellings(values["name"]), "doors": _doors(person), "open": own}
        )
    return found


async def record_handed_out(session: AsyncSession, cell_id: int, customers: int) -> None:
    """Record once for all of them that names, telephone numbers and addresses of a cell were handed out."""
    await record_reads(session, "book.customer", f"cell/{cell_id}", _CLEAR, customers)


def _is_in(person: Person, cell_id: int) -> bool:
    return any(row["cell_id"] == cell_id for row in person.numbers)


def _doors(person: Person) -> list[str]:
    # Six bytes of the keyed hash tell the doors of a cell apart, and are a tenth of what all of it would add to a snapshot.
    keys = {row["address_key"].bytes[:6] for row in person.numbers if row["address_key"] is not None}
    return sorted(base64.urlsafe_b64encode(key).decode() for key in keys)


async def _open_tasks(
    session: AsyncSession, cell_id: int, persons: Sequence[int]
) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {person: [] for person in persons}
    for row in (await session.execute(_OPEN, {"cell": cell_id, "persons": persons})).mappings():
        found[row["customer_id"]].append(dict(row))
    return found
