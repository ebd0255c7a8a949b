"""Taking an attachment in: begun with what it will be, sent in pieces that can be resumed, checked when it is whole."""

from datetime import timedelta
from uuid import UUID

from anyio.to_thread import run_sync
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.attachments.content import problem_of
from gridward.field.attachments.models import Attachment
from gridward.field.attachments.pieces import content_of, drop_pieces, is_its, put_piece
from gridward.field.attachments.thumbnails import keep_thumbnail
from gridward.field.rules import field_rules
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, Invalid, NotFound, TooLarge, TooMany

MOST_PIECE = 1 << 20
LEAST_PIECE = 64 << 10
"""Bytes of a piece, but for the last one."""
_DAY = timedelta(hours=24)
_LATER_S = 1800


async def begin(session: AsyncSession, account_id: UUID, sha256: str, size: int, kind: str) -> Attachment:
    """Begin an attachment, or go on with one. Raises `attachment.too_large` and `attachment.day_full`, before anything of
    it is read.

    One that was refused, or was begun with another size, begins anew.
    """
    most = field_rules().attachments.most_mb
    if size > most << 20:
        raise TooLarge(
            "attachment.too_large",
            f"An attachment has at most {most} MB.",
            "Take the photo smaller, or send the papers one by one.",
            limit_mb=most,
        )
    more = size - await _said_before(session, account_id, sha256)
    if more > 0:
        await _require_room(session, account_id, more)
    await session.execute(
        insert(Attachment)
        .values(account_id=account_id, sha256=sha256, kind=kind, size_bytes=size, begun_at=now())
        .on_conflict_do_nothing()
    )
    found = await find_own(session, account_id, sha256, lock=True)
    is_other = (found.size_bytes, found.kind) != (size, kind)
    if found.state == "refused" or (found.state == "receiving" and is_other):
        await _empty(found)
        found.size_bytes, found.kind, found.state, found.problem = size, kind, "receiving", None
    return found


async def take_piece(
    session: AsyncSession, account_id: UUID, sha256: str, offset: int, content: bytes
) -> Attachment:
    """Take the piece that begins at `offset`; one that is here already changes nothing.

    Raises `attachment.not_begun`, `attachment.offset` with where to go on, and `attachment.piece` for one that is too small
    or reaches beyond the end.
    """
    found = await find_own(session, account_id, sha256, lock=True)
    if found.state != "receiving" or offset + len(content) <= found.received:
        return found
    if offset != found.received:
        raise Conflict(
            "attachment.offset",
            "The piece does not follow what is here.",
            f"Go on at byte {found.received}.",
            received=found.received,
        )
    end = offset + len(content)
    if end > found.size_bytes or (len(content) < LEAST_PIECE and end < found.size_bytes):
        raise Invalid(
            "attachment.piece",
            "The piece is too small, or more than the attachment was said to have.",
            f"Send pieces of {LEAST_PIECE >> 10} to {MOST_PIECE >> 10} KB, as much as was said in all.",
        )
    await run_sync(put_piece, found, content)
    found.pieces = [*found.pieces, len(content)]
    return found


async def complete(session: AsyncSession, account_id: UUID, sha256: str) -> Attachment:
    """Check one that is whole. What is wrong with it is kept with it: another file's bytes are sent once more, another kind
    or malware is refused. Raises `attachment.not_begun` and `attachment.incomplete`."""
    found = await find_own(session, account_id, sha256, lock=True)
    if found.state != "receiving":
        return found
    if found.received < found.size_bytes:
        raise Conflict(
            "attachment.incomplete",
            "The attachment is not here as a whole.",
            f"Go on at byte {found.received}.",
            received=found.received,
        )
    if not await run_sync(_is_whole, found):
        await _empty(found)
        found.problem = "attachment.other_file"
        return found
    found.problem = await run_sync(_checked, found)
    found.state = "refused" if found.problem else "complete"
    found.completed_at = now()
    if found.problem:
        await _empty(found)
    return found


async def find_own(session: AsyncSession, account_id: UUID, sha256: str, *, lock: bool = False) -> Attachment:
    """One that somebody has begun. Raises `attachment.not_begun`."""
    query = select(Attachment).where(Attachment.account_id == account_id, Attachment.sha256 == sha256)
    found: Attachment | None = await session.scalar(query.with_for_update() if lock else query)
    if found is None:
        raise NotFound("attachment.not_begun", "This attachment was not begun.", "Begin it first.")
    return found


async def _said_before(session: AsyncSession, account_id: UUID, sha256: str) -> int:
    size = select(Attachment.size_bytes).where(
        Attachment.account_id == account_id, Attachment.sha256 == sha256
    )
    return await session.scalar(size) or 0


async def _require_room(session: AsyncSession, account_id: UUID, size: int) -> None:
    most = field_rules().attachments.most_mb_a_day
    others = select(func.coalesce(func.sum(Attachment.size_bytes), 0)).where(
        Attachment.account_id == account_id, Attachment.begun_at > now() - _DAY
    )
    if (await session.scalar(others) or 0) + size > most << 20:
        raise TooMany(
            "attachment.day_full",
            f"An account sends at most {most} MB of attachments a day.",
            "The tablet keeps it and sends it later by itself.",
            limit_mb=most,
            retry_after_s=_LATER_S,
        )


def _is_whole(attachment: Attachment) -> bool:
    try:
        return is_its(content_of(attachment), attachment.sha256)
    except FileNotFoundError:
        return False


def _checked(attachment: Attachment) -> str | None:
    content = content_of(attachment)
    problem = problem_of(content, attachment.kind)
    if problem is None:
        keep_thumbnail(attachment, content)
    return problem


async def _empty(attachment: Attachment) -> None:
    await run_sync(drop_pieces, attachment)
    attachment.pieces = []
