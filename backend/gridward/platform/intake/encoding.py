"""In which encoding is a text file? Decided on all of its bytes, not on a sample: the odd name stands on line 90,000."""

import codecs
from pathlib import Path

from gridward.kernel.errors import Invalid

_BLOCK = 1 << 20
_MAGIC = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a gzip archive",
    b"SQLite": "a database",
}


def sniff_encoding(path: Path) -> str:
    """`utf-8-sig`, `utf-8` or `gb18030` (which contains GBK and GB2312).

    A character that is cut off at the very end is let pass: the reader reports the cut. Raises `intake.unreadable`,
    `intake.other_kind`, `intake.empty` and `intake.encoding`, the last with the position of the first byte that fits none
    of them.
    """
    head = head_of(path)
    _refuse_other_kinds(path, head)
    if head.startswith(codecs.BOM_UTF8):
        candidates = ["utf-8-sig"]
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    else:
        candidates = ["utf-8", "gb18030"]
    reached = 0
    for encoding in candidates:
        position = _first_undecodable(path, encoding)
        if position is None:
            return encoding
        reached = max(reached, position)
    raise Invalid(
        "intake.encoding",
        f"{path.name} is neither UTF-8 nor GBK: byte {reached + 1:,} fits neither.",
        "Save it as UTF-8 or GBK and deliver it again.",
        file=path.name,
        byte=reached + 1,
    )


def head_of(path: Path) -> bytes:
    """The first bytes of a file. Raises `intake.unreadable` and `intake.empty`."""
    try:
        with open(path, "rb") as file:
            head = file.read(8)
    except OSError as error:
        raise Invalid(
            "intake.unreadable",
            f"{path} cannot be read: {error.strerror}.",
            "Check its path and its permissions.",
            file=path.name,
        ) from error
    if not head:
        raise Invalid(
            "intake.empty", f"{path.name} is empty.", "Deliver it again, or leave it out.", file=path.name
        )
    return head


def _refuse_other_kinds(path: Path, head: bytes) -> None:
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            raise Invalid(
                "intake.other_kind",
                f"{path.name} is {kind}, not a table.",
                "Export the table as CSV, Excel (.xlsx) or Parquet and deliver that.",
                file=path.name,
                kind=kind,
            )


def _first_undecodable(path: Path, encoding: str) -> int | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    with open(path, "rb") as file:
        while block := file.read(_BLOCK):
            pending = len(decoder.getstate()[0])
            try:
                text = decoder.decode(block)
            except UnicodeDecodeError as error:
                return done - pending + error.start
            if "\0" in text:
                return done + block.index(b"\0")
            done += len(block)
    return None
