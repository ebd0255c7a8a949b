"""Files with candidates for stations: a table of positions, or points as a map program saves them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely

from gridward.city.public import read_point_table
from gridward.geo.vectors import is_plain_vector, read_features
from gridward.kernel.errors import Invalid
from gridward.platform.intake import TABLE_ENDINGS
from gridward.stations.examining import Refusal, Row, Why

VECTOR_ENDINGS = frozenset({".gpkg", ".geojson", ".json"})
ENDINGS = TABLE_ENDINGS | VECTOR_ENDINGS
MOST_ROWS = 5_000

_NUMBER = ("网点编号", "编号", "station_no", "number", "no")
_NAME = ("名称", "网点名称", "name")
_FRAME = ("坐标系", "frame")
_ROOM = ("可容纳人数", "容量", "capacity", "room")
_COST = ("月成本", "每月成本", "monthly_cost", "cost")


def read_candidate_file(path: Path) -> tuple[list[Row], list[Refusal]]:
    """The rows of a file, and those that cannot be read.

    Raises `station.file_kind`, `station.too_many_rows`, `gazetteer.no_positions`, `vectors.*` and `intake.*`.
    """
    rows, unreadable = _points(path) if path.suffix.lower() in VECTOR_ENDINGS else _table(path)
    if len(rows) > MOST_ROWS:
        raise Invalid(
            "station.too_many_rows",
            f"{path.name} has {len(rows):,} rows; a city has {MOST_ROWS:,} candidates at most.",
            "Leave out what is no candidate.",
            rows=len(rows),
            most=MOST_ROWS,
        )
    return rows, unreadable


def refuse_kind(file: str) -> Invalid:
    """The file is none that can hold candidates."""
    return Invalid(
        "station.file_kind",
        f"{file} is no table and holds no points that can be read.",
        "Save the candidates as CSV, Excel (.xlsx), GeoPackage (.gpkg) or GeoJSON (.geojson).",
        file=file,
    )


def _table(path: Path) -> tuple[list[Row], list[Refusal]]:
    table = read_point_table(path)
    # A frame in the name of a column stands in the table's frames alone.
    named = table.column(_FRAME)
    frames = [text or (frame.value if frame else "") for text, frame in zip(named, table.frames, strict=True)]
    texts = (table.column(_NUMBER), table.column(_NAME), frames, table.column(_ROOM), table.column(_COST))
    return _rows(table.lines, table.lonlat.tolist(), texts), [
        Refusal(line, "", Why.UNREADABLE, "") for line in table.unreadable
    ]


def _points(path: Path) -> tuple[list[Row], list[Refusal]]:
    if not is_plain_vector(path):
        raise refuse_kind(path.name)
    found = read_features(path)
    is_point = shapely.get_type_id(found.geometry) == 0
    lonlat = np.full((len(found), 2), np.nan)
    lonlat[is_point] = shapely.get_coordinates(found.geometry[is_point])
    texts = [found.text(names) for names in (_NUMBER, _NAME, _FRAME, _ROOM, _COST)]
    return _rows(list(range(1, len(found) + 1)), lonlat.tolist(), texts), []


def _rows(lines: Sequence[int], lonlat: Sequence[Sequence[float]], texts: Sequence[list[str]]) -> list[Row]:
    rows = zip(lines, lonlat, *texts, strict=True)
    return [
        Row(line, number.strip(), name.strip(), lon, lat, frame.strip(), room.strip(), cost.strip())
        for line, (lon, lat), number, name, frame, room, cost in rows
    ]
