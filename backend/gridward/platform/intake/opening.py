"""Opening a delivered table by what is in it: the ending of its name may be wrong."""

from collections.abc import Sequence
from pathlib import Path

from gridward.platform.intake.encoding import head_of
from gridward.platform.intake.parquet import MAGIC, open_parquet
from gridward.platform.intake.reader import open_csv
from gridward.platform.intake.table import Table
from gridward.platform.intake.workbook import MAGIC_OLD, MAGIC_PACKAGE, Suits, open_workbook

TABLE_ENDINGS = frozenset({".csv", ".txt", ".xlsx", ".xls", ".parquet"})
"""The endings of files that are looked at."""


def any_header(header: Sequence[str]) -> int:
    """Wants no column in particular: the first row of the first sheet is the header."""
    return 0


def open_table(path: Path, suits: Suits = any_header) -> Table:
    """Look at a file's kind and header. `suits` tells which sheet of a workbook is meant. Raises `intake.*`."""
    head = head_of(path)
    if head.startswith(MAGIC):
        return open_parquet(path)
    for magic in (MAGIC_PACKAGE, MAGIC_OLD):
        if head.startswith(magic):
            return open_workbook(path, magic, suits)
    return open_csv(path)
