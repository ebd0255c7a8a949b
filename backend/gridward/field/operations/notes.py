"""Notes about customers."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewNote
from gridward.engagement.public import drop_note, keep_notes
from gridward.field.operations.work import Outcome, Result, Work
from gridward.field.payloads_service import NoteAdd
from gridward.kernel.errors import Conflict


async def add(session: AsyncSession, added: Sequence[tuple[Work, NoteAdd]]) -> list[Outcome]:
    """Keep notes; `note.id_taken` of one whose number another one has."""
    notes = [
        NewNote(
            payload.note_id, work.city_id, work.person, work.at, payload.text, work.account_id, work.specialist_id,
            work.cell_id,
        )
        for work, payload in added
    ]  # fmt: skip
    kept = await keep_notes(session, notes)
    return [Result() if note.id in kept else _taken() for note in notes]


async def undo_add(session: AsyncSession, work: Work, payload: NoteAdd, op_id: UUID) -> None:
    """Take a note back."""
    await drop_note(session, payload.note_id)


def _taken() -> Conflict:
    return Conflict("note.id_taken", "Another note has this number.", "Write it anew.")
