"""Cities in the database, read and written by batches (psycopg)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import psycopg
import shapely
from numpy.typing import NDArray

from gridward.city.contract import CityFrame, city_not_found
from gridward.geo.projection import Projection


@dataclass(frozen=True)
class Layer:
    """Geometries of one kind with a name and a category each."""

    kind: str
    names: Sequence[str]
    names_en: Sequence[str]
    categories: Sequence[str]
    geometry: NDArray[np.object_]


def load_city(connection: psycopg.Connection, code: str) -> CityFrame:
    """The city with this code. Raises `city.not_found`."""
    return _load(connection, "code", code)


def load_city_by_id(connection: psycopg.Connection, city_id: int) -> CityFrame:
    """The city with this number. Raises `city.not_found`."""
    return _load(connection, "id", city_id)


def _load(connection: psycopg.Connection, column: str, value: str | int) -> CityFrame:
    assert column in {"code", "id"}
    city = connection.execute(
        f"SELECT id, code, name, epsg FROM city.city WHERE {column} = %s",
        [value],
    ).fetchone()
    if city is None:
        raise city_not_found(str(value))
    rows = connection.execute(
        "SELECT id, name, geometry FROM city.district WHERE city_id = %s ORDER BY id", [city[0]]
    ).fetchall()
    index = {row[0]: number for number, row in enumerate(rows)}
    aliases = connection.execute(
        "SELECT alias, district_id FROM city.district_alias WHERE city_id = %s ORDER BY alias", [city[0]]
    ).fetchall()
    return CityFrame(
        id=city[0],
        code=city[1],
        name=city[2],
        projection=Projection(city[3]),
        district_ids=np.array([row[0] for row in rows], np.int64),
        districts=tuple(row[1] for row in rows),
        polygons=np.array([shapely.from_wkb(row[2]) for row in rows], dtype=object),
        aliases={alias: index[district] for alias, district in aliases},
    )


def load_layer(connection: psycopg.Connection, city_id: int, kind: str) -> Layer:
    """The features of one kind, in the order of delivery."""
    rows = connection.execute(
        """SELECT name, name_en, category, geometry FROM city.feature
           WHERE city_id = %s AND kind = %s ORDER BY id""",
        [city_id, kind],
    ).fetchall()
    shapes = np.array([shapely.from_wkb(row[3]) for row in rows], dtype=object)
    names, names_en, categories = ([row[field] for row in rows] for field in range(3))
    return Layer(kind, names, names_en, categories, shapes)


def save_city(
    connection: psycopg.Connection, code: str, name: str, name_en: str, epsg: int, bounds: Sequence[float]
) -> int:
    """Insert or update a city; returns its number."""
    row = connection.execute(
        """INSERT INTO city.city (code, name, name_en, epsg, west, south, east, north)
           VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
           ON CONFLICT (code) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, epsg = excluded.epsg,
               west = excluded.west, south = excluded.south, east = excluded.east, north = excluded.north, updated_at = now()
           RETURNING id""",
        [code, name, name_en, epsg, *bounds],
    ).fetchone()
    assert row is not None
    return int(row[0])


def save_districts(
    connection: psycopg.Connection,
    city_id: int,
    names: Sequence[str],
    names_en: Sequence[str],
    adcodes: Sequence[str],
    shapes: NDArray[np.object_],
) -> list[str]:
    """Insert or update districts by name; returns the names that are stored but no longer delivered (they are kept)."""
    boxes = shapely.bounds(shapes).tolist()
    for name, name_en, adcode, shape, box in zip(names, names_en, adcodes, shapes, boxes, strict=True):
        connection.execute(
            """INSERT INTO city.district AS d (city_id, name, name_en, adcode, geometry, west, south, east, north)
               VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
               ON CONFLICT (city_id, name) DO UPDATE SET name_en = excluded.name_en, adcode = excluded.adcode,
                   geometry = excluded.geometry, west = excluded.west, south = excluded.south,
                   east = excluded.east, north = excluded.north
               WHERE (d.geometry, d.adcode, d.name_en)
                   IS DISTINCT FROM (excluded.geometry, excluded.adcode, excluded.name_en)""",
            [city_id, name, name_en, adcode, shapely.to_wkb(shape), *box],
        )
    gone = connection.execute(
        "SELECT name FROM city.district WHERE city_id = %s AND name <> ALL(%s) ORDER BY name",
        [city_id, list(names)],
    ).fetchall()
    return [row[0] for row in gone]


def save_layer(connection: psycopg.Connection, city_id: int, layer: Layer) -> None:
    """Replace the city's features of one kind, unless they are the same already."""
    stored = load_layer(connection, city_id, layer.kind)
    if _content(stored) == _content(layer):
        return
    connection.execute("DELETE FROM city.feature WHERE city_id = %s AND kind = %s", [city_id, layer.kind])
    with connection.cursor().copy(
        "COPY city.feature (city_id, kind, name, name_en, category, geometry, west, south, east, north) FROM STDIN"
    ) as copy:
        boxes = shapely.bounds(layer.geometry).tolist()
        for *texts, shape, box in zip(
            layer.names, layer.names_en, layer.categories, layer.geometry, boxes, strict=True
        ):
            copy.write_row((city_id, layer.kind, *texts, shapely.to_wkb(shape), *box))


def save_aliases(connection: psycopg.Connection, city_id: int, aliases: dict[str, int], source: str) -> None:
    """Replace the aliases that come from one source; `aliases` maps a name to a district's number."""
    connection.execute(
        "DELETE FROM city.district_alias WHERE city_id = %s AND source = %s", [city_id, source]
    )
    for alias, district_id in sorted(aliases.items()):
        connection.execute(
            """INSERT INTO city.district_alias (city_id, alias, district_id, source) VALUES (%s, %s, %s, %s)
               ON CONFLICT DO NOTHING""",
            [city_id, alias, district_id, source],
        )


def _content(layer: Layer) -> tuple[object, ...]:
    shapes = shapely.to_wkb(layer.geometry) if len(layer.geometry) else ()
    return (*map(tuple, (layer.names, layer.names_en, layer.categories)), tuple(shapes))
