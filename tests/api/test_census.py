"""The stock in figures and the to-do list over HTTP, against the truth behind the city."""

import csv
from pathlib import Path
from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient

from .conftest import SignIn


@pytest.fixture
def ops(sign_in: SignIn) -> TestClient:
    return sign_in("ops")


def _truth(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "truth" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _todo(client: TestClient, **query: str) -> list[dict[str, Any]]:
    answer = client.get("/api/v1/cities/tinglan/todo", params={"limit": "500", **query})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_the_figures_add_up(ops: TestClient) -> None:
    census = ops.get("/api/v1/cities/tinglan/census").json()
    assert census["customers"] == sum(census["placed"].values()) == sum(census["position_check"].values())
    assert census["customers"] == sum(row["customers"] for row in census["by_district"])
    assert (
        census["persons"] == sum(census["kinds"].values()) == census["customers"] - census["second_records"]
    )
    assert census["policies"] == sum(census["policies_by"].values())
    covered = census["coverage"]["policies"]
    assert (covered["covered"], covered["total"]) == (
        census["policies_by"]["served"],
        census["policies_live"],
    )
    assert census["todo"] == len(_todo(ops)) > 0
    assert census["as_of"] == "2026-11-01"


def test_orphans_are_those_of_the_truth(city_url: str, small_city: Path) -> None:
    truth = {row["policy_no"]: row["served"] == "1" for row in _truth(small_city, "policies.csv")}
    with psycopg.connect(city_url) as connection:
        found = connection.execute(
            """SELECT p.policy_no, s.standing FROM census.policy_standing s JOIN book.policy p ON p.id = s.policy_id
               WHERE s.standing <> 'ended'"""
        ).fetchall()
    wrong = [number for number, standing in found if (standing == "served") != truth[number]]
    assert len(found) > 500 and wrong == []


def test_the_list_is_filtered_and_paged(ops: TestClient) -> None:
    everything = _todo(ops)
    counts = ops.get("/api/v1/cities/tinglan/todo-counts").json()["items"]
    assert sum(row["customers"] for row in counts) == len(everything)
    reason = counts[0]["reason"]
    assert {row["reason"] for row in _todo(ops, reason=reason)} == {reason}
    district = next(row["stated_district"] for row in everything if row["stated_district"])
    assert {row["stated_district"] for row in _todo(ops, district=district)} == {district}
    number = everything[3]["customer_no"]
    assert [row["customer_no"] for row in _todo(ops, q=number)] == [number]
    first = ops.get("/api/v1/cities/tinglan/todo?limit=2").json()
    second = ops.get(f"/api/v1/cities/tinglan/todo?limit=2&cursor={first['next']}").json()
    assert [row["customer_id"] for row in first["items"] + second["items"]] == [
        row["customer_id"] for row in everything[:4]
    ]


def test_a_customer_is_found_by_his_name_though_it_is_encrypted(
    ops: TestClient, city_url: str, small_city: Path
) -> None:
    with (small_city / "extract" / "customers.csv").open(encoding="gbk", newline="") as file:
        header, *rows = list(csv.reader(file))
    names = {
        row[header.index("客户号")]: row[header.index("姓名")] for row in rows if len(row) == len(header)
    }
    waiting = next(row for row in _todo(ops) if len(names[row["customer_no"]]) == 3)
    name = names[waiting["customer_no"]]
    assert waiting["name_masked"] == f"{name[0]}**"
    found = [row["customer_no"] for row in _todo(ops, q=name)]
    assert waiting["customer_no"] in found
    assert all(name in names[number] for number in found)


def test_reading_a_whole_address_is_recorded(ops: TestClient, city_url: str) -> None:
    customer = _todo(ops, reason="no_community")[0]
    detail = ops.get(f"/api/v1/todo/{customer['customer_id']}").json()
    assert detail["address"] and "*" not in detail["address"]
    with psycopg.connect(city_url) as connection:
        entry = connection.execute(
            "SELECT actor, row_key FROM audit.entry WHERE relation = 'book.customer' AND operation = 'read'"
        ).fetchall()
    account = ops.get("/api/v1/session").json()["account_id"]
    assert entry == [(f"account {account}", str(customer["customer_id"]))]


def test_a_customer_is_placed_by_a_suggestion_and_taken_back(ops: TestClient) -> None:
    before = _todo(ops)
    customer = next(row for row in before if row["reason"] in {"no_community", "fuzzy_ambiguous"})
    number = customer["customer_id"]
    detail = ops.get(f"/api/v1/todo/{number}").json()
    best = ops.get("/api/v1/cities/tinglan/communities", params={"q": "苑"}).json()["items"][0]
    placed = ops.put(f"/api/v1/todo/{number}/place", json={"community_id": best["community_id"]}).json()
    assert (placed["precision"], placed["reason"]) == ("manual", None)
    assert placed["point"] == {"lon": best["lon"], "lat": best["lat"]}
    assert number not in {row["customer_id"] for row in _todo(ops)}
    assert ops.get("/api/v1/cities/tinglan/census").json()["placed"]["manual"] == 1
    undone = ops.delete(f"/api/v1/todo/{number}/place").json()
    assert (undone["precision"], undone["reason"]) == (customer["precision"], customer["reason"])
    assert _todo(ops) == before
    assert ops.delete(f"/api/v1/todo/{number}/place").json()["code"] == "todo.not_placed"
    assert detail["suggestions"] == sorted(detail["suggestions"], key=lambda one: -one["score"])


def test_a_customer_is_placed_at_a_point_inside_the_city_only(ops: TestClient) -> None:
    number = _todo(ops)[0]["customer_id"]
    community = ops.get("/api/v1/cities/tinglan/communities", params={"q": "苑"}).json()["items"][0]
    outside = ops.put(f"/api/v1/todo/{number}/place", json={"lon": 10.0, "lat": 50.0})
    assert (outside.status_code, outside.json()["code"]) == (422, "place.outside_city")
    inside = ops.put(f"/api/v1/todo/{number}/place", json={"lon": community["lon"], "lat": community["lat"]})
    assert inside.json()["precision"] == "manual"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "place.one_of"),
        ({"community_id": 1, "lon": 120.0, "lat": 30.0}, "place.one_of"),
        ({"lon": 120.0}, "place.one_of"),
        ({"lon": 500.0, "lat": 30.0}, "input.invalid"),
        ({"community_id": 10**9}, "community.not_found"),
    ],
)
def test_a_place_that_makes_no_sense_is_refused(ops: TestClient, body: dict[str, float], code: str) -> None:
    before = _todo(ops)
    answer = ops.put(f"/api/v1/todo/{before[0]['customer_id']}/place", json=body)
    assert answer.json()["code"] == code and 400 <= answer.status_code < 500
    assert _todo(ops) == before


def test_the_basemap_is_read_in_ranges(ops: TestClient) -> None:
    answer = ops.get("/api/v1/cities/tinglan/basemap.pmtiles", headers={"range": "bytes=0-6"})
    assert (answer.status_code, answer.content) == (206, b"PMTiles")
