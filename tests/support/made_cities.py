"""Cities made from a seed: as jobs for the engine, and in a database with their customers placed."""

import hashlib
from dataclasses import dataclass

import psycopg
import shapely

from gridward.grids.bench.cities import made_job
from gridward.grids.bench.city import EPSG
from gridward.grids.contract import BuildOrder
from gridward.grids.cutting import CityJob, CutCity
from gridward.platform.db import connect
from support.field_work import rows


def job_of(customers: int, cells: int, seed: int) -> CityJob:
    """A city of one district, to be cut into so many cells."""
    return made_job(customers, BuildOrder(cells), seed)


def digest(cut: CutCity) -> str:
    """Of the polygons and of who belongs to which."""
    shapes = shapely.to_wkb(cut.cells.polygons, byte_order=1)
    return hashlib.sha256(b"".join(shapes) + cut.cell_of_place.astype("<i8").tobytes()).hexdigest()


def add(url: str, code: str, customers: int, seed: int) -> int:
    """A city in the database: a building is a community, and everybody is an orphan. Returns its number."""
    job = job_of(customers, 1, seed)
    district = job.city.polygons[0]
    with connect(url, "test") as connection:
        city = _one(
            connection,
            """INSERT INTO city.city (code, name, epsg, west, south, east, north)
               VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id""",
            [code, f"{code}市", EPSG, *shapely.bounds(district).tolist()],
        )
        district_id = _one(
            connection,
            """INSERT INTO city.district (city_id, name, geometry, west, south, east, north)
               VALUES (%s, '造城区', %s, %s, %s, %s, %s) RETURNING id""",
            [city, shapely.to_wkb(district), *shapely.bounds(district).tolist()],
        )
        with connection.cursor() as cursor:
            cursor.executemany(
                """INSERT INTO city.community (city_id, name, normal_name, stated_district, district_id, lon, lat,
                       delivered_frame, position_check) VALUES (%s, %s, %s, '造城区', %s, %s, %s, 'wgs84', 'agrees')""",
                [
                    (city, str(number), str(persons), district_id, lon, lat)
                    for number, ((lon, lat), persons) in enumerate(
                        zip(job.lonlat.tolist(), job.persons.tolist(), strict=True)
                    )
                ],
            )
        # So many customers in each community as its made-up name says.
        connection.execute(
            """INSERT INTO book.customer (city_id, customer_no, name_masked, name_tokens, import_id, row_hash, postcode)
               SELECT c.city_id, c.id || '-' || n, '*', '{}', gen_random_uuid(), gen_random_uuid(), c.id
               FROM city.community c, generate_series(1, c.normal_name::integer) n WHERE c.city_id = %s""",
            [city],
        )
        connection.execute(
            """INSERT INTO census.customer_standing (customer_id, city_id, person_id, person_rule, kind, live_policies,
                   orphan_policies)
               SELECT id, city_id, id, 'single', 'orphan', 1, 1 FROM book.customer WHERE city_id = %s""",
            [city],
        )
        connection.execute(
            """INSERT INTO census.placement (customer_id, city_id, precision, community_id, position_check)
               SELECT id, city_id, 'exact', postcode::bigint, 'agrees' FROM book.customer WHERE city_id = %s""",
            [city],
        )
    return city


@dataclass(frozen=True)
class Plan:
    """A plan of a city as it is stored."""

    city: str
    version: int
    status: str
    problem: str | None
    cells: list[tuple[int, bytes]]
    """Numbers and polygons."""
    members: list[tuple[int, int]]
    """Communities and the numbers of their cells."""


def plans(url: str) -> list[Plan]:
    """All plans, by city and version."""
    return [
        Plan(
            *plan,
            cells=rows(url, "SELECT number, geometry FROM grids.cell WHERE plan_id = %s ORDER BY 1", number),
            members=rows(
                url,
                """SELECT p.community_id, c.number FROM grids.plan_place p JOIN grids.cell c ON c.id = p.cell_id
                   WHERE p.plan_id = %s ORDER BY 1""",
                number,
            ),
        )
        for number, *plan in rows(
            url,
            """SELECT p.id, c.code, p.version, p.status, p.problem ->> 'code' FROM grids.plan p
               JOIN city.city c ON c.id = p.city_id ORDER BY c.code, p.version""",
        )
    ]


def _one(connection: psycopg.Connection, statement: str, values: list[object]) -> int:
    row = connection.execute(statement, values).fetchone()  # type: ignore[arg-type]
    assert row is not None
    return int(row[0])
