"""What a seat knows how to do, and until when he is away."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.kernel.clock import now
from gridward.kernel.errors import NotFound

_PUT = text(
    """INSERT INTO seats.profile (account_id, kinds, languages, away_until)
       SELECT id, CAST(:kinds AS text[]), CAST(:languages AS text[]), :away_until FROM identity.account
       WHERE lower(login) = lower(:login) AND 'seat' = ANY (roles)
       ON CONFLICT (account_id) DO UPDATE SET kinds = excluded.kinds, languages = excluded.languages,
           away_until = excluded.away_until RETURNING account_id"""
)
_GIVE_BACK = text(
    """WITH back AS (
           UPDATE seats.queue_item SET claim_id = NULL, claimed_by = NULL, leased_until = NULL
           WHERE claimed_by = :account
       )
       UPDATE seats.claim SET ended_at = :now, ended_by = 'away' WHERE account_id = :account AND ended_at IS NULL"""
)


async def put_profile(
    session: AsyncSession,
    login: str,
    kinds: Sequence[str],
    languages: Sequence[str],
    away_until: datetime | None,
) -> None:
    """Set what a seat does: kinds of task and languages, none standing for all. Who is away gives back whom he holds; a call
    that he made can be saved all the same.

    Raises `seat.not_found`.
    """
    account = await session.scalar(
        _PUT,
        {
            "login": login,
            "kinds": list(kinds) or None,
            "languages": list(languages) or None,
            "away_until": away_until,
        },
    )
    if account is None:
        raise NotFound("seat.not_found", f"There is no seat {login}.", "See `gridward account list`.")
    if away_until is not None and away_until > now():
        await session.execute(_GIVE_BACK, {"account": account, "now": now()})
