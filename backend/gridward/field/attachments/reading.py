"""The attachments that requests and visits of a customer name, for whoever may see him."""

from typing import Any

from anyio.to_thread import run_sync
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.public import Need, ServiceItem, service_items
from gridward.field.attachments.models import Attachment
from gridward.field.attachments.pieces import content_of
from gridward.field.attachments.thumbnails import thumbnail_of
from gridward.grids.public import person_in_scope
from gridward.identity.contract import DataScope
from gridward.kernel.errors import NotFound
from gridward.platform.audit import record_read

_NAMED = text(
    """SELECT n.sha256, CASE n.sha256 WHEN m.signature THEN 'signature' ELSE m.item END AS item, m.named_at, m.named_by,
           m.id AS named_in, a.kind, a.size_bytes, coalesce(a.state, 'waiting') AS state, a.problem,
           (SELECT key FROM jsonb_each(m.papers) WHERE value ? n.sha256 LIMIT 1) AS paper
       FROM (
           SELECT id, kind AS item, opened_at AS named_at, opened_by AS named_by, attachments, NULL AS signature, papers
           FROM engagement.matter WHERE customer_id = ANY(:numbers)
           UNION ALL
           SELECT m.id, m.kind, s.sent_at, s.sent_by, s.attachments, NULL, s.papers
           FROM engagement.matter m JOIN engagement.supplement s ON s.matter_id = m.id
           WHERE m.customer_id = ANY(:numbers)
           UNION ALL
           SELECT id, 'visit', completed_at, account_id, attachments, acknowledged ->> 'signature', '{}'
           FROM field.visit WHERE customer_id = ANY(:numbers) AND completed_at IS NOT NULL
       ) m CROSS JOIN unnest(m.attachments) WITH ORDINALITY AS n(sha256, place)
       LEFT JOIN field.attachment a ON a.account_id = m.named_by AND a.sha256 = n.sha256
       ORDER BY m.named_at DESC, m.id, n.place"""
)

_WHOSE = text(
    """SELECT a.account_id FROM (
           SELECT opened_by AS account_id, attachments FROM engagement.matter WHERE customer_id = ANY(:numbers)
           UNION ALL
           SELECT s.sent_by, s.attachments FROM engagement.matter m JOIN engagement.supplement s ON s.matter_id = m.id
           WHERE m.customer_id = ANY(:numbers)
           UNION ALL
           SELECT account_id, attachments FROM field.visit
           WHERE customer_id = ANY(:numbers) AND completed_at IS NOT NULL
       ) m JOIN field.attachment a USING (account_id)
       WHERE a.sha256 = :sha256 AND a.sha256 = ANY(m.attachments) AND a.state = 'complete' LIMIT 1"""
)


async def list_attachments(session: AsyncSession, scope: DataScope, customer_id: int) -> list[dict[str, Any]]:
    """What a customer's requests and visits name, the newest first, also what has not come. Raises `customer.not_found`."""
    person = await person_in_scope(session, scope, customer_id)
    rows = await session.execute(_NAMED, {"numbers": list(person.customer_ids)})
    items = {one.code: one for one in service_items().item}
    needs = service_items().by_code()
    return [
        {**row, **_words("", items.get(row["item"])), **_words("paper_", needs.get(row["paper"]))}
        for row in rows.mappings()
    ]


def _words(name: str, rule: ServiceItem | Need | None) -> dict[str, str | None]:
    return {f"{name}zh": None if rule is None else rule.zh, f"{name}en": None if rule is None else rule.en}


async def read_attachment(
    session: AsyncSession, scope: DataScope, customer_id: int, sha256: str
) -> tuple[str, bytes]:
    """Kind and content of one, which is recorded. Raises `customer.not_found` and `attachment.not_found`."""
    found = await _complete(session, scope, customer_id, sha256)
    await record_read(session, "field.attachment", f"{found.account_id}/{sha256}", "content")
    return found.kind, await run_sync(content_of, found)


async def read_thumbnail(session: AsyncSession, scope: DataScope, customer_id: int, sha256: str) -> bytes:
    """A small picture of one. Raises `customer.not_found` and `attachment.not_found`."""
    made = await run_sync(thumbnail_of, await _complete(session, scope, customer_id, sha256))
    if made is None:
        raise _not_here()
    return made


async def _complete(session: AsyncSession, scope: DataScope, customer_id: int, sha256: str) -> Attachment:
    person = await person_in_scope(session, scope, customer_id)
    account = await session.scalar(_WHOSE, {"numbers": list(person.customer_ids), "sha256": sha256})
    if account is None:
        raise _not_here()
    return await session.get_one(Attachment, (account, sha256))


def _not_here() -> NotFound:
    return NotFound(
        "attachment.not_found",
        "This attachment is not here.",
        "It may still be on the tablet: ask again later.",
    )
