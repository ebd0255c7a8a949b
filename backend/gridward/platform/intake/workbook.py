"""A delivered Excel workbook: which of its sheets is the table, where its header stands, and its rows in chunks."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from gridward.kernel.errors import Invalid
from gridward.platform.intake.package import check_package
from gridward.platform.intake.table import Chunk, RowFault, Table, check_header, column_names, damaged
from gridward.platform.intake.typed import as_text, is_number

MAGIC_PACKAGE = b"PK\x03\x04"
MAGIC_OLD = b"\xd0\xcf\x11\xe0"
_HEADER_WITHIN = 20
"""Rows in which the header is looked for: titles and notes may stand above it."""
_LIMITS = {MAGIC_PACKAGE: 1_048_576, MAGIC_OLD: 65_536}
"""Rows that a sheet of each format can hold."""

Suits = Callable[[Sequence[str]], int]
"""How many wanted columns a header names."""


@dataclass(frozen=True)
class _Header:
    """A row of a sheet that could be the header."""

    sheet: str
    line: int
    first: int
    """The column at which it begins."""
    names: list[str]
    score: int
    first_row: list[Any] | None
    """The values of the first row below it."""
    height: int
    """Rows of the sheet."""


@dataclass(frozen=True)
class WorkbookTable(Table):
    """A sheet of a workbook."""

    found: _Header
    limit: int

    @property
    def format(self) -> str:
        """The kind of file."""
        return "excel"

    @property
    def sheet(self) -> str:
        """The name of the sheet."""
        return self.found.sheet

    @property
    def full(self) -> bool:
        """Whether the sheet has as many rows as its format can hold."""
        return self.found.height >= self.limit

    def sample(self) -> list[str] | None:
        """The first row, remembered from looking for the header: a sheet is always read whole."""
        row = self.found.first_row
        return None if row is None else self._texts(row)

    def chunks(self, size: int) -> Iterator[Chunk]:
        """All rows that are not empty, `size` at a time. A row's line is its number in Excel. Raises `intake.damaged`."""
        chunk = Chunk()
        with _damage_told(self.path), _open(self.path) as book:
            rows = enumerate(book.get_sheet_by_name(self.sheet).iter_rows(), start=1)
            for line, values in islice(rows, self.found.line, None):
                if self._add(chunk, line, values) and len(chunk.rows) >= size:
                    yield chunk
                    chunk = Chunk()
        yield chunk

    def _add(self, chunk: Chunk, line: int, values: list[Any]) -> bool:
        first, width = self.found.first, len(self.header)
        outside = [*values[:first], *values[first + width :]]
        if any(value != "" for value in outside):
            row = [as_text(value) for value in values]
            there = max(index for index, text in enumerate(row) if text) + 1
            detail = f"A value stands outside the {width} columns of the header."
            chunk.faults.append(RowFault(line, row[first:there], "import.too_many_columns", detail))
            return False
        row = self._texts(values)
        if not any(text.strip() for text in row):
            return False
        for index, value in enumerate(values[first : first + width]):
            if is_number(value):
                chunk.numbers.setdefault(index, []).append(len(chunk.rows))
        chunk.lines.append(line)
        chunk.rows.append(row)
        return True

    def _texts(self, values: list[Any]) -> list[str]:
        first, width = self.found.first, len(self.header)
        row = [as_text(value) for value in values[first : first + width]]
        return row + [""] * (width - len(row))


def open_workbook(path: Path, magic: bytes, suits: Suits) -> WorkbookTable:
    """Find the table in a workbook: on the visible sheet, and below the row, that names most of the wanted columns.

    Raises `intake.empty`, `intake.several_sheets`, `intake.password`, `intake.damaged`, `intake.other_kind` and
    `intake.oversized`.
    """
    if magic == MAGIC_PACKAGE:
        check_package(path)
    with _damage_told(path), _open(path) as book:
        sheets = [
            one.name
            for one in book.sheets_metadata
            if one.typ == SheetTypeEnum.WorkSheet and one.visible == SheetVisibleEnum.Visible
        ]
        headers = [found for name in sheets if (found := _best_row(book.get_sheet_by_name(name), suits))]
    if not headers:
        raise Invalid(
            "intake.empty", f"{path.name} is empty.", "Deliver it again, or leave it out.", file=path.name
        )
    best = max(headers, key=lambda header: header.score)
    equal = [one.sheet for one in headers if one.score == best.score and one.first_row is not None]
    if best.score and len(equal) > 1:
        raise Invalid(
            "intake.several_sheets",
            f"{path.name} has the same columns on several sheets: {', '.join(equal)}.",
            "Put all rows on one sheet, or deliver the sheets as CSV in one file.",
            file=path.name,
            sheets=equal,
        )
    check_header(path, best.names)
    return WorkbookTable(path, "utf-8-sig", best.names, best, _LIMITS[magic])


def _open(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError:
        raise
    except CalamineError:
        # It believes the ending of the name; given the content alone, it looks at that.
        with open(path, "rb") as file:
            return CalamineWorkbook.from_filelike(file)


def _best_row(sheet: CalamineSheet, suits: Suits) -> _Header | None:
    """The best header of a sheet, the first one where several are equal; None for an empty sheet."""
    if sheet.start is None or sheet.end is None:
        return None
    rows = [list(row) for row in islice(sheet.iter_rows(), _HEADER_WITHIN + 1)]
    # Rows are given from the first of the sheet on, columns from the first that is used.
    _spread(rows, sheet.merged_cell_ranges or [], sheet.start[1])
    best: _Header | None = None
    for index, row in enumerate(rows[:_HEADER_WITHIN]):
        names = column_names(map(as_text, row))
        filled = [column for column, name in enumerate(names) if name]
        if not filled:
            continue
        names = names[filled[0] : filled[-1] + 1]
        score = suits(names)
        if best is None or score > best.score:
            below = next((one for one in rows[index + 1 :] if any(value != "" for value in one)), None)
            best = _Header(sheet.name, index + 1, filled[0], names, score, below, sheet.end[0] + 1)
    return best


def _spread(
    rows: list[list[Any]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]], start: int
) -> None:
    """Give a name merged over several rows of a header to all of them: the others of its row stand lower."""
    for (top, left), (bottom, right) in merged:
        if left == right and top < len(rows):
            for row in rows[top + 1 : bottom + 1]:
                row[left - start] = rows[top][left - start]


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    try:
        yield
    except PasswordError as error:
        raise Invalid(
            "intake.password",
            f"{path.name} is protected by a password.",
            "Save it without a password and deliver it again.",
            file=path.name,
        ) from error
    except CalamineError as error:
        raise damaged(path) from error
