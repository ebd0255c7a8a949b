"""What imports say of confirmed details: ours are kept until the core delivers them, and the insurer's own word wins.

It runs after each import and every night. A city has few details that wait, so they are looked at one by one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import anyio.to_thread
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import contact_details
from gridward.kernel.clock import now
from gridward.platform.db import async_engine, session_maker, transaction
from gridward.policycare.comparing import Confirmed, Fate, fates
from gridward.policycare.confirming import apply_values, places_of
from gridward.policycare.handing_over import hand_over
from gridward.policycare.rules import service_rules
from gridward.policycare.sealing import open_before, open_values

# Those of which a new row was delivered, with all that wait for the same field, oldest first.
_DELIVERED = text(
    """SELECT d.request_id, d.customer_id, d.field, d.before_sealed, c.row_hash, r.id, r.values_sealed
       FROM policycare.detail d JOIN policycare.request r ON r.id = d.request_id
       JOIN book.customer c ON c.id = d.customer_id
       WHERE r.city_id = :city AND d.state = 'waiting' AND EXISTS (
           SELECT FROM policycare.detail w
           WHERE w.customer_id = d.customer_id AND w.field = d.field AND w.state = 'waiting' AND w.row_hash <> c.row_hash)
       ORDER BY d.customer_id, d.field, r.confirmed_at, r.id"""
)
_FATE = text(
    """UPDATE policycare.detail SET state = :state, row_hash = :row_hash
       WHERE request_id = :request AND customer_id = :customer AND field = :field"""
)
# A request is over when the core has said something of all that it changes.
_CLOSE = text(
    """UPDATE policycare.request r
       SET state = CASE WHEN d.superseded THEN 'declined' ELSE 'executed' END,
           reason = CASE WHEN d.superseded THEN 'superseded' END, closed_at = :at
       FROM (SELECT d.request_id, bool_or(d.state = 'superseded') AS superseded, bool_or(d.state = 'waiting') AS waiting
             FROM policycare.request o JOIN policycare.detail d ON d.request_id = o.id
             WHERE o.city_id = :city AND o.state = 'in_review' GROUP BY d.request_id) d
       WHERE d.request_id = r.id AND r.city_id = :city AND r.state = 'in_review' AND NOT d.waiting
       RETURNING r.state"""
)
_EXPIRE = text(
    """UPDATE policycare.request SET state = 'declined', reason = 'expired', closed_at = :at
       WHERE city_id = :city AND state = 'needs_customer' AND taken_at < :before RETURNING id"""
)


@dataclass(frozen=True)
class SettledDetails:
    """What a run found, in requests; kept are fields of customer numbers."""

    kept: int = 0
    executed: int = 0
    superseded: int = 0
    expired: int = 0
    handed_over: int = 0


async def settle_details(url: str, city_id: int) -> SettledDetails:
    """Compare what a city's imports delivered with what its customers confirmed, and do what is left to do of it."""
    engine = async_engine(url)
    sessions = session_maker(engine)
    try:
        async with transaction(sessions) as session:
            await session.execute(text("SELECT set_config('gridward.actor', 'day', true)"))
            moment = now()
            expired = len(list(await session.scalars(_EXPIRE, _expiry(city_id, moment))))
            kept = await _look_at_deliveries(session, url, city_id)
            closed = list(await session.scalars(_CLOSE, {"city": city_id, "at": moment}))
        handed_over = await hand_over(sessions, city_id)
    finally:
        await engine.dispose()
    return SettledDetails(kept, closed.count("executed"), closed.count("declined"), expired, handed_over)


async def _look_at_deliveries(session: AsyncSession, url: str, city_id: int) -> int:
    rows = (await session.execute(_DELIVERED, {"city": city_id})).all()
    ours = {
        customer_id: await _judge(session, customer_id, of_customer)
        for customer_id, of_customer in groupby(rows, key=lambda row: row.customer_id)
    }
    addresses = {values["address"] for values in ours.values() if "address" in values}
    places = await anyio.to_thread.run_sync(places_of, url, city_id, addresses) if addresses else {}
    for customer_id, values in ours.items():
        if values:
            (stored,) = await contact_details(session, [customer_id], lock=True)
            await apply_values(session, stored, values, places.get(values.get("address", "")))
    return sum(map(len, ours.values()))


async def _judge(session: AsyncSession, customer_id: int, rows: Iterable[Row[Any]]) -> dict[str, str]:
    """Note what became of each detail of a customer number; returns what is to be written again."""
    (stored,) = await contact_details(session, [customer_id], lock=True)
    again: dict[str, str] = {}
    for name, waiting in groupby(rows, key=lambda row: row.field):
        chain = list(waiting)
        confirmed = [_confirmed(row) for row in chain]
        found = fates(name, confirmed, stored.details[name])
        for row, fate in zip(chain, found, strict=True):
            await session.execute(
                _FATE,
                {
                    "state": fate.value,
                    "row_hash": stored.row_hash,
                    "request": row.request_id,
                    "customer": customer_id,
                    "field": name,
                },
            )
        if found[-1] is Fate.WAITING:
            again[name] = confirmed[-1].value
    return again


def _confirmed(row: Row[Any]) -> Confirmed:
    return Confirmed(open_before(row), open_values(row)[row.field])


def _expiry(city_id: int, moment: datetime) -> dict[str, Any]:
    return {"city": city_id, "at": moment, "before": moment - timedelta(hours=service_rules().open_hours)}
