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
                if entry.filename.startswith("xl/worksheets/") and _reaches_far(package, entry):
                    raise _oversized(path, "It has a cell beyond column CZ.")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as error:
        raise damaged(path) from error


def _reaches_far(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    rest = b""
    with package.open(entry) as content:
        while block := content.read(_BLOCK):
            if _FAR.search(rest + block):
                return True
            rest = block[-16:]
    return False


def _oversized(path: Path, why: str) -> Invalid:
    return Invalid(
        "intake.oversized",
        f"{path.name} is too large to be opened as a workbook. {why}",
        "Remove what does not belong to the table, or export it as CSV or Parquet.",
        file=path.name,
    )
