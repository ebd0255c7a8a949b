"""Writing files: delimited text in the insurer's encodings,
GeoJSON, and the manifest that proves what was written."""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from grid_data.demo_city.calendar import Texts

Encoding = Literal["gbk", "utf-8-sig"]
Table = Mapping[str, Texts]
"""Columns of text by their headers, all of one length."""

Damage = Sequence[tuple[int, Callable[[str], str]]]
"""Rows (the first below the header is 0) and what happens to their text."""


@dataclass(frozen=True)
class File:
    """A written file; `rows` are lines below the header, or features."""

    path: str
    rows: int
    bytes: int
    sha256: str


@dataclass
class Manifest:
    """What was made in a folder, from which arguments."""

    folder: Path
    facts: dict[str, object]
    files: list[File] = field(default_factory=list)

    def add(self, path: str, data: bytes, rows: int) -> None:
        """Write a file (its path is relative to the folder) and remember it."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        self.files.append(File(path, rows, len(data), hashlib.sha256(data).hexdigest()))

    def save(self) -> None:
        """Write the manifest itself, `manifest.json`, into the folder."""
        files = {
            file.path: {"rows": file.rows, "bytes": file.bytes, "sha256": file.sha256} for file in self.files
        }
        text = json.dumps({**self.facts, "files": files}, ensure_ascii=False, indent=1)
        (self.folder / "manifest.json").write_text(text + "\n", "utf-8")


def size(table: Table) -> int:
    """The number of rows."""
    return len(next(iter(table.values())))


def rows_of(table: Table, rows: NDArray[np.int64] | NDArray[np.bool_]) -> dict[str, Texts]:
    """A table of some of the rows."""
    return {header: column[rows] for header, column in table.items()}


def sorted_by(table: Table, *headers: str) -> dict[str, Texts]:
    """The same rows in the order of some columns' text."""
    keys = [table[header].astype(str) for header in reversed(headers)]
    return rows_of(table, np.lexsort(keys))


def stacked(*tables: Table) -> dict[str, Texts]:
    """Rows of several tables with the same headers."""
    return {header: np.concatenate([table[header] for table in tables]) for header in tables[0]}


def changed(before: Table, after: Table, ignored: Sequence[str] = ()) -> dict[str, Texts]:
    """The rows of `after` that aren't in `before`, looking at all but the ignored columns."""
    headers = [header for header in after if header not in ignored]
    known = set(zip(*(before[header].tolist() for header in headers), strict=True))
    rows = zip(*(after[header].tolist() for header in headers), strict=True)
    return rows_of(after, np.array([row not in known for row in rows], dtype=bool))


def delimited(table: Table, encoding: Encoding, damage: Damage = ()) -> bytes:
    """A table as a core system delivers it: GBK with CRLF line ends, or UTF-8 with a mark and LF."""
    end = "\r\n" if encoding == "gbk" else "\n"
    plain = [_quoted(column.tolist()) for column in table.values()]
    lines = [",".join(row) for row in zip(*plain, strict=True)]
    for row, change in damage:
        lines[row] = change(lines[row])
    return (end.join([",".join(table), *lines]) + end).encode(encoding, errors="replace")


def _quoted(values: list[str]) -> list[str]:
    """Values with quotes around those that contain a comma, as RFC 4180 has it."""
    if not any("," in value or '"' in value for value in values):
        return values
    return [_field(value) if "," in value or '"' in value else value for value in values]


def _field(value: str) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow([value])
    return text.getvalue()


def geojson(features: Sequence[tuple[BaseGeometry, Mapping[str, object]]]) -> bytes:
    """A GeoJSON collection (RFC 7946) of shapes in WGS-84 and their properties, a feature on each line."""
    lines = [
        json.dumps(
            {"type": "Feature", "properties": dict(known), "geometry": json.loads(text)}, ensure_ascii=False
        )
        for text, (_, known) in zip(
            shapely.to_geojson([shape for shape, _ in features]), features, strict=True
        )
    ]
    return ('{"type": "FeatureCollection", "features": [\n' + ",\n".join(lines) + "\n]}\n").encode()
