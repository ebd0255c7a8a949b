"""What was done for a customer beyond his dues."""

import json

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewFact

_FACT = text(
    """INSERT INTO engagement.fact (id, city_id, customer_id, kind, at, source_key, params, account_id, specialist_id,
           cell_id)
       VALUES (:id, :city_id, :customer_id, :kind, :at, :source_key, CAST(:params AS jsonb), :account_id,
           :specialist_id, :cell_id)
       ON CONFLICT (city_id, source_key) DO NOTHING RETURNING id"""
)
# Looking after somebody begins with the first thing that is done for him.
_IN_SERVICE = text(
    "UPDATE engagement.care SET state = 'in_service' WHERE customer_id = :customer AND state = 'contacted'"
)


async def note_fact(session: AsyncSession, fact: NewFact) -> bool:
    """Keep a fact; returns False where it was kept before. What opens by it is found by `MoveOn`."""
    kept = await session.scalar(_FACT, {**vars(fact), "params": json.dumps(fact.params)})
    if kept is None:
        return False
    await session.execute(_IN_SERVICE, {"customer": fact.customer_id})
    return True
