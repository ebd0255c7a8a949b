"""What specialists write down about customers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewNote
from gridward.platform.crypto import cipher
from gridward.platform.db import columns
from gridward.platform.statements import Statement

_KEEP = Statement(
    """INSERT INTO engagement.note (id, city_id, customer_id, at, text_sealed, account_id, specialist_id, cell_id)
       SELECT * FROM unnest(CAST(:id AS uuid[]), CAST(:city_id AS smallint[]), CAST(:customer_id AS bigint[]),
           CAST(:at AS timestamptz[]), CAST(:text_sealed AS bytea[]), CAST(:account_id AS uuid[]),
           CAST(:specialist_id AS bigint[]), CAST(:cell_id AS int[]))
       ON CONFLICT (id) DO NOTHING RETURNING id"""
)
_OF_PERSONS = text(
    """SELECT k.person_id, n.* FROM unnest(CAST(:persons AS bigint[])) k (person_id) CROSS JOIN LATERAL (
           SELECT n.id, n.at, n.text_sealed, s.name_masked AS by FROM engagement.note n
           LEFT JOIN book.specialist s ON s.id = n.specialist_id
           WHERE n.customer_id = k.person_id ORDER BY n.at DESC, n.id DESC LIMIT 20) n
       ORDER BY n.at DESC, n.id DESC"""
)


async def keep_notes(session: AsyncSession, notes: Sequence[NewNote]) -> set[UUID]:
    """Keep notes; returns those that were kept: of the others another one has the number."""
    rows = [vars(note) | {"text_sealed": cipher().seal(note.text, _context(note.id))} for note in notes]
    return set(await _KEEP.column(session, columns(rows)))


async def drop_note(session: AsyncSession, note_id: UUID) -> None:
    """Take a note back."""
    await session.execute(text("DELETE FROM engagement.note WHERE id = :id"), {"id": note_id})


async def notes_of(session: AsyncSession, persons: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """The newest notes of persons as `NoteOut`, the last first."""
    found: dict[int, list[dict[str, Any]]] = {person: [] for person in persons}
    for row in map(dict, (await session.execute(_OF_PERSONS, {"persons": persons})).mappings()):
        note = cipher().open(row.pop("text_sealed"), _context(row["id"]))
        found[row.pop("person_id")].append({**row, "text": note})
    return found


def _context(note_id: UUID) -> str:
    return f"engagement.note.text/{note_id}"
