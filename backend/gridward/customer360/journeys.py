"""Moving customers on in the four-sell: what the gates look at, read from all rooms, and the stage that follows from it.

One customer at a time as soon as something was done for him, the whole city every night: dues are paid meanwhile.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import FactKind, Stage
from gridward.engagement.public import Standing, UnpaidDue, stage_reached
from gridward.kernel.clock import POLICY_ZONE, today
from gridward.platform.statements import Row, Statement

_AT_ONCE = 5_000
"""Persons whose standing is read together."""

_STANDING = """SELECT c.customer_id, c.stage, c.state, c.first_contact_at,
           coalesce(d.dues, '[]') AS dues, coalesce(v.open, 0) AS open_requests, coalesce(q.open, 0) AS open_complaints,
           coalesce(n.do_not_call, false) AS do_not_call, s.given AS marketing, coalesce(f.facts, '{}') AS facts
       FROM engagement.care c
       LEFT JOIN LATERAL (
           SELECT json_agg(json_build_array(p.policy_no, d.due_on, d.unpaid_amount::text, d.failure)) AS dues
           FROM renewal.due d JOIN book.policy p ON p.id = d.policy_id WHERE d.customer_id = c.customer_id
       ) d ON true
       LEFT JOIN LATERAL (
           SELECT count(*) AS open FROM engagement.visit_request
           WHERE customer_id = c.customer_id AND state IN ('pending', 'accepted')
       ) v ON true
       LEFT JOIN LATERAL (
           SELECT (SELECT count(*) FROM census.customer_standing n
               JOIN book.service_request r ON r.customer_id = n.customer_id
               WHERE n.person_id = c.customer_id AND r.closed_on IS NULL AND r.kind LIKE '%投诉%')
               + (SELECT count(*) FROM engagement.matter m
               WHERE m.customer_id = c.customer_id AND m.kind = 'complaint' AND m.state IN ('open', 'looked_at')) AS open
       ) q ON true
       LEFT JOIN LATERAL (
           SELECT bool_or(b.do_not_call) AS do_not_call FROM census.customer_standing n
           JOIN book.customer b ON b.id = n.customer_id WHERE n.person_id = c.customer_id
       ) n ON true
       LEFT JOIN LATERAL (
           SELECT given FROM engagement.consent WHERE customer_id = c.customer_id AND purpose = 'marketing'
           ORDER BY at DESC, id DESC LIMIT 1
       ) s ON true
       LEFT JOIN LATERAL (
           SELECT json_object_agg(kind, at) AS facts
           FROM (SELECT kind, max(at) AS at FROM engagement.fact WHERE customer_id = c.customer_id GROUP BY kind) k
       ) f ON true"""
# Only who was spoken to can move, and nobody moves on from the last stage.
_MOVABLE = "c.first_contact_at IS NOT NULL AND c.state <> 'closed' AND c.stage <> 'recommendation'"
_OF_PERSONS = Statement(f"{_STANDING} WHERE c.city_id = :city AND c.customer_id = ANY(:persons)")
_MOVABLE_PERSONS = Statement(f"{_STANDING} WHERE {_MOVABLE} AND c.customer_id = ANY(:persons)")
_MOVABLE_OF_CITY = Statement(
    f"""{_STANDING} WHERE {_MOVABLE} AND c.city_id = :city AND c.customer_id > :after
       ORDER BY c.customer_id LIMIT {_AT_ONCE}"""
)
_MOVE = Statement(
    """UPDATE engagement.care c SET stage = m.stage
       FROM unnest(CAST(:persons AS bigint[]), CAST(:stages AS text[])) AS m (customer_id, stage)
       WHERE c.customer_id = m.customer_id AND c.stage <> m.stage"""
)


async def standing_of(session: AsyncSession, city_id: int, person_id: int) -> Standing | None:
    """What the gates look at for one person; None where nobody cares for him."""
    return (await standings_of(session, city_id, [person_id])).get(person_id)


async def standings_of(session: AsyncSession, city_id: int, persons: Sequence[int]) -> dict[int, Standing]:
    """The same for many, without those for whom nobody cares."""
    rows = await _OF_PERSONS.rows(session, {"city": city_id, "persons": persons})
    return {row.customer_id: _standing(row) for row in rows}


async def move_on(session: AsyncSession, *person_ids: int) -> None:
    """Move persons on to the stages that have opened; nothing where none has."""
    await _move(session, await _MOVABLE_PERSONS.rows(session, {"persons": person_ids}), today())


async def move_all(session: AsyncSession, city_id: int, day: date) -> int:
    """Move all customers of a city on whose gates have opened; returns how many moved."""
    after = number = 0
    while rows := await _MOVABLE_OF_CITY.rows(session, {"city": city_id, "after": after}):
        after = rows[-1].customer_id
        number += await _move(session, rows, day)
    return number


async def _move(session: AsyncSession, rows: Sequence[Row], day: date) -> int:
    moved = dict(_moves(rows, day))
    if moved:
        await _MOVE.rows(session, {"persons": list(moved), "stages": list(moved.values())})
    return len(moved)


def _moves(rows: Sequence[Row], day: date) -> Iterator[tuple[int, str]]:
    for row in rows:
        reached = stage_reached(_standing(row), day)
        if reached != row.stage:
            yield row.customer_id, reached.value


def _standing(row: Row) -> Standing:
    return Standing(
        stage=Stage(row.stage),
        first_contact=row.first_contact_at is not None,
        dues=[
            UnpaidDue(number, date.fromisoformat(due_on), Decimal(amount), failure)
            for number, due_on, amount, failure in row.dues
        ],
        open_requests=row.open_requests,
        open_complaints=row.open_complaints,
        do_not_call=row.do_not_call,
        refused=row.state == "refused",
        marketing=row.marketing,
        facts={FactKind(kind): _day(at) for kind, at in row.facts.items()},
    )


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone(POLICY_ZONE).date()
