"""The seats of a city, and who of them is where."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.public import display_names
from gridward.kernel.clock import now
from gridward.seats.counts import day_start
from gridward.seats.rules import seat_rules
from gridward.seats.supervision.rules import supervision_rules

_SEATS = text(
    """SELECT a.id AS account_id, coalesce(p.state, 'ready') AS said, p.since, w.kinds, w.languages,
           CASE WHEN w.away_until > :now THEN w.away_until END AS away_until,
           seen.at AS seen_at, coalesce(held.held, 0) AS held, held.begun_at, own.waiting AS assigned,
           done.calls AS calls_today, done.reached_today, done.inbound_today
       FROM identity.account a
       LEFT JOIN seats.presence p ON p.account_id = a.id
       LEFT JOIN seats.profile w ON w.account_id = a.id
       LEFT JOIN LATERAL (
           SELECT max(s.last_seen_at) AS at FROM identity.session s
           WHERE s.account_id = a.id AND s.revoked_at IS NULL AND s.expires_at > :now
       ) seen ON true
       -- Once for all seats: there is no index by who holds whom.
       LEFT JOIN (
           SELECT q.claimed_by, count(*) AS held, min(c.claimed_at) AS begun_at
           FROM seats.queue_item q JOIN seats.claim c ON c.id = q.claim_id
           WHERE q.claim_id IS NOT NULL AND q.leased_until > :now GROUP BY q.claimed_by
       ) held ON held.claimed_by = a.id
       LEFT JOIN LATERAL (
           SELECT count(*) AS waiting FROM seats.queue_item q WHERE q.assigned_to = a.id AND q.assigned_until > :now
       ) own ON true
       LEFT JOIN LATERAL (
           SELECT count(*) AS calls, count(*) FILTER (
                   WHERE k.outcome NOT IN ('no_answer', 'declined_call', 'dead_number', 'caller_gone')) AS reached_today,
               count(*) FILTER (WHERE k.purpose IS NOT NULL) AS inbound_today
           FROM seats.call k WHERE k.account_id = a.id AND k.ended_at >= :start
       ) done ON true
       WHERE a.active AND 'seat' = ANY(a.roles) AND (a.all_cities OR EXISTS (
           SELECT FROM identity.account_city m WHERE m.account_id = a.id AND m.city_id = :city))
       ORDER BY lower(a.login)"""
)


async def seats_of(session: AsyncSession, city_id: int) -> list[dict[str, Any]]:
    """The seats who work for a city, with their state: `away` until a day, `absent`, `on_call`, or what they say.

    `kinds` of task and `languages` are what a seat can do, None standing for all.
    """
    moment, rules = now(), supervision_rules().presence
    rows = (
        (await session.execute(_SEATS, {"city": city_id, "now": moment, "start": day_start()}))
        .mappings()
        .all()
    )
    names = await display_names(session, [row["account_id"] for row in rows])
    idle = timedelta(minutes=rules.signed_in_minutes)
    longest = {
        "break": timedelta(minutes=rules.break_minutes),
        "after_call": timedelta(minutes=rules.after_call_minutes),
    }
    found = []
    for row in rows:
        state, since = row["said"], row["since"]
        if row["held"]:
            state, since = "on_call", row["begun_at"]
        elif row["away_until"] is not None:
            state, since = "away", None
        elif row["seen_at"] is None or row["seen_at"] <= moment - idle:
            state, since = "absent", row["seen_at"]
        found.append(
            {
                "account_id": row["account_id"],
                "name": names[row["account_id"]],
                "kinds": row["kinds"],
                "languages": row["languages"],
                "state": state,
                "since": since,
                "away_until": row["away_until"],
                "is_long": state in longest and since is not None and moment - since > longest[state],
                "held": row["held"],
                "is_full": row["held"] >= seat_rules().claims_at_once,
                "assigned": row["assigned"],
                "calls_today": row["calls_today"],
                "reached_today": row["reached_today"],
                "inbound_today": row["inbound_today"],
            }
        )
    return found


async def names_of(session: AsyncSession, accounts: set[UUID]) -> dict[UUID, str]:
    """The names of accounts."""
    return dict(await display_names(session, sorted(accounts)))
