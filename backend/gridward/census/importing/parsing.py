"""How the fields of each kind of file become the staged columns of the book."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridward.book.public import FactTable
from gridward.census.importing.columns import Chunked, ColumnParser
from gridward.census.importing.mapping import Mapping, load_mapping
from gridward.census.importing.personal import Sealer, agent_columns, note_column, person_columns
from gridward.census.importing.values import (
    NULL,
    Fault,
    Parser,
    birthday_text,
    date_text,
    frame_text,
    grade_text,
    lenient,
    moment_text,
    most_text,
    number_text,
    one_of,
    required,
    share_text,
    tags_text,
    text,
    whole_text,
)
from gridward.geo.frames import Frame, to_wgs84

_BY_TYPE: dict[str, Parser] = {
    "text": text,
    "date": date_text,
    "timestamptz": moment_text,
    "numeric": number_text,
    "smallint": whole_text,
    "integer": whole_text,
    "text[]": tags_text,
}
_BY_FIELD: dict[tuple[str, str], Parser] = {
    ("customers", "born_on"): birthday_text,
    ("specialists", "grade"): grade_text,
    ("specialists", "working_share"): share_text,
    ("specialists", "most_customers"): most_text,
}
_LENIENT = {
    "customers": {"sex", "born_on", "children", "recorded_on", "on_wechat", "do_not_call"},
    "agents": {"sex", "joined_on"},
    "claims": {"occurred_on", "reported_on", "closed_on"},
    "service_requests": {"closed_on"},
    "specialists": {"joined_on", "years_of_service", "grade", "working_share", "most_customers"},
    "stations": {"capacity", "monthly_cost"},
    "products": {"age_from", "age_to", "premium_from", "premium_to", "sold_from", "sold_to", "on_sale"},
}
"""Fields without which a row is still worth keeping: a wrong value is dropped and reported as repaired."""

_WORDS = {
    ("customers", "sex"): "sex",
    ("agents", "sex"): "sex",
    ("agents", "status"): "agent_status",
    ("policies", "pay_mode"): "pay_mode",
    ("policies", "state"): "policy_state",
    ("customers", "on_wechat"): "flag",
    ("customers", "do_not_call"): "flag",
    ("products", "on_sale"): "flag",
}
PERSONAL = {"name", "id_number", "mobile", "landline", "address", "note", "home_address", "born_on"}
"""Fields whose values no report may show."""

_Compose = Callable[[Chunked, Sequence[str]], dict[str, list[str]]]


@dataclass(frozen=True)
class FileParser:
    """Parses all chunks of one file."""

    fact: FactTable
    fields: tuple[str, ...]
    """The fields of the kind, in the mapping's order: what a row's hash is made of."""
    later: tuple[str, ...]
    """Those that it is made of only where a row has any."""
    parsers: tuple[ColumnParser, ...]
    compose: _Compose
    sealer: Sealer

    def __call__(self, chunk: Chunked) -> list[list[str]]:
        """The staged columns (`line`, `row_hash`, then the fact's) of the rows that can be taken."""
        hashes = self.sealer.row_hashes(self._hashed(chunk))
        made = {parser.name: parser(chunk) for parser in self.parsers}
        made |= self.compose(chunk, hashes)
        columns = [list(map(str, chunk.lines)), hashes, *(made[name] for name in self.fact.columns)]
        refused = chunk.refused()
        if not refused:
            return columns
        kept = [row for row in range(len(chunk)) if row not in refused]
        return [[column[row] for row in kept] for column in columns]

    def _hashed(self, chunk: Chunked) -> Iterable[Sequence[str]]:
        rows = zip(*(chunk.get(name) for name in self.fields), strict=True)
        if not chunk.fields.keys() & self.later:
            return rows
        later = zip(*(chunk.get(name) for name in self.later), strict=True)
        return ((*row, *more) if any(more) else row for row, more in zip(rows, later, strict=True))


def file_parser(fact: FactTable, mapping: Mapping, sealer: Sealer) -> FileParser:
    """The parser for a kind of file."""
    rule = mapping.files[fact.kind]
    composers: dict[str, _Compose] = {
        "customers": lambda chunk, _: person_columns(chunk, sealer),
        "agents": lambda chunk, _: agent_columns(chunk, sealer),
        "contacts": lambda chunk, hashes: note_column(chunk, sealer, "book.contact.note", hashes),
        "service_requests": lambda chunk, _: note_column(
            chunk, sealer, "book.service_request.note", chunk.get("request_no")
        ),
        "specialists": lambda chunk, _: _specialist_columns(chunk, sealer),
        "stations": lambda chunk, _: _station_columns(chunk),
    }
    parsers = []
    # A mapping of somebody's own may be older than these: to it they are columns that nobody delivers.
    shipped = load_mapping().files[fact.kind].fields
    missing = {name: field for name, field in shipped.items() if field.later and name not in rule.fields}
    for name, field in (rule.fields | missing).items():
        kind, table = fact.columns.get(name, ""), _WORDS.get((fact.kind, name))
        if kind not in _BY_TYPE and table is None:
            # Composed of several fields; what must be there is checked all the same. An address may be missing: then
            # the customer is on the to-do list.
            if field.required and name != "address":
                parsers.append(ColumnParser(name, required(text)))
            continue
        parse = one_of(mapping.values[table]) if table else _BY_FIELD.get((fact.kind, name), _BY_TYPE[kind])
        if name in _LENIENT.get(fact.kind, ()):
            parse = lenient(parse)
        # Who serves a policy may be nobody: then the column is there and the value is empty.
        if field.required and name != "service_agent_no":
            parse = required(parse)
        parsers.append(ColumnParser(name, parse))
    compose = composers.get(fact.kind, lambda chunk, hashes: {})
    always = tuple(name for name, field in rule.fields.items() if not field.later)
    later = tuple(name for name, field in rule.fields.items() if field.later)
    return FileParser(fact, always, later, tuple(parsers), compose, sealer)


def _station_columns(chunk: Chunked) -> dict[str, list[str]]:
    lonlat, frames = _positions(chunk, refuse=True)
    return {"lon": _floats(lonlat[:, 0]), "lat": _floats(lonlat[:, 1]), "delivered_frame": frames}


def _specialist_columns(chunk: Chunked, sealer: Sealer) -> dict[str, list[str]]:
    numbers = [number.strip() for number in chunk.get("staff_no")]
    lonlat, _ = _positions(chunk, refuse=False)
    names = [name.strip() for name in chunk.get("name")]
    homes = [f"{lon:.7f},{lat:.7f}" if np.isfinite(lon) else "" for lon, lat in lonlat]
    return {
        "name_sealed": sealer.sealed(names, "book.specialist.name", numbers),
        "name_masked": [name[:1] + "*" * max(len(name) - 1, 0) for name in names],
        "home_address_sealed": sealer.sealed(
            chunk.get("home_address"), "book.specialist.home_address", numbers
        ),
        "home_position_sealed": sealer.sealed(homes, "book.specialist.home_position", numbers),
    }


def _positions(chunk: Chunked, *, refuse: bool) -> tuple[NDArray[np.float64], list[str]]:
    """The positions in WGS-84 (NaN where there is none) and the frames in which they were delivered."""
    lonlat = np.full((len(chunk), 2), np.nan)
    frames = [NULL] * len(chunk)
    instead = None if refuse else NULL
    for row, delivered in enumerate(zip(chunk.get("lon"), chunk.get("lat"), chunk.get("frame"), strict=True)):
        lon, lat, frame = number_text(delivered[0]), number_text(delivered[1]), frame_text(delivered[2])
        for name, parsed in (("lon", lon), ("lat", lat), ("frame", frame)):
            if isinstance(parsed, Fault):
                chunk.add(row, name, Fault(parsed.code, parsed.detail, instead))
        if isinstance(lon, Fault) or isinstance(lat, Fault) or isinstance(frame, Fault) or NULL in (lon, lat):
            continue
        position = float(lon), float(lat)
        if not (abs(position[0]) <= 180 and abs(position[1]) <= 90) or position == (0.0, 0.0):
            chunk.add(
                row, "lon", Fault("import.impossible_position", f"There is no place {lon}, {lat}.", instead)
            )
            continue
        lonlat[row], frames[row] = position, frame
    for frame in Frame:
        rows = [row for row, name in enumerate(frames) if name == frame.value]
        if rows:
            lonlat[rows] = to_wgs84(lonlat[rows], frame)
    return lonlat, frames


def _floats(values: NDArray[np.float64]) -> list[str]:
    return [f"{value:.7f}" if np.isfinite(value) else NULL for value in values]
