"""A delivered CSV file: its header, and its rows in chunks with their lines."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from gridward.platform.intake.encoding import sniff_encoding
from gridward.platform.intake.table import (
    Chunk,
    RowFault,
    Table,
    check_header,
    column_names,
    damaged,
    wrong_width,
)

_LONGEST = 1 << 20
"""Characters of a field. A quotation mark that is never closed holds the rest of the file."""
csv.field_size_limit(_LONGEST)


@dataclass(frozen=True)
class CsvTable(Table):
    """A CSV file."""

    delimiter: str

    @property
    def format(self) -> str:
        """The kind of file."""
        return "csv"

    def chunks(self, size: int) -> Iterator[Chunk]:
        """All rows, `size` at a time. Lines are counted as an editor counts them, the header being line 1.

        Where the file ends in the middle of a row, that row is a fault `import.truncated`.
        """
        chunk = Chunk()
        for line, row in self._rows():
            if row is None or len(row) != len(self.header):
                chunk.faults.append(self._fault(line, row))
                continue
            chunk.lines.append(line)
            chunk.rows.append(row)
            if len(chunk.rows) >= size:
                yield chunk
                chunk = Chunk()
        yield chunk

    def _rows(self) -> Iterator[tuple[int, list[str] | None]]:
        """Each row with the line where it begins; None for a quoted field that never ends."""
        with _open_text(self.path, self.encoding) as file:
            reader = csv.reader(file, delimiter=self.delimiter, strict=True)
            next(reader)
            line = reader.line_num + 1
            while True:
                try:
                    row = next(reader)
                except StopIteration:
                    return
                except csv.Error:
                    yield line, None
                    if reader.line_num < line:
                        return
                    line = reader.line_num + 1
                    continue
                if row:
                    yield line, row
                line = reader.line_num + 1

    def _fault(self, line: int, row: list[str] | None) -> RowFault:
        wanted, there = len(self.header), len(row or ())
        if row is None:
            return RowFault(line, [], "import.truncated", "A quotation mark is opened and never closed.")
        if there < wanted and self._ends_in(row):
            return RowFault(
                line,
                row,
                "import.truncated",
                f"The file ends in the middle of this row ({there} of {wanted} columns).",
            )
        return wrong_width(line, row, wanted)

    def _ends_in(self, row: list[str]) -> bool:
        """Whether the file ends with this row and without a line end: it was cut off there."""
        with open(self.path, "rb") as file:
            file.seek(max(0, file.seek(0, 2) - 4096))
            tail = file.read()
        if tail.endswith((b"\n", b"\r")):
            return False
        last = tail.decode(self.encoding, "ignore").splitlines()[-1]
        return last.split(self.delimiter)[-1] == row[-1]


def open_csv(path: Path) -> CsvTable:
    """Look at a CSV file's encoding and header. Raises `intake.*`."""
    encoding = sniff_encoding(path)
    with _open_text(path, encoding) as file:
        delimiter = max(",\t;|", key=_first_row(file).count)
        file.seek(0)
        try:
            header = column_names(next(csv.reader(file, delimiter=delimiter, strict=True), []))
        except csv.Error as error:
            raise damaged(path) from error
    check_header(path, header)
    return CsvTable(path, encoding, header, delimiter)


def _first_row(file: TextIO) -> str:
    """The text of the first row, over as many lines as its quotation marks hold together."""
    text, marks = "", 0
    for line in file:
        text += line
        marks += line.count('"')
        if marks % 2 == 0 or len(text) > _LONGEST:
            break
    return text


def _open_text(path: Path, encoding: str) -> TextIO:
    # A character cut off at the end of the file is dropped; the row that it stands in is reported as cut off.
    return open(path, encoding=encoding, errors="ignore", newline="")
