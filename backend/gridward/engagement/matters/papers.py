"""Papers that follow a request which was taken in without them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_MOST = 30
_ADD = text(
    """UPDATE engagement.matter
       SET attachments = ARRAY(
               SELECT name FROM unnest(attachments || CAST(:attachments AS text[])) WITH ORDINALITY AS a (name, place)
               GROUP BY name ORDER BY min(place)),
           papers = papers || CAST(:papers AS jsonb),
           lacks = ARRAY(SELECT code FROM unnest(lacks) WITH ORDINALITY AS l (code, place)
               WHERE NOT CAST(:papers AS jsonb) ? code ORDER BY place)
       WHERE city_id = :city AND source_key = :key AND customer_id = :person AND opened_by = :account
         AND state IN ('open', 'looked_at') AND cardinality(attachments) + cardinality(CAST(:attachments AS text[])) <= :most
       RETURNING true"""
)


@dataclass(frozen=True)
class MorePapers:
    """Attachments for a request, by whoever took it in: an attachment is kept by who sent it."""

    city_id: int
    person_id: int
    account_id: UUID
    source_key: str
    attachments: Sequence[str]
    papers: Mapping[str, Sequence[str]]
    """Which of them show what it needs, by the need's code."""


async def add_papers(session: AsyncSession, more: MorePapers) -> bool:
    """Add them; False where he has no such request that is open, or it has as many as it may have."""
    added = await session.scalar(
        _ADD,
        {
            "city": more.city_id,
            "key": more.source_key,
            "person": more.person_id,
            "account": more.account_id,
            "attachments": list(more.attachments),
            "papers": json.dumps({need: list(names) for need, names in more.papers.items() if names}),
            "most": _MOST,
        },
    )
    return bool(added)
