"""The gazetteer of a city's communities: stored in WGS-84, each checked against the district that it states."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import psycopg
from numpy.typing import NDArray

from gridward.city.contract import CityFrame, short_forms
from gridward.city.store import load_city_by_id, save_aliases
from gridward.geo.frame_detection import FrameVerdict, detect_frame
from gridward.geo.frames import Frame, to_wgs84
from gridward.kernel.errors import Invalid
from gridward.kernel.places import normal_name

_ALIAS_ROWS = 10
_ALIAS_SHARE = 0.8


@dataclass(frozen=True)
class DeliveredCommunities:
    """Communities as delivered, one entry each."""

    names: list[str]
    districts: list[str]
    """As stated: may be short, or a district that was merged into another."""
    circles: list[str]
    lonlat: NDArray[np.float64]
    """(n, 2) degrees in the frame of each."""
    frames: list[Frame]


@dataclass(frozen=True)
class StoredCommunities:
    """What storing them did."""

    added: int
    updated: int
    unchanged: int
    doubts: dict[int, str]
    """Index of each doubtful community: `other_district`, `outside_city` or `unknown_district`."""


def save_communities(
    connection: psycopg.Connection,
    city: CityFrame,
    delivered: DeliveredCommunities,
    *,
    trust_frame: bool = False,
) -> StoredCommunities:
    """Insert or update a city's communities. Raises `gazetteer.wrong_frame` where the positions contradict their frame."""
    lonlat = _in_wgs84(delivered)
    where = city.locate(lonlat)
    city = _learn_aliases(connection, city, delivered.districts, where)
    stated = np.array([city.district_index(name) for name in delivered.districts], np.int64)
    if not trust_frame:
        _check_frames(city, delivered, stated)
    checks, doubts = _judge(delivered.districts, stated, where)
    with connection.cursor() as cursor:
        cursor.execute(
            """CREATE TEMP TABLE delivered_community (name text, normal_name text, stated_district text, ordinal smallint,
                district_id integer, circle text, lon float8, lat float8, delivered_frame text, position_check text)
               ON COMMIT DROP"""
        )
        seen: Counter[tuple[str, str]] = Counter()
        with cursor.copy("COPY delivered_community FROM STDIN") as copy:
            for index, name in enumerate(delivered.names):
                key = name, delivered.districts[index]
                seen[key] += 1
                district = int(city.district_ids[where[index]]) if where[index] >= 0 else None
                position = (float(lonlat[index, 0]), float(lonlat[index, 1]))
                copy.write_row(
                    (name, normal_name(name), key[1], seen[key], district, delivered.circles[index], *position,
                     delivered.frames[index].value, checks[index])
                )  # fmt: skip
        row = cursor.execute(_MERGE, {"city": city.id}).fetchone()
        cursor.execute("DROP TABLE delivered_community")
    assert row is not None
    return StoredCommunities(row[0], row[1], len(delivered.names) - row[0] - row[1], doubts)


_MERGE = """
    WITH merged AS (
        INSERT INTO city.community AS c (city_id, name, normal_name, stated_district, ordinal, district_id, circle, lon, lat,
            delivered_frame, position_check)
        SELECT %(city)s, name, normal_name, stated_district, ordinal, district_id, circle, lon, lat, delivered_frame,
            position_check
        FROM delivered_community
        ON CONFLICT (city_id, name, stated_district, ordinal) DO UPDATE SET normal_name = excluded.normal_name,
            district_id = excluded.district_id, circle = excluded.circle, lon = excluded.lon, lat = excluded.lat,
            delivered_frame = excluded.delivered_frame, position_check = excluded.position_check
        WHERE (c.normal_name, c.district_id, c.circle, c.lon, c.lat, c.delivered_frame, c.position_check)
            IS DISTINCT FROM (excluded.normal_name, excluded.district_id, excluded.circle, excluded.lon, excluded.lat,
                excluded.delivered_frame, excluded.position_check)
        RETURNING (xmax = 0) AS is_new)
    SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM merged
"""


def _in_wgs84(delivered: DeliveredCommunities) -> NDArray[np.float64]:
    lonlat = delivered.lonlat.copy()
    frames = np.array([frame.value for frame in delivered.frames])
    for frame in Frame:
        rows = frames == frame.value
        lonlat[rows] = to_wgs84(lonlat[rows], frame)
    return lonlat


def _learn_aliases(
    connection: psycopg.Connection, city: CityFrame, districts: list[str], where: NDArray[np.int64]
) -> CityFrame:
    """A stated district that is none of the city's was merged into the one in which nearly all its communities lie."""
    learned: dict[str, int] = {}
    unknown = {name for name in districts if name and city.district_index(name) < 0}
    for name in sorted(unknown):
        inside = where[[index for index, stated in enumerate(districts) if stated == name]]
        counts = Counter(inside[inside >= 0].tolist())
        if len(inside) >= _ALIAS_ROWS and counts:
            district, times = counts.most_common(1)[0]
            if times >= _ALIAS_SHARE * len(inside):
                stem = name.removesuffix("区").removesuffix("县")
                for form in {name, stem, f"{stem}区", *short_forms(name)}:
                    learned[form] = int(city.district_ids[district])
    if not learned:
        return city
    save_aliases(connection, city.id, learned, "inferred")
    return load_city_by_id(connection, city.id)


def _check_frames(city: CityFrame, delivered: DeliveredCommunities, stated: NDArray[np.int64]) -> None:
    frames = np.array([frame.value for frame in delivered.frames])
    for frame in Frame:
        rows = frames == frame.value
        if not rows.any():
            continue
        verdict = detect_frame(delivered.lonlat[rows], stated[rows], city.polygons)
        if verdict.determined and verdict.best is not frame:
            raise _wrong_frame(frame, verdict)


def _wrong_frame(declared: Frame, verdict: FrameVerdict) -> Invalid:
    share = {one.frame: one.in_stated_district for one in verdict.evidence}
    return Invalid(
        "gazetteer.wrong_frame",
        f"The positions are said to be {declared}, but they are {verdict.best}: as {declared} "
        f"{share[declared]:.1%} of them lie in their stated district, as {verdict.best} {share[verdict.best]:.1%}.",
        f"Correct the frame in the file, or import with --gazetteer-frame {verdict.best}.",
        declared=declared.value,
        found=verdict.best.value,
    )


def _judge(
    districts: list[str], stated: NDArray[np.int64], where: NDArray[np.int64]
) -> tuple[list[str], dict[int, str]]:
    checks, doubts = [], {}
    for index, (name, says, lies) in enumerate(zip(districts, stated.tolist(), where.tolist(), strict=True)):
        if lies < 0:
            check = doubt = "outside_city"
        elif says < 0:
            check, doubt = "unknown", "unknown_district" if name else ""
        elif says != lies:
            check = doubt = "other_district"
        else:
            check, doubt = "agrees", ""
        checks.append(check)
        if doubt:
            doubts[index] = doubt
    return checks, doubts
