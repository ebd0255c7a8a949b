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
    """INSERT INTO engagement.matter (id, city_id, customer_id, cell_id, kind, signs, note_sealed, source_key, opened_by,
           opened_at, due_on)
       VALUES (:id, :city_id, :customer_id, :cell_id, :kind, CAST(:signs AS jsonb), :note_sealed, :source_key, :opened_by,
           :opened_at, :due_on)
       ON CONFLICT (city_id, source_key) DO NOTHING"""
)


async def open_matter(session: AsyncSession, matter: NewMatter) -> None:
    """Keep a matter; nothing where one with its `source_key` is kept. Raises `service_item.unknown` and
    `suspicion.unknown_sign`."""
    is_request = matter.kind != ORGANISED_SURRENDER
    require_signs(matter.signs)
    values = {name: value for name, value in vars(matter).items() if name != "note"}
    await session.execute(
        _OPEN,
        {
            **values,
            "signs": json.dumps(matter.signs),
            "note_sealed": cipher().seal(matter.note, f"engagement.matter.note/{matter.id}")
            if matter.note
            else None,
            "due_on": service_item(matter.kind).due_on(policy_day(matter.opened_at)) if is_request else None,
        },
    )
