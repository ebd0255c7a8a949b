"""Messages as their readers get them, and as those who sent them follow what became of them."""

from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.memos.readers import readers_in_scope
from gridward.field.memos.writing import reply_context, text_context
from gridward.field.rules import field_rules
from gridward.identity.contract import DataScope
from gridward.identity.public import display_names
from gridward.platform.crypto import cipher

# Counter and messages in one statement: then both are of the same moment.
_MINE = text(
    """SELECT coalesce((SELECT cursor FROM field.memo_feed WHERE account_id = :account), 0) AS cursor,
           m.id AS message_id, t.seq, t.read_at, t.reply_sealed, t.replied_at, m.origin, m.sender_id, m.customer_id,
           c.name_masked, m.text_sealed, m.code, m.params, m.sent_at, m.withdrawn_at
       FROM (SELECT 1) AS one LEFT JOIN LATERAL (
           SELECT t.* FROM field.memo_to t JOIN field.memo k ON k.id = t.memo_id
           WHERE t.account_id = :account AND t.seq > :since AND k.sent_at > now() - make_interval(days => :days)
           ORDER BY t.seq LIMIT :limit) t ON true
       LEFT JOIN field.memo m ON m.id = t.memo_id LEFT JOIN book.customer c ON c.id = m.customer_id ORDER BY t.seq"""
)
_SENT = text(
    """SELECT m.id AS message_id, m.origin, m.sender_id, m.customer_id, c.name_masked, m.text_sealed, m.code, m.params,
           m.sent_at, m.withdrawn_at
       FROM field.memo m LEFT JOIN book.customer c ON c.id = m.customer_id
       WHERE m.city_id = :city AND m.origin <> 'system' AND (CAST(:customer AS bigint) IS NULL OR m.customer_id = :customer)
         AND (m.sender_id = :account OR EXISTS (SELECT FROM field.memo_to t
             WHERE t.memo_id = m.id AND t.account_id = ANY(:readers)))
         AND (CAST(:before AS uuid) IS NULL OR (m.sent_at, m.id) < (
             SELECT b.sent_at, b.id FROM field.memo b WHERE b.id = :before))
       ORDER BY m.sent_at DESC, m.id DESC LIMIT :limit"""
)
_TO = text(
    """SELECT t.memo_id, t.account_id, t.read_at, t.reply_sealed, t.replied_at, s.id AS specialist_id, s.name_masked
       FROM field.memo_to t LEFT JOIN staffing.specialist_account a USING (account_id)
       LEFT JOIN book.specialist s ON s.id = a.specialist_id
       WHERE t.memo_id = ANY(:memos) ORDER BY s.name_masked, t.account_id"""
)


async def my_messages(session: AsyncSession, account_id: UUID, since: int, limit: int) -> dict[str, Any]:
    """What came or changed for an account after `since`, as `MessageChanges`.

    Who asks from a number that there never was (the database was restored) is told all from the first one on.
    """
    days = field_rules().messages.kept_for_days
    values = {"account": account_id, "since": since, "limit": limit + 1, "days": days}
    rows = (await session.execute(_MINE, values)).mappings().all()
    cursor = rows[0]["cursor"]
    if since > cursor:
        return {**await my_messages(session, account_id, 0, limit), "anew": True}
    found = [row for row in rows if row["message_id"] is not None]
    more = len(found) > limit
    found = found[:limit]
    names = await _names(session, found)
    return {
        "cursor": found[-1]["seq"] if more else cursor,
        "more": more,
        "anew": since == 0,
        "items": [{**_shown(row, names), **_answered(row, account_id)} for row in found],
    }


async def sent_messages(
    session: AsyncSession,
    scope: DataScope,
    city_id: int,
    account_id: UUID,
    limit: int,
    *,
    before: UUID | None = None,
    customer_id: int | None = None,
) -> list[dict[str, Any]]:
    """What people wrote to specialists in scope, and what an account wrote itself, the last first, as `SentMessage`."""
    readers = [one["account_id"] for one in await readers_in_scope(session, scope, city_id)]
    values = {"city": city_id, "account": account_id, "readers": readers, "before": before}
    rows = (
        (await session.execute(_SENT, {**values, "customer": customer_id, "limit": limit})).mappings().all()
    )
    names = await _names(session, rows)
    to: dict[UUID, list[dict[str, Any]]] = {row["message_id"]: [] for row in rows}
    for one in (await session.execute(_TO, {"memos": list(to)})).mappings():
        answered = _answered({**one, "message_id": one["memo_id"]}, one["account_id"])
        to[one["memo_id"]].append({**one, **answered})
    return [
        {**_shown(row, names), "mine": row["sender_id"] == account_id, "to": to[row["message_id"]]}
        for row in rows
    ]


async def _names(session: AsyncSession, rows: Any) -> dict[UUID, str]:
    return await display_names(session, {row["sender_id"] for row in rows if row["sender_id"] is not None})


def _shown(row: RowMapping, names: dict[UUID, str]) -> dict[str, Any]:
    """A withdrawn one says nothing any more."""
    is_open = row["text_sealed"] is not None and row["withdrawn_at"] is None
    return {
        **row,
        "sender": names.get(row["sender_id"]),
        "customer_name": row["name_masked"],
        "text": cipher().open(row["text_sealed"], text_context(row["message_id"])) if is_open else None,
    }


def _answered(row: Any, account_id: UUID) -> dict[str, Any]:
    sealed = row["reply_sealed"]
    context = reply_context(row["message_id"], account_id)
    return {
        "read_at": row["read_at"],
        "reply": None if sealed is None else cipher().open(sealed, context),
        "replied_at": row["replied_at"],
    }
