"""Numbers of persons and contracts that came as numbers: zeros in front of them, and digits at their end, get lost."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from gridward.census.importing.columns import Chunked
from gridward.census.importing.report import Issue
from gridward.census.importing.values import Fault
from gridward.platform.intake import Chunk

_MORE = {"id_number", "mobile", "landline", "postcode", "product_code"}
_ROUNDED = re.compile(r"\d(\.\d+)?E\+\d+")
"""How Excel writes a number with more digits than it keeps."""


def is_identifier(name: str) -> bool:
    """Whether a field is text that may look like a number."""
    return name.endswith("_no") or name in _MORE


def restore_zeros(chunk: Chunk, widths: Mapping[int, int]) -> None:
    """Fill up values that came as numbers to the width that the mapping knows for their column."""
    for column, width in widths.items():
        for row in chunk.numbers.get(column, ()):
            chunk.rows[row][column] = chunk.rows[row][column].zfill(width)


def note_rounded(chunked: Chunked) -> None:
    """Refuse rows in which an identifier lost its last digits: it would be somebody else's."""
    for name, values in chunked.fields.items():
        if not is_identifier(name):
            continue
        for row, value in enumerate(values):
            if "E+" in value and _ROUNDED.fullmatch(value.strip()):
                detail = f"{value.strip()} is a rounded number: its last digits are lost."
                chunked.add(row, name, Fault("import.number_lost_digits", detail))


@dataclass
class _Column:
    first_line: int
    numbers: int = 0
    restored: int = 0
    lengths: set[int] = field(default_factory=set)


class LostZeros:
    """What is to be said of a file's identifiers that came as numbers: once for each column, not for each row."""

    def __init__(self, columns: Mapping[str, int], header: list[str], widths: Mapping[int, int]) -> None:
        self._identifiers = [index for name, index in columns.items() if is_identifier(name)]
        self._header = header
        self._widths = widths
        self._columns: dict[int, _Column] = {}

    def look(self, chunk: Chunk) -> None:
        """Count in another chunk, whose zeros were restored."""
        for index in self._identifiers:
            rows = [row for row in chunk.numbers.get(index, ()) if "E+" not in chunk.rows[row][index]]
            if not rows:
                continue
            column = self._columns.setdefault(index, _Column(chunk.lines[rows[0]]))
            column.numbers += len(rows)
            values = [chunk.rows[row][index] for row in rows]
            column.restored += sum(value.startswith("0") for value in values)
            column.lengths.update(map(len, values))

    def issues(self) -> list[Issue]:
        """A note for each column in which zeros were put back, or may be lost for good."""
        found = []
        for index, column in self._columns.items():
            if index in self._widths:
                detail = (
                    f"{column.numbers:,} values came as numbers, without the zeros in front; {column.restored:,} of them "
                    f"were filled up to {self._widths[index]} digits."
                )
                lost = column.restored > 0
            else:
                detail = (
                    f"{column.numbers:,} values came as numbers of different lengths: zeros in front of them may be lost. "
                    "Format the column as text, or give its width in the mapping."
                )
                lost = len(column.lengths) > 1
            if lost:
                found.append(
                    Issue(
                        column.first_line,
                        self._header[index],
                        "noted",
                        "import.number_lost_zeros",
                        detail,
                    )
                )
        return found
