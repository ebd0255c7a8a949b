"""Drafts edited by hand over HTTP: each kind of edit, undoing and redoing, and what is refused."""

from itertools import combinations
from typing import Any
from uuid import UUID

import psycopg
import pytest
import shapely
from starlette.testclient import TestClient

from gridward.grids.contract import Barrier, BuildOrder, Load
from gridward.grids.public import add_plan, build_plan
from gridward.kernel.clock import today
from gridward.platform.db import connect
from support.edited import state_of, whole
from support.published import build

from .conftest import SignIn


@pytest.fixture
def ops(sign_in: SignIn) -> TestClient:
    return sign_in("ops")


@pytest.fixture
def plan(city_url: str) -> UUID:
    return build(city_url, cells=6)


def _edit(client: TestClient, plan: UUID, revision: int, **edit: Any) -> dict[str, Any]:
    answer = client.post(f"/api/v1/plans/{plan}/edits", json={"revision": revision, "edit": edit})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _refused(client: TestClient, plan: UUID, **edit: Any) -> str:
    """The code with which an edit is refused; nothing changes by it."""
    revision = client.get(f"/api/v1/plans/{plan}").json()["revision"]
    answer = client.post(f"/api/v1/plans/{plan}/edits", json={"revision": revision, "edit": edit})
    assert answer.status_code in {409, 422}, answer.text
    assert client.get(f"/api/v1/plans/{plan}").json()["revision"] == revision
    return str(answer.json()["code"])


def _step(client: TestClient, plan: UUID, step: str, revision: int) -> dict[str, Any]:
    answer = client.post(f"/api/v1/plans/{plan}/edits/{step}", json={"revision": revision})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _at_border(url: str, plan: UUID) -> tuple[int, int, list[float]]:
    """The place nearest to another cell, not alone in its own: its cell, that other cell, and where it is."""
    with psycopg.connect(url) as connection:
        cells = {
            number: shapely.from_wkb(shape)
            for number, shape in connection.execute(
                "SELECT number, geometry FROM grids.cell WHERE plan_id = %s ORDER BY number", [plan]
            )
        }
        places = connection.execute(
            """SELECT c.number, p.lon, p.lat FROM grids.plan_place p JOIN grids.cell c ON c.id = p.cell_id
               WHERE p.plan_id = %s AND c.communities > 3 ORDER BY p.id""",
            [plan],
        ).fetchall()
    way = min(
        (shape.distance(shapely.Point(lon, lat)), own, other, [lon, lat])
        for own, lon, lat in places
        for other, shape in cells.items()
        if other != own
    )
    return way[1], way[2], way[3]


def test_a_stroke_moves_places_and_is_undone_and_redone_to_the_byte(
    ops: TestClient, city_url: str, plan: UUID
) -> None:
    source, target, at = _at_border(city_url, plan)
    before = state_of(city_url, plan)
    ops.post(f"/api/v1/plans/{plan}/review", json={})
    done = _edit(
        ops, plan, 1, kind="move", to=target, stroke={"type": "Point", "coordinates": at}, radius_m=5
    )
    assert done["moved"]["places"] == 1 and done["plan"]["status"] == "draft"
    assert {source, target} <= {one["properties"]["number"] for one in done["cells"]["features"]}
    assert done["history"]["undo"]["params"]["to"] == target and done["history"]["redo"] is None
    after = state_of(city_url, plan)
    assert after != before
    whole(city_url, plan)
    undone = _step(ops, plan, "undo", 2)
    assert undone["moved"] == done["moved"] and undone["history"]["undo"] is None
    assert state_of(city_url, plan) == before
    redone = _step(ops, plan, "redo", 3)
    assert redone["cells"] == done["cells"] and redone["plan"]["quality"] == done["plan"]["quality"]
    assert state_of(city_url, plan) == after
    assert [one["what"] for one in ops.get(f"/api/v1/plans/{plan}/changes").json()] == [
        "redone", "undone", "edited", "reviewed",
    ]  # fmt: skip


def test_all_of_many_edits_is_undone_and_made_again(ops: TestClient, city_url: str, plan: UUID) -> None:
    source, target, at = _at_border(city_url, plan)
    states = [state_of(city_url, plan)]
    spot = {"type": "Point", "coordinates": at}
    for edit in (
        {"kind": "move", "to": target, "stroke": spot, "radius_m": 5},
        {"kind": "lock", "cells": [target], "locked": True},
        {"kind": "split", "cell": source, "parts": 2},
        {"kind": "lock", "cells": [target], "locked": False},
        {"kind": "merge", "cells": [7, source]},
        {"kind": "rename", "cell": 7, "name": "河西"},
    ):
        answer = ops.post(f"/api/v1/plans/{plan}/edits", json={"revision": len(states) - 1, "edit": edit})
        assert answer.status_code == 200, answer.text
        states.append(state_of(city_url, plan))
    whole(city_url, plan)
    revision = len(states) - 1
    for step, wanted in (("undo", states[-2::-1]), ("redo", states[1:])):
        for state in wanted:
            _step(ops, plan, step, revision)
            revision += 1
            assert state_of(city_url, plan) == state


def test_a_new_edit_ends_what_could_be_redone(ops: TestClient, plan: UUID) -> None:
    _edit(ops, plan, 0, kind="rename", cell=1, name="河西")
    _step(ops, plan, "undo", 1)
    done = _edit(ops, plan, 2, kind="lock", cells=[2, 3], locked=True)
    assert [one["kind"] for one in done["history"]["edits"]] == ["lock"]
    assert [one["properties"]["locked"] for one in done["cells"]["features"]] == [True, True]
    assert ops.post(f"/api/v1/plans/{plan}/edits/redo", json={"revision": 3}).json()["code"] == (
        "plan.nothing_to_redo"
    )
    _step(ops, plan, "undo", 3)
    assert ops.post(f"/api/v1/plans/{plan}/edits/undo", json={"revision": 4}).json()["code"] == (
        "plan.nothing_to_undo"
    )


def test_cells_are_merged_and_come_back(ops: TestClient, city_url: str, plan: UUID) -> None:
    source, target, _ = _at_border(city_url, plan)
    before = state_of(city_url, plan)
    done = _edit(ops, plan, 0, kind="merge", cells=[target, source])
    assert done["gone"] == [source] and done["plan"]["cells"] == 5
    assert len(done["deviations"]) == 4
    whole(city_url, plan)
    back = _step(ops, plan, "undo", 1)
    assert back["gone"] == [] and state_of(city_url, plan) == before
    again = _step(ops, plan, "redo", 2)
    assert again["gone"] == [source] and again["plan"]["quality"] == done["plan"]["quality"]


def test_what_cannot_be_done_says_why_and_changes_nothing(ops: TestClient, city_url: str, plan: UUID) -> None:
    source, target, at = _at_border(city_url, plan)
    before = state_of(city_url, plan)
    point = {"type": "Point", "coordinates": at}
    crossed = [[at[0], at[1]], [at[0] + 0.01, at[1] + 0.01], [at[0] + 0.01, at[1]], [at[0], at[1] + 0.01], at]
    everything = {"kind": "move", "to": target, "stroke": point, "radius_m": 20_000}
    for code, edit in {
        "plan.no_such_cells": {"kind": "move", "to": 99, "stroke": point},
        "plan.edit_nothing": {"kind": "move", "to": target},
        "plan.edit_nobody": {"kind": "move", "to": source, "stroke": point, "radius_m": 1},
        "plan.edit_empties": everything,
        "plan.edit_outside": {"kind": "move", "to": 1, "stroke": {"type": "Point", "coordinates": [0, 0]}},
        "plan.edit_crossed": {"kind": "move", "to": 1, "area": {"type": "Polygon", "coordinates": [crossed]}},
        "plan.name_taken": {"kind": "rename", "cell": 1, "name": _names(ops, plan)[1]},
    }.items():
        assert _refused(ops, plan, **edit) == code
    assert state_of(city_url, plan) == before
    _edit(ops, plan, 0, kind="lock", cells=[source], locked=True)
    assert _refused(ops, plan, kind="move", to=target, stroke=point, radius_m=5) == "plan.cell_locked"
    assert _refused(ops, plan, kind="merge", cells=[source, target]) == "plan.cell_locked"


def _names(client: TestClient, plan: UUID) -> list[str]:
    features = client.get(f"/api/v1/plans/{plan}/cells.geojson").json()["features"]
    return [one["properties"]["name"] for one in features]


def test_the_second_of_two_editors_is_told(ops: TestClient, sign_in: SignIn, plan: UUID) -> None:
    _edit(sign_in("ops", login="first"), plan, 0, kind="rename", cell=1, name="河西")
    for path in ("edits/undo", "edits"):
        body = {"revision": 0} | (
            {"edit": {"kind": "rename", "cell": 1, "name": "x"}} if path == "edits" else {}
        )
        answer = ops.post(f"/api/v1/plans/{plan}/{path}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "plan.changed")
        assert answer.json()["params"]["by"] == "first"


def _shape(client: TestClient, plan: UUID, number: int) -> shapely.Geometry:
    features = client.get(f"/api/v1/plans/{plan}/cells.geojson").json()["features"]
    return shapely.geometry.shape(
        next(f["geometry"] for f in features if f["properties"]["number"] == number)
    )


def test_a_cell_is_split_by_a_line_and_in_parts(ops: TestClient, city_url: str, plan: UUID) -> None:
    source, _, _ = _at_border(city_url, plan)
    before = state_of(city_url, plan)
    places = ops.get(f"/api/v1/plans/{plan}/cells/{source}").json()["places"]
    lon = sorted(place["lon"] for place in places)
    middle = (lon[len(lon) // 2 - 1] + lon[len(lon) // 2]) / 2
    _, south, _, north = _shape(ops, plan, source).bounds
    line = {"type": "LineString", "coordinates": [[middle, south - 0.01], [middle, north + 0.01]]}
    done = _edit(ops, plan, 0, kind="split", cell=source, line=line)
    assert done["plan"]["cells"] == 7 and done["history"]["undo"]["params"]["new"] == [7]
    whole(city_url, plan)
    done = _edit(ops, plan, 1, kind="split", cell=source, parts=2)
    assert done["plan"]["cells"] == 8
    whole(city_url, plan)
    assert _refused(ops, plan, kind="split", cell=source, parts=11) == "plan.edit_too_many_parts"
    missing = {"type": "LineString", "coordinates": [[middle, south - 0.02], [middle, south - 0.01]]}
    assert _refused(ops, plan, kind="split", cell=source, line=missing) == "plan.edit_line_misses"
    assert _refused(ops, plan, kind="split", cell=source) == "plan.edit_nothing"
    for revision in (2, 3):
        _step(ops, plan, "undo", revision)
    assert state_of(city_url, plan) == before


def test_a_cell_is_drawn_and_its_border_moved(ops: TestClient, city_url: str, plan: UUID) -> None:
    _, target, at = _at_border(city_url, plan)
    before = state_of(city_url, plan)
    beside = _shape(ops, plan, target)
    taken = shapely.Point(at).buffer(beside.distance(shapely.Point(at)) * 1.3 + 0.0001, quad_segs=2)
    area = shapely.geometry.mapping(taken)
    tried = ops.post(
        f"/api/v1/plans/{plan}/edits/preview", json={"edit": {"kind": "draw", "area": area}}
    ).json()
    assert tried["problem"] is None and 7 in [cell["number"] for cell in tried["cells"]]
    assert state_of(city_url, plan) == before
    done = _edit(ops, plan, 0, kind="draw", area=area)
    new = next(one["properties"] for one in done["cells"]["features"] if one["properties"]["number"] == 7)
    told = next(cell for cell in tried["cells"] if cell["number"] == 7)
    assert (new["load"], new["deviation"]) == (told["load"], told["deviation"])
    whole(city_url, plan)
    _step(ops, plan, "undo", 1)
    wider = shapely.geometry.mapping(beside.union(taken))
    done = _edit(ops, plan, 2, kind="reshape", cell=target, area=wider)
    assert done["moved"]["places"] >= 1
    whole(city_url, plan)
    far = {"type": "Polygon", "coordinates": [[[0, 0], [0.1, 0], [0.1, 0.1], [0, 0]]]}
    assert _refused(ops, plan, kind="draw", area=far) == "plan.edit_outside"
    tried = ops.post(
        f"/api/v1/plans/{plan}/edits/preview", json={"edit": {"kind": "draw", "area": far}}
    ).json()
    assert tried["problem"]["code"] == "plan.edit_outside" and tried["cells"] == []


def test_an_edited_plan_that_broke_a_promise_is_neither_reviewed_nor_published(
    ops: TestClient, city_url: str, plan: UUID
) -> None:
    _edit(ops, plan, 0, kind="rename", cell=1, name="河西")
    with psycopg.connect(city_url) as connection:
        connection.execute(
            """UPDATE grids.cell SET geometry = (SELECT geometry FROM grids.cell WHERE plan_id = %s AND number = 2)
               WHERE plan_id = %s AND number = 1""",
            [plan, plan],
        )
    for path, body in (("review", {}), ("publish", {"effective_from": today().isoformat()})):
        answer = ops.post(f"/api/v1/plans/{plan}/{path}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "plan.broken")


def test_cells_that_meet_over_a_barrier_are_not_merged(ops: TestClient, city_url: str) -> None:
    with connect(city_url, "test") as connection:
        order = BuildOrder(cells=6, barriers=(Barrier.DISTRICTS,))
        plan = add_plan(connection, 1, order, "test")
    build_plan(city_url, plan)
    codes = set()
    for cells in combinations(range(1, 7), 2):
        edit = {"kind": "merge", "cells": cells}
        tried = ops.post(f"/api/v1/plans/{plan}/edits/preview", json={"edit": edit}).json()
        codes.add(tried["problem"]["code"] if tried["problem"] else "")
    assert "plan.edit_barrier" in codes and "" in codes


def test_hours_and_whoever_moved_stay_true(ops: TestClient, city_url: str, plan: UUID) -> None:
    with connect(city_url, "test") as connection:
        later = add_plan(connection, 1, BuildOrder(load=Load.HOURS, keep=plan), "test")
    build_plan(city_url, later)
    before = {one["properties"]["number"]: one["properties"] for one in _features(ops, later)}
    told = ops.get(f"/api/v1/plans/{later}").json()["quality"]
    joined = {one["to_number"] for one in ops.get(f"/api/v1/plans/{later}/moves").json()["items"]}
    number = max(set(before) - joined, key=lambda one: before[one]["communities"])
    split = _edit(ops, later, 0, kind="split", cell=number, parts=2)
    assert split["plan"]["quality"]["moved_customers"] > told["moved_customers"]
    assert {one["why"] for one in ops.get(f"/api/v1/plans/{later}/moves").json()["items"]} >= {"hand"}
    back = _edit(ops, later, 1, kind="merge", cells=[number, 7])
    assert back["plan"]["quality"]["moved_customers"] == told["moved_customers"]
    assert back["plan"]["quality"]["hours_max_deviation"] == pytest.approx(
        told["hours_max_deviation"], abs=1e-5
    )
    after = {one["properties"]["number"]: one["properties"] for one in _features(ops, later)}
    for one, cell in before.items():
        assert after[one]["hours"] == pytest.approx(cell["hours"], rel=1e-6)
        assert after[one]["deviation"] == pytest.approx(cell["deviation"], abs=1e-6)


def _features(client: TestClient, plan: UUID) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = client.get(f"/api/v1/plans/{plan}/cells.geojson").json()["features"]
    return features
