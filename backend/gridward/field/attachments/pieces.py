"""The pieces of an attachment where they lie: each sealed by itself, bound to its place."""

import hashlib
from itertools import accumulate

from gridward.field.attachments.models import Attachment
from gridward.platform.crypto import cipher
from gridward.platform.objects import objects


def put_piece(attachment: Attachment, content: bytes) -> None:
    """Keep the next piece."""
    offset = attachment.received
    objects().put(_key(attachment, offset), cipher().seal_bytes(content, _context(attachment, offset)))


def content_of(attachment: Attachment) -> bytes:
    """All that is here, in order. Raises `FileNotFoundError` where a piece is gone, and `crypto.tampered`."""
    offsets = list(accumulate(attachment.pieces, initial=0))[:-1]
    return b"".join(
        cipher().open_bytes(objects().get(_key(attachment, offset)), _context(attachment, offset))
        for offset in offsets
    )


def drop_pieces(attachment: Attachment) -> None:
    """Forget what is here."""
    for offset in list(accumulate(attachment.pieces, initial=0))[:-1]:
        objects().drop(_key(attachment, offset))


def is_its(content: bytes, sha256: str) -> bool:
    """Whether a content has the hash under which it was sent."""
    return hashlib.sha256(content).hexdigest() == sha256


def _key(attachment: Attachment, offset: int) -> str:
    return f"attachments/{attachment.account_id}/{attachment.sha256}/{offset}"


def _context(attachment: Attachment, offset: int) -> str:
    return f"field.attachment/{attachment.account_id}/{attachment.sha256}/{offset}"
