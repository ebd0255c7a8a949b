"""Points cards over HTTP: copied, edited, tried on the due list, put in force, and back again."""

from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import today
from gridward.platform.db import connect
from gridward.renewal.public import judge_dues, refresh_dues

from .conftest import SignIn, run_jobs

CARDS = "/api/v1/cities/tinglan/cards"


@pytest.fixture
def ops(sign_in_at_work: SignIn, worked_url: str) -> TestClient:
    with connect(worked_url, "test") as connection:
        refresh_dues(connection, 1, today())
    return sign_in_at_work("ops")


def _json(answer: Any, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _copy(client: TestClient, name: str = "多看扣款") -> dict[str, Any]:
    return _json(client.post(CARDS, json={"copy_of": "v2", "name": name}), 201)


def _change(client: TestClient, card: dict[str, Any], **more: Any) -> Any:
    body = {name: card[name] for name in ("name", "content", "revision")} | more
    return client.put(f"{CARDS}/{card['version']}", json=body)


def _points(card: dict[str, Any], name: str, points: int) -> dict[str, Any]:
    """The card with other points in the last bin of a feature."""
    features = [
        {**one, "bins": [*one["bins"][:-1], {"below": None, "points": points}]}
        if one["name"] == name
        else one
        for one in card["content"]["features"]
    ]
    return {**card, "content": {**card["content"], "features": features}}


def _activate(client: TestClient, version: str, revision: int, in_force: str) -> Any:
    body = {"reason": "夏季试行", "revision": revision, "in_force": in_force}
    return client.post(f"{CARDS}/{version}/activate", json=body)


def _judged(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        return {row[0] for row in connection.execute("SELECT card FROM renewal.due WHERE city_id = 1")}


def test_from_a_copy_to_a_card_in_force_and_back(ops: TestClient, worked_url: str) -> None:
    card = _copy(ops)
    assert (card["version"], card["state"], card["copied_from"], card["faults"]) == (
        "own-1",
        "draft",
        "v2",
        [],
    )
    assert _json(ops.get(f"{CARDS}/own-1/effects"))["other_points"] == 0
    card = _json(_change(ops, _points(card, "age", 90)))
    effects = _json(ops.get(f"{CARDS}/own-1/effects"))
    assert effects["before_version"] == "v2" and effects["as_of"] == today().isoformat()
    assert effects["dues"] > 0 and effects["other_points"] > 0 and effects["other_tier"] > 0
    assert 0 < effects["rank_correlation"] < 1
    assert sum(flow["count"] for flow in effects["flows"]) == effects["dues"]
    example = effects["examples"][0]
    assert (
        example["after"]["reasons"][0]["code"] == "age"
        and example["before"]["tier"] != example["after"]["tier"]
    )
    # Nothing has changed yet.
    assert _judged(worked_url) == {"v2"}

    listed = _json(_activate(ops, "own-1", card["revision"], "v2"))
    assert listed["in_force"] == "own-1" and listed["activations"][0]["reason"] == "夏季试行"
    assert "judge_dues" in run_jobs(worked_url)
    assert _judged(worked_url) == {"own-1"}
    with psycopg.connect(worked_url) as connection:
        row = connection.execute(
            "SELECT tier, risk FROM renewal.due WHERE policy_id = %s", [example["policy_id"]]
        ).fetchone()
    assert row == (example["after"]["tier"], example["after"]["risk"])
    # The day's run judges by it too, and says the same of the same data.
    with connect(worked_url, "test") as connection:
        refresh_dues(connection, 1, today())
    assert _judged(worked_url) == {"own-1"}

    assert _change(ops, card).json()["code"] == "card.frozen"
    assert ops.delete(f"{CARDS}/own-1").json()["code"] == "card.frozen"
    listed = _json(_activate(ops, "v2", 0, "own-1"))
    assert (listed["in_force"], [one["version"] for one in listed["activations"]]) == ("v2", ["v2", "own-1"])
    assert {one["version"]: one["state"] for one in listed["items"]} == {
        "own-1": "was_in_force",
        "v2": "in_force",
        "v1": "shipped",
    }
    with connect(worked_url, "test") as connection:
        judge_dues(connection, 1)
    assert _judged(worked_url) == {"v2"}


def test_a_card_from_before_a_feature_can_still_be_put_in_force(ops: TestClient, worked_url: str) -> None:
    assert "times_lapsed" not in {one["name"] for one in _json(ops.get(f"{CARDS}/v1"))["content"]["features"]}
    assert _json(ops.get(f"{CARDS}/v1/effects"))["other_points"] > 0
    assert _json(_activate(ops, "v1", 0, "v2"))["in_force"] == "v1"
    with connect(worked_url, "test") as connection:
        judge_dues(connection, 1)
    assert _judged(worked_url) == {"v1"}


def test_the_second_of_two_people_is_told(ops: TestClient, sign_in_at_work: SignIn) -> None:
    colleague = sign_in_at_work("ops", login="ops2")
    card = _copy(ops)
    _json(_change(ops, card, name="一"))
    refused = _change(colleague, card, name="二").json()
    assert refused["code"] == "card.changed" and refused["params"]["by"]
    # What is sent once more changes nothing.
    assert _json(_change(ops, card, name="一"))["revision"] == 1
    assert _activate(colleague, "own-1", 0, "v2").json()["code"] == "card.changed"
    _json(_activate(ops, "own-1", 1, "v2"))
    assert _activate(colleague, "own-1", 1, "own-1").json()["code"] == "card.already_in_force"
    _copy(colleague)
    assert _activate(colleague, "own-2", 0, "v2").json()["code"] == "card.overtaken"


def test_a_faulty_draft_is_kept_but_not_put_in_force(ops: TestClient) -> None:
    card = _copy(ops)
    without = {**card["content"], "features": card["content"]["features"][1:]}
    card = _json(_change(ops, card, content=without))
    assert [(one["at"], one["code"]) for one in card["faults"]] == [("features", "feature_missing")]
    refused = _activate(ops, "own-1", card["revision"], "v2")
    assert refused.status_code == 422 and refused.json()["code"] == "card.faulty"
    assert refused.json()["params"]["faults"][0]["params"] == {"feature": "days_since_due"}
    assert ops.get(f"{CARDS}/own-1/effects").json()["code"] == "card.faulty"
    assert ops.delete(f"{CARDS}/own-1").status_code == 204
    assert ops.get(f"{CARDS}/own-1").json()["code"] == "card.not_found"


def test_a_card_goes_out_as_a_file_and_comes_back(ops: TestClient) -> None:
    file = _json(ops.get(f"{CARDS}/v1/file"))
    assert file["name"] == "points-card-tinglan-v1.toml"
    card = _json(ops.post(f"{CARDS}/file", json={"toml": file["toml"], "name": "外来"}), 201)
    assert (card["copied_from"], card["content"]) == (None, _json(ops.get(f"{CARDS}/v1"))["content"])
    refused = ops.post(f"{CARDS}/file", json={"toml": file["toml"].replace("scale", "scala"), "name": "坏"})
    assert refused.status_code == 422 and refused.json()["code"] == "card.faulty"


def test_who_put_a_card_in_force_is_kept_for_good(ops: TestClient, worked_url: str) -> None:
    _copy(ops)
    _json(_activate(ops, "own-1", 0, "v2"))
    with connect(worked_url, "test") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("UPDATE renewal.card_activation SET reason = 'other'")
    with psycopg.connect(worked_url) as connection:
        actors = connection.execute(
            "SELECT DISTINCT actor FROM audit.entry WHERE relation LIKE 'renewal.card%' AND operation = 'insert'"
        ).fetchall()
    assert len(actors) == 1 and actors[0][0].startswith("account ")


@pytest.mark.parametrize("address", [f"{CARDS}/%00", "/api/v1/cities/tinglan%00/cards"])
def test_what_the_database_cannot_hold_is_refused_and_is_no_fault_of_ours(
    ops: TestClient, address: str
) -> None:
    assert _json(ops.get(address), 422)["code"] == "input.invalid"
