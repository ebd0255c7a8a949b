"""Whether a seat is ready for calls, as he says himself. Who is not is given nobody; whom he holds he keeps."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict


class SeatState(StrEnum):
    """What a seat says of himself."""

    READY = "ready"
    BREAK = "break"
    AFTER_CALL = "after_call"


async def seat_state(session: AsyncSession, account_id: UUID) -> dict[str, Any]:
    """The state and since when; ready for one who never said."""
    row = (
        await session.execute(
            text("SELECT state, since FROM seats.presence WHERE account_id = :account"),
            {"account": account_id},
        )
    ).one_or_none()
    state: str = row.state if row else SeatState.READY
    since: datetime | None = row.since if row else None
    return {"state": state, "since": since}


async def put_seat_state(session: AsyncSession, scope: DataScope, account_id: UUID, state: SeatState) -> None:
    """Say that one is ready or not. The same state again keeps its beginning."""
    await session.execute(
        text(
            """INSERT INTO seats.presence AS p (account_id, state, since) VALUES (:account, :state, :now)
               ON CONFLICT (account_id) DO UPDATE SET state = excluded.state, since = excluded.since
               WHERE p.state <> excluded.state"""
        ),
        {"account": account_id, "state": state.value, "now": now()},
    )
    await session.execute(
        text(
            """SELECT pg_notify('progress', 'queue:' || id) FROM city.city
               WHERE CAST(:cities AS int[]) IS NULL OR id = ANY(:cities)"""
        ),
        {"cities": None if scope.all_cities else sorted(scope.city_ids)},
    )


async def require_ready(session: AsyncSession, account_id: UUID) -> None:
    """Raises `seat.not_ready`."""
    state = (await seat_state(session, account_id))["state"]
    if state != SeatState.READY:
        raise Conflict(
            "seat.not_ready",
            "You are not set to ready.",
            "Set yourself to ready, then take the next customer.",
            state=state,
        )
