"""An extract's CSV files as Excel or Parquet files, with the types that a spreadsheet or a data frame gives their values."""

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from arro3.core import Array, DataType, Table
from arro3.io import write_parquet

from support.extract import Extract, Row

_WHOLE = re.compile(r"\d{1,11}")
_AMOUNT = re.compile(r"\d{1,11}\.\d+")

Cell = str | float | bool | date | datetime


def typed(value: str) -> Cell:
    """What Excel makes of a typed value: numbers lose the zeros in front, days become days."""
    if _WHOLE.fullmatch(value) or _AMOUNT.fullmatch(value):
        return float(value)
    for style in ("%Y-%m-%d", "%Y/%m/%d", "%Y-%m-%d %H:%M"):
        try:
            return datetime.strptime(value, style)
        except ValueError:
            continue
    return value


def as_delivered(value: str) -> Cell:
    """Text as it stands."""
    return value


def write_workbook(path: Path, sheets: dict[str, list[list[Cell]]]) -> None:
    """Write a workbook of some sheets. A number beyond Excel's dates stays text."""
    with xlsxwriter.Workbook(
        path, {"default_date_format": "yyyy-mm-dd", "strings_to_numbers": False}
    ) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(line, column, value)
                    elif value is not None:
                        sheet.write(line, column, value)


def to_excel(extract: Extract, cell: Callable[[str], Cell] = as_delivered) -> None:
    """Replace each CSV file by a workbook."""
    for path in sorted(extract.folder.glob("*.csv")):
        header, rows = extract.table(path.stem)
        write_workbook(
            path.with_suffix(".xlsx"), {"导出": [list(header), *([*map(cell, row)] for row in rows)]}
        )
        path.unlink()


def to_parquet(extract: Extract) -> None:
    """Replace each CSV file by a Parquet file of text."""
    for path in sorted(extract.folder.glob("*.csv")):
        write_texts(path.with_suffix(".parquet"), *extract.table(path.stem))
        path.unlink()


def write_texts(path: Path, header: Row, rows: list[Row]) -> None:
    """Write a Parquet file of text; empty values are null, as data frames write them."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(header)
    arrays = [Array([value or None for value in column], DataType.string()) for column in columns]
    write_parquet(Table.from_arrays(arrays, names=header), path, compression="snappy")


def straight(extract: Extract) -> Extract:
    """Without the rows of another width: only CSV has such."""

    def keep(header: Row, rows: list[Row]) -> None:
        rows[:] = [row for row in rows if len(row) == len(header)]

    for path in extract.folder.glob("*.csv"):
        extract.edit(path.stem, keep)
    return extract
