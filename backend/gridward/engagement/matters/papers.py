"""Papers that follow a request which was taken in without them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_MOST = 30
_LOCK = text(
    """SELECT id FROM engagement.matter
       WHERE city_id = :city AND source_key = :key AND customer_id = :person AND state IN ('open', 'looked_at')
       FOR UPDATE"""
)
_ADD = text(
    """INSERT INTO engagement.supplement (id, matter_id, sent_by, sent_at, attachments, papers)
       SELECT :id, m.id, :account, :at, :attachments, CAST(:papers AS jsonb) FROM engagement.matter m
       WHERE m.id = :matter AND cardinality(m.attachments) + cardinality(CAST(:attachments AS text[])) + (
           SELECT coalesce(sum(cardinality(s.attachments)), 0) FROM engagement.supplement s WHERE s.matter_id = m.id
       ) <= :most
       RETURNING true"""
)
_LACKS_LESS = text(
    """UPDATE engagement.matter
       SET lacks = ARRAY(SELECT code FROM unnest(lacks) WITH ORDINALITY AS l (code, place)
           WHERE NOT CAST(:papers AS jsonb) ? code ORDER BY place)
       WHERE id = :matter"""
)


@dataclass(frozen=True)
class MorePapers:
    """Attachments for a request, by whoever serves its customer, also where somebody else took it in."""

    id: UUID
    city_id: int
    person_id: int
    source_key: str
    sent_by: UUID
    """His account: an attachment is kept by who sent it."""
    sent_at: datetime
    attachments: Sequence[str]
    papers: Mapping[str, Sequence[str]]
    """Which of them show what it needs, by the need's code."""


async def add_papers(session: AsyncSession, more: MorePapers) -> bool:
    """Add them; False where the person has no such request that is open, or it has as many as it may have."""
    # Before it is counted how many there are: two who send at once come one after the other.
    matter = await session.scalar(
        _LOCK, {"city": more.city_id, "key": more.source_key, "person": more.person_id}
    )
    papers = json.dumps({need: list(names) for need, names in more.papers.items() if names})
    added = matter and await session.scalar(
        _ADD,
        {
            "id": more.id,
            "matter": matter,
            "account": more.sent_by,
            "at": more.sent_at,
            "attachments": list(more.attachments),
            "papers": papers,
            "most": _MOST,
        },
    )
    if not added:
        return False
    await session.execute(_LACKS_LESS, {"matter": matter, "papers": papers})
    return True
