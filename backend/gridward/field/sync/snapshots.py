"""A cell whole: what a tablet begins with. Made ahead, compressed, sealed, and handed out as it lies there."""

import asyncio
import hashlib
import json
from dataclasses import dataclass
from functools import cache

import brotli
from pydantic import TypeAdapter
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from gridward.field.rules import field_rules
from gridward.field.sync.columns import Row, by_columns, by_rows
from gridward.field.sync.documents import documents
from gridward.field.sync.feed import everybody
from gridward.field.sync.schemas import PROTOCOL, CustomerDoc
from gridward.identity.public import everything
from gridward.kernel.clock import now
from gridward.platform.crypto import cipher
from gridward.platform.db import transaction

_AT_ONCE = 100
"""Persons whose documents are made together: others get their turn in between."""
_QUALITY, _WINDOW = 9, 24
"""Of Brotli: the best quality takes forty times as long, and saves an eighth more. The window holds a cell whole."""
_FORM = 2
"""Of what documents hold, where their schema does not tell."""

# Whoever left since would still be in it: then it is made anew.
_FIND = text(
    """SELECT s.body_sealed, s.customers FROM field.cell_snapshot s
       JOIN field.feed_cell c ON c.cell_id = s.cell_id AND c.feed = s.feed
       WHERE s.cell_id = :cell AND s.shape = :shape AND s.cursor >= c.kept_from AND c.cursor - s.cursor <= :behind
         AND NOT EXISTS (SELECT FROM field.feed f WHERE f.cell_id = s.cell_id AND f.seq > s.cursor AND f.gone)"""
)
_KEEP = text(
    """INSERT INTO field.cell_snapshot AS s (cell_id, feed, cursor, shape, customers, made_at, body_sealed)
       VALUES (:cell, :feed, :cursor, :shape, :customers, :now, :sealed)
       ON CONFLICT (cell_id) DO UPDATE SET feed = excluded.feed, cursor = excluded.cursor, shape = excluded.shape,
           customers = excluded.customers, made_at = excluded.made_at, body_sealed = excluded.body_sealed
       -- One that somebody else made later stays.
       WHERE (s.feed, s.shape) <> (excluded.feed, excluded.shape) OR s.cursor <= excluded.cursor"""
)
_DOC = TypeAdapter(CustomerDoc)


@dataclass(frozen=True)
class Packed:
    """A `Snapshot` as JSON, its customers by columns, by Brotli."""

    body: bytes
    customers: int


async def kept(session: AsyncSession, cell_id: int, behind: int | None = None) -> Packed | None:
    """The snapshot that lies there, unless more changes came after it than may follow (by default as the rules say)."""
    most = field_rules().sync.changes_behind if behind is None else behind
    values = {"cell": cell_id, "shape": _shape(), "behind": most}
    row = (await session.execute(_FIND, values)).one_or_none()
    if row is None:
        return None
    return Packed(cipher().open_bytes(row.body_sealed, _context(cell_id)), row.customers)


async def make(sessions: async_sessionmaker[AsyncSession], cell_id: int) -> Packed:
    """Make a cell's snapshot and keep it. Its city's feed was begun."""
    made: list[Row] = []
    async with transaction(sessions) as session:
        # The cursor first: what changes meanwhile is in the documents already, and follows once more.
        found = await everybody(session, cell_id)
        for start in range(0, len(found.persons), _AT_ONCE):
            part = await documents(session, everything(), cell_id, found.persons[start : start + _AT_ONCE])
            made += [_DOC.dump_python(_DOC.validate_python(one), mode="json") for one in part]
    head = {"protocol": PROTOCOL, "feed": str(found.feed), "cell_id": cell_id, "cursor": found.cursor}
    packed = Packed(await asyncio.to_thread(_pack, head, made), len(made))
    async with transaction(sessions) as session:
        await session.execute(
            _KEEP,
            {
                "cell": cell_id,
                "feed": found.feed,
                "cursor": found.cursor,
                "shape": _shape(),
                "customers": packed.customers,
                "now": now(),
                "sealed": cipher().seal_bytes(packed.body, _context(cell_id)),
            },
        )
    return packed


def with_rows(body: bytes) -> bytes:
    """A `Snapshot` as JSON, uncompressed, for whoever does not read columns."""
    whole = json.loads(brotli.decompress(body))
    return _json(whole | {"customers": by_rows(whole["customers"])})


def _pack(head: Row, customers: list[Row]) -> bytes:
    whole = _json(head | {"customers": by_columns(customers)})
    return bytes(brotli.compress(whole, quality=_QUALITY, lgwin=_WINDOW))


def _json(whole: Row) -> bytes:
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def _shape() -> str:
    return hashlib.sha256(json.dumps([_FORM, _DOC.json_schema()], sort_keys=True).encode()).hexdigest()[:16]


def _context(cell_id: int) -> str:
    return f"field.cell_snapshot.body/{cell_id}"
