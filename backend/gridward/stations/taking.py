"""Taking candidates for stations into a city: all that can be taken in one transaction, or a look at what would be."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import psycopg
from psycopg.rows import dict_row

from gridward.city.public import load_city_by_id
from gridward.geo.frames import Frame
from gridward.kernel.clock import now, today
from gridward.kernel.errors import Conflict, Invalid, NotFound
from gridward.stations.candidate_files import read_candidate_file
from gridward.stations.candidate_rows import CANDIDATES
from gridward.stations.examining import Candidate, Examined, Row, examine

_KNOWN = f"""
    SELECT c.station_no, c.name, c.lon, c.lat, c.delivered_frame, c.capacity, c.monthly_cost,
        s.id IS NOT NULL AND (s.closed_on IS NULL OR s.closed_on > %(day)s) AS open
    FROM {CANDIDATES} c LEFT JOIN stations.station s USING (city_id, station_no) WHERE city_id = %(city)s"""
# Also those that are no candidates any more: a station that was open under one keeps its days and cells.
_NUMBERS = """
    SELECT station_no FROM stations.own_candidate WHERE city_id = %(city)s
    UNION SELECT station_no FROM book.station WHERE city_id = %(city)s"""
_PUT = """
    INSERT INTO stations.own_candidate (city_id, station_no, name, lon, lat, delivered_frame, capacity, monthly_cost,
        changed_by, changed_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (city_id, station_no) DO UPDATE SET name = excluded.name, lon = excluded.lon, lat = excluded.lat,
        delivered_frame = excluded.delivered_frame, capacity = excluded.capacity, monthly_cost = excluded.monthly_cost,
        removed = false, changed_by = excluded.changed_by, changed_at = excluded.changed_at"""
_REMOVE = """
    UPDATE stations.own_candidate SET removed = true, changed_by = %s, changed_at = %s
    WHERE city_id = %s AND station_no = %s"""
# One that the last plan closed opens again where that is rolled back.
_NEEDED = """
    SELECT FROM stations.station s JOIN grids.plan p ON p.city_id = s.city_id AND p.status = 'published'
    WHERE s.city_id = %s AND s.station_no = %s AND upper(p.effective) IS NULL AND s.opened_on < s.closed_on
        AND s.closed_on >= lower(p.effective)"""
_WISHED = """
    SELECT min(p.version) FROM stations.plan_station w JOIN grids.plan p ON p.id = w.plan_id
    WHERE p.city_id = %s AND w.station_no = %s AND p.status <> 'published'"""


def take_candidates(
    connection: psycopg.Connection, city_id: int, path: Path, frame: Frame, by: str, *, store: bool
) -> Examined:
    """Examine a file of candidates, and take what can be taken; the same file changes nothing a second time.

    Raises what `read_candidate_file` raises.
    """
    rows, unreadable = read_candidate_file(path)
    _lock(connection, city_id)
    examined = _examine(connection, city_id, rows, frame)
    found = Examined(
        examined.new,
        examined.changed,
        examined.unchanged,
        sorted([*examined.refused, *unreadable], key=lambda one: one.line),
    )
    if store:
        _put(connection, city_id, [*found.new, *found.changed], by)
    return found


def add_candidate(connection: psycopg.Connection, city_id: int, row: Row, frame: Frame, by: str) -> str:
    """Take one candidate, under the next free number where it has none; returns that. Raises `station.bad_candidate`."""
    _lock(connection, city_id)
    if not row.station_no:
        taken = {number for (number,) in connection.execute(_NUMBERS, {"city": city_id})}
        row = replace(row, station_no=_free(taken))
    elif row.station_no in _known(connection, city_id)[0]:
        raise bad_candidate("duplicate", row.station_no)
    examined = _examine(connection, city_id, [row], frame)
    for refusal in examined.refused:
        raise bad_candidate(refusal.why.value, refusal.value)
    _put(connection, city_id, examined.new, by)
    return row.station_no


def edit_candidate(
    connection: psycopg.Connection, city_id: int, number: str, name: str, room: str, cost: str, by: str
) -> None:
    """Give a candidate another name, room and cost.

    Raises `station.no_candidate`, `station.is_open` and `station.bad_candidate`.
    """
    _lock(connection, city_id)
    before = _free_to_change(connection, city_id, number)
    row = Row(0, number, name, before.lon, before.lat, Frame.WGS84.value, room, cost)
    examined = _examine(connection, city_id, [row], Frame.WGS84)
    for refusal in examined.refused:
        raise bad_candidate(refusal.why.value, refusal.value)
    _put(connection, city_id, [replace(one, frame=before.frame) for one in examined.changed], by)


def remove_candidate(connection: psycopg.Connection, city_id: int, number: str, by: str) -> None:
    """Let a place be no candidate any more.

    Raises `station.no_candidate`, `station.is_open`, `station.opens_again` and `station.wished_for`.
    """
    _lock(connection, city_id)
    before = _free_to_change(connection, city_id, number)
    if connection.execute(_NEEDED, [city_id, number]).fetchone() is not None:
        raise Conflict(
            "station.opens_again",
            f"{before.name} was closed by the last plan and opens again where that is rolled back.",
            "Leave it among the candidates until another plan is in force.",
            station=before.name,
        )
    wished = connection.execute(_WISHED, [city_id, number]).fetchone()
    if wished is not None and wished[0] is not None:
        raise Conflict(
            "station.wished_for",
            f"Draft {wished[0]} is to have {before.name} as a station.",
            "Choose its stations anew first.",
            station=before.name,
            version=wished[0],
        )
    _put(connection, city_id, [before], by)
    connection.execute(_REMOVE, [by, now(), city_id, number])


def bad_candidate(why: str, value: str) -> Invalid:
    """A candidate that is not taken, as a row of a file would not be."""
    return Invalid(
        "station.bad_candidate",
        f"This candidate cannot be taken: {why} {value}".strip() + ".",
        "Correct it and send it again.",
        why=why,
        value=value,
    )


def _lock(connection: psycopg.Connection, city_id: int) -> None:
    """Nobody else takes or changes candidates of the city, or publishes a plan of it, until the transaction ends."""
    connection.execute("SELECT FROM city.city WHERE id = %s FOR UPDATE", [city_id])


def _known(connection: psycopg.Connection, city_id: int) -> tuple[dict[str, Candidate], frozenset[str]]:
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(_KNOWN, {"city": city_id, "day": today()}).fetchall()
    known = {
        row["station_no"]: Candidate(
            row["station_no"],
            row["name"],
            row["lon"],
            row["lat"],
            Frame(row["delivered_frame"]),
            row["capacity"],
            row["monthly_cost"],
        )
        for row in rows
    }
    return known, frozenset(row["station_no"] for row in rows if row["open"])


def _examine(connection: psycopg.Connection, city_id: int, rows: Sequence[Row], frame: Frame) -> Examined:
    known, opened = _known(connection, city_id)
    return examine(rows, load_city_by_id(connection, city_id), known, opened, frame)


def _free_to_change(connection: psycopg.Connection, city_id: int, number: str) -> Candidate:
    known, opened = _known(connection, city_id)
    if number not in known:
        raise NotFound(
            "station.no_candidate",
            f"The city has no candidate {number}.",
            "Load the candidates again.",
            number=number,
        )
    if number in opened:
        raise Conflict(
            "station.is_open",
            f"{known[number].name} is an open station.",
            "Close it with a plan first.",
            station=known[number].name,
        )
    return known[number]


def _free(taken: set[str]) -> str:
    number = 1
    while (name := f"M{number:03d}") in taken:
        number += 1
    return name


def _put(connection: psycopg.Connection, city_id: int, candidates: Sequence[Candidate], by: str) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            _PUT,
            [
                (
                    city_id,
                    one.station_no,
                    one.name,
                    one.lon,
                    one.lat,
                    one.frame.value,
                    one.capacity,
                    one.monthly_cost,
                    by,
                    now(),
                )
                for one in candidates
            ],
        )
