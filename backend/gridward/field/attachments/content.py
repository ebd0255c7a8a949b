"""What a file is, by its own first bytes, and whether anything bad is in it."""

from typing import Protocol

import structlog

from gridward.field.attachments.clamav import ClamScanner
from gridward.field.attachments.thumbnails import is_too_many_pixels
from gridward.platform.settings import settings

KINDS = ("image/jpeg", "image/png", "image/webp", "application/pdf")
_HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1")
"""How some telephones keep photos; most programs do not open it."""
_log = structlog.get_logger()


def kind_of(content: bytes) -> str | None:
    """Which of the kinds that are taken a content is; None for any other."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return "application/pdf" if content.startswith(b"%PDF-") else None


class Scanner(Protocol):
    """Looks for malware in what came from outside."""

    def finds(self, content: bytes) -> bool:
        """Whether there is any."""
        ...


class ConsoleScanner:
    """Only notes in the log that something was to be looked at: what an installation without a scanner has."""

    def finds(self, content: bytes) -> bool:
        _log.info("attachment_not_scanned", size=len(content))
        return False


def scanner() -> Scanner:
    """That of this installation."""
    clamd = settings().clamd
    return ClamScanner(clamd) if clamd else ConsoleScanner()


def problem_of(content: bytes, said: str) -> str | None:
    """Why a content that is the right one is not taken all the same: a code, or None."""
    if content[4:12] in _HEIC:
        return "attachment.heic"
    if kind_of(content) != said:
        return "attachment.other_kind"
    if said.startswith("image/") and is_too_many_pixels(content):
        return "attachment.too_many_pixels"
    return "attachment.malware" if scanner().finds(content) else None
