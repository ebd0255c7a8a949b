"""The queue and the calls as lists. Every read takes the scope of the person who asks."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.census.public import search_terms
from gridward.identity.contract import DataScope
from gridward.identity.public import display_name
from gridward.kernel.clock import now
from gridward.kernel.masking import mask_name

# As customers are taken: promised call backs that are due, then by priority; last who is called later.
_RANK = "q.priority + CASE WHEN q.not_before > :now THEN -1000 WHEN q.callback THEN 1000 ELSE 0 END"

_QUEUE = text(
    f"""SELECT q.id AS item_id, q.task_id, q.customer_id, c.name_masked, t.kind, t.stage, t.due_on, q.priority, t.why,
           d.amount, d.grace_ends, d.tier, g.name AS cell_name, q.not_before, q.callback,
           CASE WHEN q.leased_until > :now THEN q.claimed_by END AS holder, {_RANK} AS rank
       FROM seats.queue_item q
       JOIN engagement.task t ON t.id = q.task_id AND t.state = 'open'
       JOIN book.customer c ON c.id = q.customer_id
       LEFT JOIN grids.cell g ON g.id = t.cell_id
       -- The due that the task is about, or else the customer's riskiest.
       LEFT JOIN LATERAL (
           SELECT amount, grace_ends, tier FROM renewal.due d WHERE d.customer_id = q.customer_id
           ORDER BY d.policy_id IS NOT DISTINCT FROM t.policy_id DESC, d.risk DESC LIMIT 1
       ) d ON true
       WHERE q.city_id = :city
         AND (CAST(:kind AS text) IS NULL OR t.kind = :kind)
         AND (CAST(:tier AS text) IS NULL OR d.tier = :tier)
         AND ((CAST(:number AS text) IS NULL AND CAST(:tokens AS bigint[]) IS NULL) OR EXISTS (
             SELECT FROM census.customer_standing s JOIN book.customer n ON n.id = s.customer_id
             WHERE s.person_id = q.customer_id AND (n.customer_no LIKE :number
                 OR n.name_tokens @> CAST(:tokens AS bigint[]))))
         AND (CAST(:after_rank AS float8) IS NULL OR ({_RANK}, -q.id) < (:after_rank, -CAST(:after_id AS bigint)))
       ORDER BY rank DESC, q.id LIMIT :limit"""
)

_CALLS = text(
    """SELECT k.id AS call_id, k.customer_id, coalesce(c.name_masked, '') AS name_masked, k.purpose,
           k.outcome, k.begun_at, k.ended_at, k.after_lease,
           k.callback_at, k.promise_id, k.visit_request_id AS request_id, k.link_sent, k.recording,
           (SELECT m.due_on FROM engagement.matter m
            WHERE m.city_id = k.city_id AND m.source_key = 'call/' || k.id || '/service') AS answer_by,
           coalesce((SELECT bool_or(n.do_not_call) FROM census.customer_standing s
               JOIN book.customer n ON n.id = s.customer_id WHERE s.person_id = k.customer_id), false) AS do_not_call
       FROM seats.call k LEFT JOIN book.customer c ON c.id = k.customer_id
       WHERE k.account_id = :account AND (CAST(:cities AS int[]) IS NULL OR k.city_id = ANY(:cities))
         AND (CAST(:call AS uuid) IS NULL OR k.id = :call)
         AND (CAST(:before AS uuid) IS NULL OR (k.ended_at, k.id) < (SELECT ended_at, id FROM seats.call
             WHERE id = :before AND account_id = :account))
       ORDER BY k.ended_at DESC, k.id DESC LIMIT :limit"""
)


@dataclass(frozen=True)
class QueueFilter:
    """Which part of the queue is wanted; None means all."""

    kind: str | None = None
    tier: str | None = None
    text: str | None = None
    """A customer number, or a name or the initials of one."""


async def queue_page(
    session: AsyncSession,
    scope: DataScope,
    account_id: UUID,
    city_id: int,
    wanted: QueueFilter,
    cursor: str | None,
    limit: int,
) -> dict[str, Any]:
    """A page of the queue, in the order in which customers are taken; `cursor` is the `next` of the page before."""
    scope.require_city(city_id)
    rank, _, item = cursor.partition(":") if cursor else ("", "", "")
    terms = search_terms(wanted.text)
    rows = await session.execute(
        _QUEUE,
        {
            "city": city_id,
            "now": now(),
            "kind": wanted.kind,
            "tier": wanted.tier,
            "number": terms.number,
            "tokens": terms.tokens,
            "after_rank": float(rank) if cursor else None,
            "after_id": int(item) if cursor else None,
            "limit": limit + 1,
        },
    )
    found = list(rows.mappings())
    shown = found[:limit]
    names = {
        holder: mask_name(await display_name(session, holder))
        for holder in {row["holder"] for row in shown if row["holder"] is not None}
    }
    last = shown[-1] if len(found) > limit else None
    return {
        "items": [
            {**row, "claimed_by": names.get(row["holder"]), "mine": row["holder"] == account_id}
            for row in shown
        ],
        "next": f"{last['rank']!r}:{last['item_id']}" if last else None,
    }


async def call_rows(
    session: AsyncSession, scope: DataScope, account_id: UUID, before: UUID | None, limit: int
) -> list[RowMapping]:
    """The seat's own calls, newest first; `before` is the call after which the page begins."""
    return await _calls(session, scope, account_id, before=before, limit=limit)


async def get_call(session: AsyncSession, scope: DataScope, account_id: UUID, call_id: UUID) -> RowMapping:
    """One of the seat's own calls, which is there."""
    (row,) = await _calls(session, scope, account_id, call=call_id, limit=1)
    return row


async def _calls(
    session: AsyncSession,
    scope: DataScope,
    account_id: UUID,
    *,
    call: UUID | None = None,
    before: UUID | None = None,
    limit: int,
) -> list[RowMapping]:
    cities = None if scope.all_cities else sorted(scope.city_ids)
    rows = await session.execute(
        _CALLS, {"account": account_id, "cities": cities, "call": call, "before": before, "limit": limit}
    )
    return list(rows.mappings())
