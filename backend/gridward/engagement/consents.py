"""The ledger of what customers agreed to: nothing in it is ever changed, and the newest word of a purpose counts."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewConsent

_RECORD = text(
    """INSERT INTO engagement.consent (id, city_id, customer_id, purpose, given, how, at, account_id, specialist_id)
       VALUES (:id, :city_id, :customer_id, :purpose, :given, :how, :at, :account_id, :specialist_id)
       ON CONFLICT (id) DO NOTHING RETURNING id"""
)
_LATEST = text(
    """SELECT DISTINCT ON (purpose) purpose, given, how, at FROM engagement.consent WHERE customer_id = :customer
       ORDER BY purpose, at DESC, id DESC"""
)


async def record_consent(session: AsyncSession, consent: NewConsent) -> bool:
    """Keep what a customer said; returns False where it was kept before."""
    return await session.scalar(_RECORD, vars(consent)) is not None


async def latest_consents(session: AsyncSession, person_id: int) -> list[dict[str, Any]]:
    """What a person last said of each purpose that he was asked about, as `ConsentOut`."""
    rows = await session.execute(_LATEST, {"customer": person_id})
    return [dict(row) for row in rows.mappings()]
