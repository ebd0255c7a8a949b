"""Is a zip file an Excel workbook, and one that can be opened without filling the memory?"""

import re
import zipfile
import zlib
from pathlib import Path

from gridward.kernel.errors import Invalid
from gridward.platform.intake.table import damaged

_BLOCK = 1 << 20
_LARGEST = 4 << 30
"""Bytes of a workbook once unpacked: a full sheet of thirty columns has less."""
_FAR = re.compile(rb"""\sr=["'](?:[A-Z]{3}|[D-Z][A-Z])\d""")
"""A cell beyond column CZ. A reader keeps every place up to the last cell, so one stray cell could cost gigabytes."""
_NOWHERE = re.compile(rb"""<(?:\w+:)?c(?:\s+(?!r=)[\w:]+=(?:"[^"]*"|'[^']*'))*\s*/?>""")
"""A cell that does not say where it is: a reader counts it on from the one before, without an end."""
_TAG = 1024
"""Bytes kept from a block to the next one: a tag is shorter."""


def check_package(path: Path) -> None:
    """Raises `intake.damaged`, `intake.other_kind` and `intake.oversized`."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            if "xl/workbook.xml" not in package.namelist():
                raise Invalid(
                    "intake.other_kind",
                    f"{path.name} is a zip archive or another document, not an Excel workbook.",
                    "Export the table as CSV, Excel (.xlsx) or Parquet and deliver that.",
                    file=path.name,
                    kind="a zip archive",
                )
            if sum(entry.file_size for entry in entries) > _LARGEST:
                raise _oversized(path, "It unpacks to more than 4 GB.")
            for entry in entries:
                if why := _cost(package, entry):
                    raise _oversized(path, why)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as error:
        raise damaged(path) from error


def _cost(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    """Why a part of a workbook would cost too much memory; empty where it would not. A sheet may be any part."""
    rest = b""
    with package.open(entry) as content:
        while block := content.read(_BLOCK):
            if _FAR.search(rest + block):
                return "It has a cell beyond column CZ."
            if _NOWHERE.search(rest + block):
                return "It has cells that do not say where they are."
            rest = block[-_TAG:]
    return ""


def _oversized(path: Path, why: str) -> Invalid:
    return Invalid(
        "intake.oversized",
        f"{path.name} is too large to be opened as a workbook. {why}",
        "Remove what does not belong to the table, or export it as CSV or Parquet.",
        file=path.name,
    )
