"""A delivered Parquet file: its columns by name, its rows in chunks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from arro3.core import DataType, RecordBatch
from arro3.io import read_parquet

from gridward.platform.intake.table import Chunk, Table, check_header, column_names, damaged
from gridward.platform.intake.typed import is_number, texts

MAGIC = b"PAR1"
_SINGLE = 7
"""Digits that a number of single precision keeps."""


@dataclass(frozen=True)
class ParquetTable(Table):
    """A Parquet file. Its first row is line 2, as if the header were line 1."""

    @property
    def format(self) -> str:
        """The kind of file."""
        return "parquet"

    def chunks(self, size: int) -> Iterator[Chunk]:
        """All rows, `size` at a time; only these are unpacked. Raises `intake.damaged`."""
        line, any_chunk = 2, False
        for batch in _batches(self.path, size):
            yield _chunk(batch, line)
            line += batch.num_rows
            any_chunk = True
        if not any_chunk:
            yield Chunk()


def open_parquet(path: Path) -> ParquetTable:
    """Look at a Parquet file's columns. Raises `intake.damaged` and those of a header."""
    with open(path, "rb") as file:
        file.seek(max(0, file.seek(0, 2) - len(MAGIC)))
        if file.read() != MAGIC:
            raise damaged(path)
    with _damage_told(path):
        header = column_names(read_parquet(path).schema.names)
    check_header(path, header)
    return ParquetTable(path, "utf-8-sig", header)


def _batches(path: Path, size: int) -> Iterator[RecordBatch]:
    with _damage_told(path):
        yield from read_parquet(path, batch_size=size)


def _chunk(batch: RecordBatch, line: int) -> Chunk:
    chunk, columns = Chunk(), []
    for index, column in enumerate(batch.columns):
        values: list[Any] = list(column.to_pylist())
        columns.append(texts(values, _SINGLE) if column.type == DataType.float32() else texts(values))
        if numbers := [row for row, value in enumerate(values) if is_number(value)]:
            chunk.numbers[index] = numbers
    chunk.rows = [list(row) for row in zip(*columns, strict=True)]
    chunk.lines = list(range(line, line + batch.num_rows))
    return chunk


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    try:
        yield
    except (GeneratorExit, KeyboardInterrupt, SystemExit):
        raise
    # The reader panics over some damage, and a panic is no Exception.
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise damaged(path) from error
