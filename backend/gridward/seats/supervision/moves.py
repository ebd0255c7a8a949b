"""Moves that were made, and taken back."""

from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, NotFound
from gridward.seats.counts import tell_queue
from gridward.seats.supervision.people import names_of

_MOVES = text(
    """SELECT m.id, m.city_id, m.account_id, m.at, m.reason, m.undone_at,
           (SELECT count(*) FROM seats.move_item i WHERE i.move_id = m.id) AS moved,
           (SELECT array_agg(DISTINCT i.from_account) FILTER (WHERE i.from_account IS NOT NULL)
            FROM seats.move_item i WHERE i.move_id = m.id) AS from_accounts,
           (SELECT array_agg(DISTINCT i.to_account) FILTER (WHERE i.to_account IS NOT NULL)
            FROM seats.move_item i WHERE i.move_id = m.id) AS to_accounts
       FROM seats.move m
       WHERE (CAST(:city AS int) IS NULL OR m.city_id = :city) AND (CAST(:move AS uuid) IS NULL OR m.id = :move)
         -- Who sees only some cells sees his own moves.
         AND (CAST(:only_of AS uuid) IS NULL OR m.account_id = :only_of)
       ORDER BY m.at DESC, m.id DESC LIMIT 20"""
)
_BACK = text(
    """UPDATE seats.queue_item q SET assigned_to = i.from_account, assigned_until = i.from_until
       FROM seats.move_item i
       WHERE i.move_id = :move AND q.id = i.item_id AND q.customer_id = i.customer_id
         AND (q.claim_id IS NULL OR q.leased_until <= :now)
         AND (q.assigned_to, q.assigned_until) IS NOT DISTINCT FROM (i.to_account, i.to_until)
       RETURNING q.id"""
)


async def list_moves(
    session: AsyncSession, scope: DataScope, account_id: UUID, city_id: int
) -> list[dict[str, Any]]:
    """The last twenty moves of a city."""
    scope.require_city(city_id)
    return await _read(session, scope, account_id, city=city_id)


async def one_move(
    session: AsyncSession, scope: DataScope, account_id: UUID, move_id: UUID
) -> dict[str, Any]:
    """A move. Raises `move.not_found`."""
    found = await _read(session, scope, account_id, move=move_id)
    if not found or not scope.allows_city(found[0]["city_id"]):
        raise NotFound("move.not_found", "There is no such move.", "See the moves of the city.")
    return found[0]


async def undo_move(
    session: AsyncSession, scope: DataScope, account_id: UUID, move_id: UUID
) -> dict[str, int]:
    """Give back what was moved, where nobody took it or moved it on since: how many items, as `UndoneOut`.

    Raises `move.not_found` and `move.undone`.
    """
    move = await one_move(session, scope, account_id, move_id)
    undone = await session.scalar(
        text(
            """UPDATE seats.move SET undone_at = :now, undone_by = :account
               WHERE id = :move AND undone_at IS NULL RETURNING id"""
        ),
        {"move": move_id, "now": now(), "account": account_id},
    )
    if undone is None:
        raise Conflict("move.undone", "This move was taken back already.", "Load the board again.")
    back = (await session.scalars(_BACK, {"move": move_id, "now": now()})).all()
    await tell_queue(session, move["city_id"])
    return {"back": len(back), "kept": move["moved"] - len(back)}


async def _read(
    session: AsyncSession,
    scope: DataScope,
    account_id: UUID,
    *,
    city: int | None = None,
    move: UUID | None = None,
) -> list[dict[str, Any]]:
    only_of = None if scope.cells is None else account_id
    rows = (await session.execute(_MOVES, {"city": city, "move": move, "only_of": only_of})).mappings().all()
    named = {row["account_id"] for row in rows}
    for row in rows:
        named |= {*(row["from_accounts"] or ()), *(row["to_accounts"] or ())}
    names = await names_of(session, named)
    return [
        {
            **row,
            "by": names.get(row["account_id"], ""),
            "from_names": [names.get(one, "") for one in row["from_accounts"] or ()],
            "to_names": [names.get(one, "") for one in row["to_accounts"] or ()],
        }
        for row in rows
    ]
