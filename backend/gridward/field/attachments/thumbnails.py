"""Small pictures of attachments, to choose by: too small to read what is written on a paper. Sealed as the attachment is."""

from io import BytesIO

from gridward.field.attachments.models import Attachment
from gridward.field.attachments.pieces import content_of
from gridward.platform.crypto import cipher
from gridward.platform.objects import objects

KIND = "image/jpeg"
_LONG_SIDE = 160
_MOST_PIXELS = 40_000_000
"""More than cameras make: a few bytes can say that they are a picture that fills the memory."""


def is_too_many_pixels(content: bytes) -> bool:
    """Whether opening a picture would cost more memory than any photo does."""
    from PIL import Image  # noqa: PLC0415 - seldom needed

    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as picture:
            return picture.width * picture.height > _MOST_PIXELS
    except Image.DecompressionBombError:
        return True
    except (OSError, ValueError, SyntaxError):
        return False


def keep_thumbnail(attachment: Attachment, content: bytes) -> None:
    """Make the thumbnail of a picture that is whole; none of what is no picture or cannot be read."""
    made = _made(content)
    if made is not None:
        objects().put(_key(attachment), cipher().seal_bytes(made, _context(attachment)))


def thumbnail_of(attachment: Attachment) -> bytes | None:
    """The thumbnail, made now where it was not before; None where there can be none."""
    try:
        return cipher().open_bytes(objects().get(_key(attachment)), _context(attachment))
    except FileNotFoundError:
        return _made(content_of(attachment))


def drop_thumbnail(attachment: Attachment) -> None:
    """Forget it."""
    objects().drop(_key(attachment))


_FORMATS = ("JPEG", "PNG", "WEBP")


def _made(content: bytes) -> bytes | None:
    from PIL import Image, ImageOps  # noqa: PLC0415

    if is_too_many_pixels(content):
        return None
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as opened:
            # A large JPEG is read at a fraction of its size.
            opened.draft("RGB", (2 * _LONG_SIDE, 2 * _LONG_SIDE))
            picture = ImageOps.exif_transpose(opened).convert("RGB")
            picture.thumbnail((_LONG_SIDE, _LONG_SIDE))
            made = BytesIO()
            picture.save(made, "JPEG", quality=75)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return made.getvalue()


def _key(attachment: Attachment) -> str:
    return f"attachments/{attachment.account_id}/{attachment.sha256}/thumbnail"


def _context(attachment: Attachment) -> str:
    return f"field.attachment/{attachment.account_id}/{attachment.sha256}/thumbnail"
