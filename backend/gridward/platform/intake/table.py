"""What a delivered table is, whatever kind of file holds it: a header, and rows of text with their lines."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gridward.kernel.errors import Invalid


@dataclass(frozen=True)
class RowFault:
    """A row that is no row of the table."""

    line: int
    row: list[str]
    code: str
    """`import.too_few_columns`, `import.too_many_columns` or `import.truncated`."""
    detail: str


@dataclass
class Chunk:
    """Some rows of the right width, with the line at which each begins; and those of another."""

    lines: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    numbers: dict[int, list[int]] = field(default_factory=dict)
    """By column the rows (indexes in the chunk) whose value came as a number, not as text. A CSV file has none."""


@dataclass(frozen=True)
class Table(ABC):
    """A table that can be read from its beginning as often as needed."""

    path: Path
    encoding: str
    """In which its refused rows are given back: the delivered one, or one that Excel opens."""
    header: list[str]

    @abstractmethod
    def chunks(self, size: int) -> Iterator[Chunk]:
        """All rows, `size` at a time, at least one chunk. The line of a row is where its own program shows it."""

    @property
    @abstractmethod
    def format(self) -> str:
        """The kind of file: `csv`, `excel` or `parquet`."""

    @property
    def sheet(self) -> str:
        """The sheet of a workbook that is read; empty for other files."""
        return ""

    @property
    def size(self) -> int:
        """Its length in bytes, at least 1: what progress is told by."""
        return max(1, self.path.stat().st_size)

    @property
    def full(self) -> bool:
        """Whether the rows reach the end of what such a file can hold, so that there may have been more."""
        return False

    def sample(self) -> list[str] | None:
        """The first row; None where there is none."""
        rows = next(self.chunks(1)).rows
        return rows[0] if rows else None


def wrong_width(line: int, row: list[str], wanted: int) -> RowFault:
    """The fault of a row with more or fewer fields than the header names."""
    code = "import.too_few_columns" if len(row) < wanted else "import.too_many_columns"
    return RowFault(line, row, code, f"The row has {len(row)} columns instead of {wanted}.")


def column_names(cells: Iterable[str]) -> list[str]:
    """The cells of a header as names: in one line, however a cell was wrapped to keep its column narrow."""
    return [" ".join(cell.replace("\0", " ").split()) for cell in cells]


def check_header(path: Path, header: list[str]) -> None:
    """Raises `intake.no_header` and `intake.repeated_column`."""
    if not any(header):
        raise Invalid(
            "intake.no_header",
            f"{path.name} has no header.",
            "The first line must name the columns.",
            file=path.name,
        )
    repeated = sorted({name for name in header if name and header.count(name) > 1})
    if repeated:
        raise Invalid(
            "intake.repeated_column",
            f"{path.name} has the column {', '.join(repeated)} more than once.",
            "Name each column once.",
            file=path.name,
            columns=repeated,
        )


def damaged(path: Path) -> Invalid:
    """The error of a file whose content breaks off or contradicts itself."""
    return Invalid(
        "intake.damaged",
        f"{path.name} is damaged or was cut off.",
        "Export it again and deliver it again.",
        file=path.name,
    )
