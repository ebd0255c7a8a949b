"""A plan's places as vector tiles over HTTP."""

import math

import mapbox_vector_tile
import psycopg
from starlette.testclient import TestClient

from support.field_work import signed_in
from support.published import build, cell_ids, lead_of_cell
from support.work import move_to_new_station

from .conftest import SignIn

_ZOOM = 9


def _tiles(url: str, plan: str) -> list[str]:
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT lon, lat FROM grids.plan_place").fetchall()
    side = 2**_ZOOM
    found = {
        (
            int((lon + 180) / 360 * side),
            int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * side),
        )
        for lon, lat in rows
    }
    return [f"/api/v1/plans/{plan}/places/{_ZOOM}/{x}/{y}.mvt" for x, y in sorted(found)]


def _features(client: TestClient, address: str) -> list[dict]:
    return mapbox_vector_tile.decode(client.get(address).content)["places"]["features"]


def test_all_places_are_in_the_tiles_and_a_known_tile_is_not_sent_again(
    sign_in: SignIn, city_url: str
) -> None:
    ops = sign_in("ops")
    plan = str(build(city_url, cells=3))
    tiles = _tiles(city_url, plan)
    found = [feature for tile in tiles for feature in _features(ops, tile)]
    assert (
        sum(one["properties"]["customers"] for one in found)
        == ops.get(f"/api/v1/plans/{plan}").json()["customers"]
    )
    assert {one["properties"]["cell"] for one in found} == {1, 2, 3}

    answer = ops.get(tiles[0], headers={"accept-encoding": "gzip"})
    assert answer.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    assert answer.headers["cache-control"] == "private, no-cache"
    again = ops.get(tiles[0], headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert ops.get(f"/api/v1/plans/{plan}/places/{_ZOOM}/0/0.mvt").content == b""
    beyond = ops.get(f"/api/v1/plans/{plan}/places/1/2/0.mvt")
    assert (beyond.status_code, beyond.json()["code"]) == (404, "plan.no_tile")


def test_what_is_done_to_a_plan_is_seen_in_its_tiles(sign_in: SignIn, city_url: str) -> None:
    ops = sign_in("ops")
    plan = str(build(city_url, cells=3))
    tile = _tiles(city_url, plan)[0]
    before = ops.get(tile)
    with psycopg.connect(city_url) as connection:
        connection.execute("UPDATE grids.plan_place SET customers = customers + 1")
        connection.execute("UPDATE grids.plan SET revision = revision + 1")
    after = ops.get(tile, headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 200 and after.content != before.content


def test_single_homes_are_in_the_tiles_of_ones_own_cells_only(
    worked_url: str, sign_in_at_work: SignIn
) -> None:
    own, *_ = cell_ids(worked_url)
    move_to_new_station(worked_url, [own])
    with psycopg.connect(worked_url) as connection:
        connection.execute(
            """UPDATE grids.plan_place p SET community_id = NULL, customer_id = m.customer_id
               FROM (SELECT cell_id, min(customer_id) AS customer_id FROM grids.membership GROUP BY 1) m
               WHERE p.id IN (SELECT min(id) FROM grids.plan_place GROUP BY cell_id) AND m.cell_id = p.cell_id"""
        )
        homes = dict(
            connection.execute(
                "SELECT id, cell_id FROM grids.plan_place WHERE customer_id IS NOT NULL"
            ).fetchall()
        )
        row = connection.execute("SELECT id FROM grids.plan").fetchone()
    assert row is not None
    with signed_in(worked_url, lead_of_cell(worked_url, own)) as lead:
        for client, seen in ((lead, {own}), (sign_in_at_work("ops"), set(homes.values()))):
            tiles = _tiles(worked_url, str(row[0]))
            found = {one["id"] for tile in tiles for one in _features(client, tile)}
            assert {homes[one] for one in found & set(homes)} == seen
            assert len(found) > len(homes)
