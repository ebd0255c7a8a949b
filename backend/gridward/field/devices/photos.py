"""Photos and papers that visits and requests name, and that have not come: on which tablets they still are."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.rules import field_rules
from gridward.kernel.clock import now

_WAITED_FOR = text(
    """WITH named AS (
           SELECT account_id, completed_at AS at, unnest(attachments) AS sha256 FROM field.visit
           WHERE account_id = ANY(:accounts) AND attachments <> '{}' AND completed_at > :since
           UNION
           SELECT opened_by, opened_at, unnest(attachments) FROM engagement.matter
           WHERE opened_by = ANY(:accounts) AND attachments <> '{}' AND opened_at > :since
           UNION
           SELECT sent_by, sent_at, unnest(attachments) FROM engagement.supplement
           WHERE sent_by = ANY(:accounts) AND sent_at > :since
       )
       SELECT o.device_id, n.account_id, count(DISTINCT n.sha256) AS photos, min(n.at) AS photos_since
       FROM named n LEFT JOIN field.attachment a USING (account_id, sha256)
       CROSS JOIN LATERAL (
           -- What named them: a clock that is ahead says a little more than what counts.
           SELECT o.device_id FROM field.operation o
           WHERE o.account_id = n.account_id AND o.occurred_at >= n.at AND o.received_at > n.at - interval '1 day'
           ORDER BY o.occurred_at LIMIT 1) o
       WHERE a.state IS NULL OR a.state = 'receiving'
       GROUP BY o.device_id, n.account_id"""
)


async def photos_waited_for(
    session: AsyncSession, accounts: Collection[UUID]
) -> dict[tuple[UUID, UUID], dict[str, Any]]:
    """By tablet and account `photos`, how many the server waits for, and `photos_since`, when the first of them was named.

    Those that were refused are not among them, nor what was named longer ago than the server keeps anything for a tablet.
    """
    since = now() - timedelta(days=field_rules().sync.kept_for_days)
    rows = await session.execute(_WAITED_FOR, {"accounts": list(accounts), "since": since})
    return {
        (row["device_id"], row["account_id"]): {
            "photos": row["photos"],
            "photos_since": row["photos_since"],
        }
        for row in rows.mappings()
    }
