"""Keys for map programs, and what OGC API - Features answers to them."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import shapely
from starlette.testclient import TestClient

from gridward.identity.contract import Role
from gridward.identity.map_keys import LASTS, MOST_KEYS
from gridward.identity.public import set_active, set_password
from gridward.kernel.clock import frozen, now
from gridward.platform.db import in_transaction
from support.field_work import one, rows, signed_in
from support.maps import account, basic, key_for
from support.published import cell_ids, lead_of_cell
from support.work import move_to_new_station

CELLS, CUSTOMERS = "/ogc/collections/cells-tinglan", "/ogc/collections/customers-tinglan"
Reads = Callable[..., Any]


@pytest.fixture
def ops(worked_url: str) -> Iterator[TestClient]:
    """Somebody from ops, signed in."""
    account(worked_url, "ops", Role.OPS)
    with signed_in(worked_url, "ops") as client:
        yield client


@pytest.fixture
def reads(nobody: TestClient, ops: TestClient) -> Reads:
    """What the map program of somebody from ops gets, with points."""
    header = basic(*key_for(ops, points=True))

    def get(path: str, **query: Any) -> Any:
        answer = nobody.get(path, params=query, headers=header)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return get


def _links(document: Any) -> dict[str, str]:
    return {link["rel"]: link["href"] for link in document["links"]}


def test_everything_is_found_from_the_landing_page(nobody: TestClient, reads: Reads) -> None:
    start = _links(reads("/ogc"))
    assert reads("/ogc/") == reads("/ogc")
    for rel in ("self", "service-desc", "conformance", "data"):
        assert reads(urlsplit(start[rel]).path)
    conforms = reads("/ogc/conformance")["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in conforms
    described = reads("/ogc/api")
    assert "/collections/{collection_id}/items" in described["paths"] and described["security"]
    listed = reads("/ogc/collections")["collections"]
    assert [one["id"] for one in listed] == ["cells-tinglan", "customers-tinglan"]
    for one_ in listed:
        west, south, east, north = one_["extent"]["spatial"]["bbox"][0]
        assert west < east and south < north
        assert reads(urlsplit(_links(one_)["self"]).path) == one_
        page = reads(urlsplit(_links(one_)["items"]).path, limit=1)
        item = page["features"][0]
        alone = reads(f"{urlsplit(_links(one_)['items']).path}/{item['id']}")
        assert alone["geometry"] == item["geometry"] and set(_links(alone)) == {"self", "collection"}
    # It is not a page of the application, and not one of its addresses.
    assert nobody.get("/ogc/nothing").status_code == 404
    assert not [path for path in nobody.get("/api/openapi.json").json()["paths"] if "/ogc" in path]


def test_pages_say_how_many_there_are_and_where_the_next_is(nobody: TestClient, ops: TestClient) -> None:
    header = basic(*key_for(ops))
    address, seen = f"{CELLS}/items?limit=4", []
    while address:
        answer = nobody.get(address, headers=header)
        assert answer.headers["content-type"] == "application/geo+json"
        page = answer.json()
        seen.append([one_["id"] for one_ in page["features"]])
        assert page["numberReturned"] == len(page["features"])
        assert page.get("numberMatched") == (6 if len(seen) == 1 else None)
        address = _links(page).get("next", "")
    assert seen == [[1, 2, 3, 4], [5, 6]]


def test_features_are_chosen_by_box_and_property(worked_url: str, reads: Reads) -> None:
    shapes = {
        number: shapely.from_wkb(shape)
        for number, shape in rows(worked_url, "SELECT number, geometry FROM grids.cell")
    }
    # The corner of a cell's own box, in which the cell itself is not.
    west, south, east, north = shapes[2].bounds
    corners = [
        shapely.box(x, y, x + 1e-6, y + 1e-6) for x in (west, east - 1e-6) for y in (south, north - 1e-6)
    ]
    corner = next(box for box in corners if not shapes[2].intersects(box))
    found = reads(f"{CELLS}/items", bbox=",".join(map(str, corner.bounds)))
    assert 2 not in [one_["id"] for one_ in found["features"]] and "numberMatched" not in found
    assert [one_["id"] for one_ in reads(f"{CELLS}/items", number=3)["features"]] == [3]
    name = one(worked_url, "SELECT name FROM grids.cell WHERE number = 5")
    assert [one_["id"] for one_ in reads(f"{CELLS}/items", name=name)["features"]] == [5]
    assert len(reads(f"{CELLS}/items", datetime="2026-01-01/..")["features"]) == 6
    people = reads(f"{CUSTOMERS}/items", cell=3, kind="orphan", limit=1000)["features"]
    assert len(people) == one(worked_url, "SELECT load FROM grids.cell WHERE number = 3")
    assert {(one_["properties"]["cell"], one_["properties"]["kind"]) for one_ in people} == {(3, "orphan")}
    lon, lat = people[0]["geometry"]["coordinates"]
    near = reads(f"{CUSTOMERS}/items", bbox=f"{lon},{lat},{lon},{lat}", limit=1000)["features"]
    assert {tuple(one_["geometry"]["coordinates"]) for one_ in near} == {(lon, lat)}
    around = reads(f"{CUSTOMERS}/items", bbox=f"{lon},{lat},{lon - 1},{lat}", limit=1000)["features"]
    assert {one_["id"] for one_ in near} <= {one_["id"] for one_ in around}


@pytest.mark.parametrize(
    "query",
    [
        {"bbox": "1,2,3"},
        {"bbox": "a,b,c,d"},
        {"bbox": "0,nan,1,1"},
        {"bbox": "0,9,1,1"},
        {"limit": "0"},
        {"limit": "many"},
        {"after": "-2"},
        {"datetime": "yesterday"},
        {"datetime": "../.."},
        {"colour": "red"},
        {"kind": "orphan"},
    ],
)
def test_what_cannot_be_understood_is_answered_with_400(
    nobody: TestClient, ops: TestClient, query: dict[str, str]
) -> None:
    answer = nobody.get(f"{CELLS}/items", params=query, headers=basic(*key_for(ops)))
    assert (answer.status_code, answer.json()["code"]) == (400, "ogc.query")


def test_more_than_a_page_holds_is_no_mistake(reads: Reads) -> None:
    assert reads(f"{CELLS}/items", limit=10**6)["numberReturned"] == 6


def test_customers_come_without_names_and_each_page_is_recorded(worked_url: str, reads: Reads) -> None:
    page = reads(f"{CUSTOMERS}/items", limit=5)
    assert {frozenset(one_["properties"]) for one_ in page["features"]} == {
        frozenset({"cell", "community", "kind", "state", "tier", "placed"})
    }
    reads(f"{CUSTOMERS}/items/{page['features'][0]['id']}")
    me = one(worked_url, "SELECT id FROM identity.account WHERE login = 'ops'")
    read = rows(
        worked_url,
        "SELECT actor, row_key FROM audit.entry WHERE operation = 'read' AND relation = 'census.placement' ORDER BY id",
    )
    assert read == [(f"account {me}", "1"), (f"account {me}", f"1/{page['features'][0]['id']}")]


def test_a_point_of_ones_own_is_exact_only_for_who_may_see_addresses(
    worked_url: str, nobody: TestClient, reads: Reads
) -> None:
    person = one(worked_url, "SELECT min(person_id) FROM census.home WHERE kind = 'orphan'")
    rows(
        worked_url,
        """UPDATE census.placement SET community_id = NULL, lon = 121.123456, lat = 31.654321, precision = 'manual'
           WHERE customer_id = (SELECT customer_id FROM census.home WHERE person_id = %s) RETURNING 1""",
        person,
    )
    mine = reads(f"{CUSTOMERS}/items/{person}")
    assert (mine["geometry"]["coordinates"], mine["properties"]["placed"]) == (
        [121.123456, 31.654321],
        "point",
    )
    account(worked_url, "auditor", Role.AUDITOR)
    with signed_in(worked_url, "auditor") as client:
        header = basic(*key_for(client, points=True))
    his = nobody.get(f"{CUSTOMERS}/items/{person}", headers=header).json()
    assert (his["geometry"]["coordinates"], his["properties"]["placed"]) == ([121.12, 31.65], "about")
    # A small box around the exact point must not tell more than the answer does.
    for box, found in (("121.1234,31.6543,121.1235,31.6544", False), ("121.12,31.65,121.12,31.65", True)):
        page = nobody.get(f"{CUSTOMERS}/items", params={"bbox": box}, headers=header).json()
        assert (person in [one_["id"] for one_ in page["features"]]) is found


def test_who_leads_some_cells_reads_those(worked_url: str, nobody: TestClient) -> None:
    own, *_, other = cell_ids(worked_url)
    move_to_new_station(worked_url, [own])
    numbers = dict(rows(worked_url, "SELECT id, number FROM grids.cell"))
    stranger = one(
        worked_url,
        """SELECT min(s.person_id) FROM grids.membership m JOIN census.customer_standing s USING (customer_id)
           WHERE m.cell_id = %s""",
        other,
    )
    with signed_in(worked_url, lead_of_cell(worked_url, own)) as client:
        header = basic(*key_for(client, points=True))
    cells = nobody.get(f"{CELLS}/items", headers=header).json()
    assert ([one_["id"] for one_ in cells["features"]], cells["numberMatched"]) == ([numbers[own]], 1)
    people = nobody.get(f"{CUSTOMERS}/items?limit=1000", headers=header).json()
    assert {one_["properties"]["cell"] for one_ in people["features"]} == {numbers[own]}
    for path in (f"{CELLS}/items/{numbers[other]}", f"{CUSTOMERS}/items/{stranger}"):
        answer = nobody.get(path, headers=header)
        assert (answer.status_code, answer.json()["code"]) == (404, "ogc.no_feature")


def test_a_key_of_cells_shows_no_customers(nobody: TestClient, ops: TestClient) -> None:
    header = basic(*key_for(ops))
    assert [one_["id"] for one_ in nobody.get("/ogc/collections", headers=header).json()["collections"]] == [
        "cells-tinglan"
    ]
    answer = nobody.get(f"{CUSTOMERS}/items", headers=header)
    assert (answer.status_code, answer.json()["code"]) == (404, "ogc.no_collection")


def test_without_a_key_of_ones_own_nothing_is_read(nobody: TestClient, ops: TestClient) -> None:
    login, key = key_for(ops)
    headers: list[dict[str, str]] = [
        {}, {"authorization": "Bearer x"}, {"authorization": "Basic !"}, {"authorization": "Basic eA=="},
    ]  # fmt: skip
    for header in headers:
        answer = nobody.get("/ogc", headers=header)
        assert (answer.status_code, answer.json()["code"]) == (401, "map_key.required")
        assert answer.headers["www-authenticate"].startswith("Basic ")
    for user, password in ((login, "wrong"), ("somebody", key)):
        answer = nobody.get("/ogc", headers=basic(user, password))
        assert (answer.status_code, answer.json()["code"]) == (401, "map_key.wrong")
    # A session opens no maps, and a key opens nothing else.
    assert ops.get("/ogc").status_code == 401
    assert nobody.get("/api/v1/session", headers=basic(login, key)).status_code == 401


def test_wrong_keys_are_slowed_down_and_lock_nobody_out(nobody: TestClient, ops: TestClient) -> None:
    login, key = key_for(ops)
    statuses = [nobody.get("/ogc", headers=basic(login, f"wrong {n}")).status_code for n in range(12)]
    assert statuses == [401] * 10 + [429] * 2
    answer = nobody.get("/ogc", headers=basic(login, "wrong"))
    assert answer.json()["code"] == "map_key.locked" and int(answer.headers["retry-after"]) > 0
    assert nobody.get("/ogc", headers=basic(login, key)).status_code == 200
    signed = nobody.post("/api/v1/session", json={"login": login, "password": "correct horse battery"})
    assert signed.status_code == 201


def test_a_key_ends_when_it_is_withdrawn_or_too_old(nobody: TestClient, ops: TestClient) -> None:
    header = basic(*key_for(ops))
    assert nobody.get("/ogc", headers=header).status_code == 200
    (shown,) = ops.get("/api/v1/map-keys").json()["items"]
    assert shown["last_used_at"] is not None and "key" not in shown and "key_hash" not in shown
    with frozen(now() + LASTS - timedelta(minutes=1)):
        assert nobody.get("/ogc", headers=header).status_code == 200
    with frozen(now() + LASTS + timedelta(minutes=1)):
        assert nobody.get("/ogc", headers=header).status_code == 401
    assert ops.delete(f"/api/v1/map-keys/{shown['id']}").status_code == 204
    assert nobody.get("/ogc", headers=header).status_code == 401
    assert ops.delete(f"/api/v1/map-keys/{shown['id']}").json()["code"] == "map_key.not_found"
    assert ops.get("/api/v1/map-keys").json()["items"] == []


@pytest.mark.parametrize("what", ["password", "inactive"])
def test_a_key_ends_with_the_password_and_with_the_account(
    worked_url: str, nobody: TestClient, ops: TestClient, what: str
) -> None:
    header = basic(*key_for(ops))
    if what == "password":
        asyncio.run(
            in_transaction(worked_url, lambda session: set_password(session, "ops", "another long one"))
        )
    else:
        asyncio.run(in_transaction(worked_url, lambda session: set_active(session, "ops", False)))
        asyncio.run(in_transaction(worked_url, lambda session: set_active(session, "ops", True)))
    assert nobody.get("/ogc", headers=header).status_code == 401


def test_nobody_has_more_than_a_few_keys(worked_url: str, ops: TestClient) -> None:
    for _ in range(MOST_KEYS):
        key_for(ops)
    answer = ops.post("/api/v1/map-keys", json={"name": "QGIS"})
    assert (answer.status_code, answer.json()["code"]) == (409, "map_key.too_many")
    assert (
        one(worked_url, "SELECT count(*) FROM audit.entry WHERE relation = 'identity.map_key'") == MOST_KEYS
    )


def test_who_may_not_see_grids_any_more_reads_nothing(
    worked_url: str, nobody: TestClient, ops: TestClient
) -> None:
    header = basic(*key_for(ops, points=True))
    rows(worked_url, "UPDATE identity.account SET roles = '{seat}' WHERE login = 'ops' RETURNING 1")
    answer = nobody.get("/ogc", headers=header)
    assert (answer.status_code, answer.json()["code"]) == (403, "access.denied")
