"""Care of persons whom nobody served: opened when they get a cell, begun by the first contact."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewContact
from gridward.engagement.unreachable import judge_search
from gridward.engagement.waves import first_contact_rules, wave_days
from gridward.platform.crypto import cipher
from gridward.platform.db import columns
from gridward.platform.statements import Statement

_NOTIFY_WITHIN_DAYS = 30
"""Sales Conduct Measures 2023 no. 2, art. 36."""

_MOST = text(
    """SELECT coalesce(max(n), 0)
       FROM (SELECT count(*) AS n FROM grids.membership WHERE plan_id = :plan GROUP BY cell_id) t"""
)

# Who waits for a wave is planned anew; a wave whose day has come is work already, and stays. Whoever was out of care is a
# new case; of an open one the cell changes on the day on which it does, not here.
_OPEN = text(
    """WITH person AS (
           SELECT DISTINCT ON (s.person_id) s.person_id, s.kind, m.cell_id
           FROM grids.membership m JOIN census.customer_standing s USING (customer_id)
           WHERE m.plan_id = :plan ORDER BY s.person_id, s.customer_id <> s.person_id
       ), risk AS (
           SELECT * FROM unnest(CAST(:customers AS bigint[]), CAST(:risks AS float8[])) AS r (person_id, risk)
       ), ordered AS (
           SELECT person_id, p.cell_id, c.customer_id IS NULL OR c.state = 'closed' AS new,
               row_number() OVER (PARTITION BY p.cell_id ORDER BY risk DESC NULLS LAST, person_id) - 1 AS place
           FROM person p LEFT JOIN engagement.care c ON c.customer_id = p.person_id LEFT JOIN risk USING (person_id)
           WHERE CASE WHEN c.customer_id IS NULL OR c.state = 'closed' THEN p.kind = 'orphan'
               ELSE c.state = 'allotted' AND (c.wave_on IS NULL OR c.wave_on > :day) END
       ), wave AS (
           SELECT person_id, cell_id, new, (CAST(:days AS date[]))[1 + place / CAST(:per_day AS integer)] AS wave_on
           FROM ordered
       ), planned AS (
           UPDATE engagement.care c SET wave_on = w.wave_on
           FROM wave w WHERE c.customer_id = w.person_id AND NOT w.new AND c.wave_on IS DISTINCT FROM w.wave_on
       ), opened AS (
           INSERT INTO engagement.care (customer_id, city_id, cell_id, state, opened_on, notify_by, wave_on)
           SELECT person_id, :city, cell_id, 'allotted', :day, :notify_by, wave_on FROM wave WHERE new
           ON CONFLICT (customer_id) DO UPDATE SET state = 'allotted', stage = 'connect', cell_id = excluded.cell_id,
               opened_on = excluded.opened_on, notify_by = excluded.notify_by, notified_at = NULL,
               wave_on = excluded.wave_on, first_contact_at = NULL
           RETURNING 1
       )
       SELECT count(*) FROM opened"""
)

_OPEN_NEW = text(
    """INSERT INTO engagement.care (customer_id, city_id, cell_id, state, opened_on, notify_by)
       SELECT DISTINCT ON (s.person_id) s.person_id, :city, m.cell_id, 'allotted', :day, :notify_by
       FROM grids.cells_on(CAST(:day AS date)) m JOIN census.customer_standing s USING (customer_id)
       WHERE m.city_id = :city AND s.kind = 'orphan'
         AND NOT EXISTS (SELECT FROM engagement.care c WHERE c.customer_id = s.person_id)
       ORDER BY s.person_id, s.customer_id <> s.person_id
       RETURNING customer_id"""
)

_CONTACT = Statement(
    """INSERT INTO engagement.contact (id, city_id, customer_id, at, purpose, channel, department, result, note_sealed,
           account_id, specialist_id, cell_id, task_id, inbound, acknowledged)
       SELECT * FROM unnest(CAST(:id AS uuid[]), CAST(:city_id AS smallint[]), CAST(:customer_id AS bigint[]),
           CAST(:at AS timestamptz[]), CAST(:purpose AS text[]), CAST(:channel AS text[]), CAST(:department AS text[]),
           CAST(:result AS text[]), CAST(:note_sealed AS bytea[]), CAST(:account_id AS uuid[]),
           CAST(:specialist_id AS bigint[]), CAST(:cell_id AS int[]), CAST(:task_id AS uuid[]), CAST(:inbound AS bool[]),
           CAST(CAST(:acknowledged AS text[]) AS jsonb[]))
       ON CONFLICT (id) DO NOTHING RETURNING id"""
)

_FIRST_CONTACT = Statement(
    """UPDATE engagement.care c SET
           state = CASE WHEN state = 'allotted' THEN 'contacted' ELSE state END,
           -- What a tablet did without a network arrives late, and may have been earlier.
           first_contact_at = least(first_contact_at, r.at)
       FROM (SELECT customer_id, min(at) AS at
             FROM unnest(CAST(:customers AS bigint[]), CAST(:at AS timestamptz[])) AS r (customer_id, at) GROUP BY 1) r
       WHERE c.customer_id = r.customer_id AND state <> 'closed'
         -- Most were spoken to before: nothing is written of them.
         AND (state IN ('allotted', 'unreachable') OR first_contact_at IS NULL OR first_contact_at > r.at)
       RETURNING c.customer_id, state"""
)


_FORGET = text("DELETE FROM engagement.contact WHERE id = :id RETURNING customer_id")
_FIRST_LEFT = text(
    "SELECT min(at) FROM engagement.contact WHERE customer_id = :customer AND result = ANY(:words)"
)
_BACK = text(
    """UPDATE engagement.care SET first_contact_at = :first,
           state = CASE WHEN state = 'contacted' AND CAST(:first AS timestamptz) IS NULL THEN 'allotted' ELSE state END,
           stage = CASE WHEN CAST(:first AS timestamptz) IS NULL THEN 'connect' ELSE stage END
       WHERE customer_id = :customer AND state <> 'closed'"""
)


async def open_care(
    session: AsyncSession, city_id: int, plan_id: UUID, day: date, risks: Mapping[int, float]
) -> int:
    """Open the care of each orphaned person who has a cell under a plan, from its first day on; returns how many are new.

    Everybody who waits for his first contact gets a wave, in each cell those at highest risk first. `risks` are
    probabilities of lapse by person; who is not in it comes after those who are.
    """
    most = await session.scalar(_MOST, {"plan": plan_id})
    opened = await session.scalar(
        _OPEN,
        {
            "city": city_id,
            "plan": plan_id,
            "day": day,
            "notify_by": _notify_by(day),
            "customers": list(risks),
            "risks": list(risks.values()),
            "days": wave_days(day, most or 0),
            "per_day": first_contact_rules().per_day,
        },
    )
    return int(opened or 0)


async def open_new_care(session: AsyncSession, city_id: int, day: date) -> list[int]:
    """Open the care of each orphaned person who has a cell on a day and was never in care; returns them.

    They get no wave: whoever comes after the waves were planned does not wait behind them.
    """
    names = {"city": city_id, "day": day, "notify_by": _notify_by(day)}
    return list(await session.scalars(_OPEN_NEW, names))


def _notify_by(day: date) -> date:
    return day + timedelta(days=_NOTIFY_WITHIN_DAYS)


async def note_contact(session: AsyncSession, contact: NewContact) -> bool:
    """Keep a contact, and note in the person's care that he was reached. Returns False where it was kept before.

    The stage in which he is from then on is for the gates to say (`gridward.engagement.journey`): whoever notes a contact
    lets him move on afterwards.
    """
    return bool(await note_contacts(session, [contact]))


async def note_contacts(session: AsyncSession, contacts: Sequence[NewContact]) -> set[UUID]:
    """The same for many; returns those that were not kept before."""
    kept = set(await _CONTACT.column(session, columns(map(_row, contacts))))
    reached = [one for one in contacts if one.reached and one.id in kept]
    if reached:
        values = {"customers": [one.customer_id for one in reached], "at": [one.at for one in reached]}
        for row in await _FIRST_CONTACT.rows(session, values):
            if row.state == "unreachable":
                # A contact that is told late may be older than what was tried in vain.
                await judge_search(session, row.customer_id)
    return kept


def _row(contact: NewContact) -> dict[str, Any]:
    values = {name: value for name, value in vars(contact).items() if name not in {"note", "reached"}}
    sealed = cipher().seal(contact.note, f"engagement.contact.note/{contact.id}") if contact.note else None
    acknowledged = json.dumps(contact.acknowledged) if contact.acknowledged else None
    return values | {"note_sealed": sealed, "acknowledged": acknowledged}


async def forget_contact(session: AsyncSession, contact_id: UUID, words_reached: Collection[str]) -> bool:
    """Let a contact be as if it had never been made; returns whether the customer was reached by another one.

    Where he was not, his care is where it was before the first contact. `words_reached` are the results that count as one.
    """
    row = (await session.execute(_FORGET, {"id": contact_id})).one_or_none()
    if row is None:
        return True
    first = await session.scalar(_FIRST_LEFT, {"customer": row.customer_id, "words": list(words_reached)})
    await session.execute(_BACK, {"customer": row.customer_id, "first": first})
    return first is not None
