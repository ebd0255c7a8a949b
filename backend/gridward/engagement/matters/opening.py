"""Taking in what a customer asks for, or what looks wrong, once."""

import json

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import ORGANISED_SURRENDER, NewMatter
from gridward.engagement.service_items import service_item
from gridward.engagement.suspicion import require_signs
from gridward.kernel.clock import policy_day
from gridward.platform.crypto import cipher

_OPEN = text(
    """INSERT INTO engagement.matter (id, city_id, customer_id, cell_id, kind, signs, note_sealed, attachments, policy_id,
           values_sealed, papers, lacks, source_key, opened_by, opened_at, due_on)
       VALUES (:id, :city_id, :customer_id, :cell_id, :kind, CAST(:signs AS jsonb), :note_sealed, :attachments, :policy_id,
           :values_sealed, CAST(:papers AS jsonb), :lacks, :source_key, :opened_by, :opened_at, :due_on)
       ON CONFLICT (city_id, source_key) DO NOTHING RETURNING true"""
)


async def open_matter(session: AsyncSession, matter: NewMatter) -> bool:
    """Keep a matter; False where one with its `source_key` is kept. Raises `service_item.unknown` and
    `suspicion.unknown_sign`."""
    is_request = matter.kind != ORGANISED_SURRENDER
    require_signs(matter.signs)
    row = {name: value for name, value in vars(matter).items() if name not in ("note", "values")}
    kept = await session.scalar(
        _OPEN,
        {
            **row,
            "signs": json.dumps(matter.signs),
            "attachments": list(matter.attachments),
            "papers": json.dumps({need: list(names) for need, names in matter.papers.items()}),
            "lacks": list(matter.lacks),
            "values_sealed": _sealed_values(matter),
            "note_sealed": cipher().seal(matter.note, f"engagement.matter.note/{matter.id}")
            if matter.note
            else None,
            "due_on": service_item(matter.kind).due_on(policy_day(matter.opened_at)) if is_request else None,
        },
    )
    return bool(kept)


def _sealed_values(matter: NewMatter) -> bytes | None:
    if not matter.values:
        return None
    said = json.dumps(dict(matter.values), ensure_ascii=False)
    return cipher().seal(said, f"engagement.matter.values/{matter.id}")


async def drop_request(session: AsyncSession, city_id: int, source_key: str) -> bool:
    """Let a request be as if it had never been taken in; False where somebody looks at it already, or there is none."""
    dropped = await session.scalar(
        text(
            """DELETE FROM engagement.matter WHERE city_id = :city AND source_key = :key AND state = 'open'
               RETURNING true"""
        ),
        {"city": city_id, "key": source_key},
    )
    return bool(dropped)
