"""Ordering a model: a row that says that it is being trained, and the job that trains it."""

import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict
from gridward.kernel.ids import new_id
from gridward.platform.jobs import enqueue
from gridward.renewal.risk import extra

_ORDER = """
    INSERT INTO renewal.risk_model (id, city_id, number, state, ordered_by, ordered_at)
    SELECT {id}, {city}, coalesce(max(number), 0) + 1, 'training', {by}, {at}
    FROM renewal.risk_model WHERE city_id = {city} HAVING count(*) FILTER (WHERE state = 'training') = 0
"""
_NAMES = ("id", "city", "by", "at")
_IN_A_REQUEST = text(_ORDER.format_map({name: f":{name}" for name in _NAMES}))
_IN_A_COMMAND = _ORDER.format_map({name: f"%({name})s" for name in _NAMES})


async def order_model(session: AsyncSession, city_id: int, by: str) -> None:
    """Order a model; a job trains it. Raises `risk.no_extra`, `risk.training` where one is being trained."""
    extra.load("lightgbm")
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtext('risk_model'), :city)"), {"city": city_id}
    )
    running = await session.scalar(
        text("SELECT number FROM renewal.risk_model WHERE city_id = :city AND state = 'training'"),
        {"city": city_id},
    )
    if running is not None:
        raise Conflict(
            "risk.training",
            f"Model {running} is being trained.",
            "Wait until it is there; the page shows it.",
            number=running,
        )
    await session.execute(_IN_A_REQUEST, {"id": new_id(), "city": city_id, "by": by, "at": now()})
    await enqueue(session, "train_risk", lock=f"risk {city_id}", city_id=str(city_id))


def note_order(connection: psycopg.Connection, city_id: int, by: str) -> None:
    """The same for a command, which trains it itself. An order that nobody has carried out yet is the one that it trains:
    one whose job died would keep all others from being made."""
    extra.load("lightgbm")
    connection.execute(_IN_A_COMMAND, {"id": new_id(), "city": city_id, "by": by, "at": now()})
