"""A plan's stations: proposed for any number, kept as ops wants them, opened when the plan is published."""

import psycopg
from starlette.testclient import TestClient

from gridward.kernel.clock import today
from support.field_work import rows
from support.published import build

from .conftest import SignIn


def _propose(client: TestClient, plan: str, number: int | None = None) -> dict:
    answer = client.get(
        f"/api/v1/plans/{plan}/stations", params={} if number is None else {"stations": number}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_more_stations_shorten_the_way(sign_in: SignIn, city_url: str) -> None:
    ops = sign_in("ops")
    plan = str(build(city_url, cells=6))
    found = _propose(ops, plan, 2)
    assert (found["stations"], found["open"], found["usual"], found["wished"]) == (2, 0, 1, [])
    numbers = [one["stations"] for one in found["choices"]]
    assert numbers == sorted(numbers) and {1, 2, 3} <= set(numbers)
    way = [one["mean_way_m"] for one in found["choices"]]
    assert way == sorted(way, reverse=True)
    chosen = [one for one in found["candidates"] if one["chosen"]]
    (own,) = (one["monthly_cost"] for one in found["choices"] if one["stations"] == 2)
    assert own == sum(one["monthly_cost"] for one in chosen)
    assert len(chosen) == 2 and sorted(cell for one in chosen for cell in one["cells"]) == [1, 2, 3, 4, 5, 6]
    assert sum(one["customers"] for one in chosen) == ops.get(f"/api/v1/plans/{plan}").json()["customers"]
    assert all(one["covered"] > 0 or one["covered_way_m"] is None for one in found["candidates"])


def test_the_stations_that_are_kept_are_opened(sign_in: SignIn, city_url: str) -> None:
    ops = sign_in("ops")
    plan = str(build(city_url, cells=6))
    address = f"/api/v1/plans/{plan}/stations"
    # Not those that the program would take.
    other = [one["station_no"] for one in _propose(ops, plan, 1)["candidates"] if not one["chosen"]][:2]
    kept = ops.put(address, json={"station_nos": other, "revision": 0}).json()
    assert kept == {"wished": sorted(other), "wished_closing": [], "revision": 1}
    shown = _propose(ops, plan)
    assert {one["station_no"] for one in shown["candidates"] if one["chosen"]} == set(other)

    late = ops.put(address, json={"station_nos": [], "revision": 0})
    assert (late.status_code, late.json()["code"]) == (409, "plan.changed")
    unknown = ops.put(address, json={"station_nos": ["nowhere"]})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "station.unknown")

    published = ops.post(f"/api/v1/plans/{plan}/publish", json={"effective_from": today().isoformat()})
    assert published.json()["stations"] == 2
    opened = rows(city_url, "SELECT station_no FROM stations.station ORDER BY 1")
    assert [number for (number,) in opened] == sorted(other)
    ended = ops.put(address, json={"station_nos": []})
    assert (ended.status_code, ended.json()["code"]) == (409, "plan.wrong_status")
    # Open ones stay, unless fewer are asked for.
    later = str(build(city_url, cells=6))
    assert [_propose(ops, later, number)["stations"] for number in (None, 1)] == [2, 1]
    assert (_propose(ops, later)["open"], _propose(ops, later)["closings"]) == (2, [])


def test_a_city_without_candidates_says_so(sign_in: SignIn, city_url: str) -> None:
    with psycopg.connect(city_url) as connection:
        connection.execute("DELETE FROM book.station")
    found = _propose(sign_in("ops"), str(build(city_url, cells=3)))
    assert (found["stations"], found["candidates"], found["choices"]) == (0, [], [])
