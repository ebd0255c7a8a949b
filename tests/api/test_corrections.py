"""Refused rows over HTTP: listed without what is in them, opened on the record, edited, imported."""

from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient

from .conftest import SignIn, run_jobs

Json = dict[str, Any]


@pytest.fixture
def ops(sign_in: SignIn) -> TestClient:
    return sign_in("ops")


@pytest.fixture
def refused(ops: TestClient) -> str:
    """The address of the refused rows of the city's import."""
    (run,) = ops.get("/api/v1/cities/tinglan/imports").json()["items"]
    return f"/api/v1/imports/{run['id']}/refused"


def _rows(client: TestClient, refused: str, **filters: Any) -> list[Json]:
    items: list[Json] = client.get(refused, params=filters).json()["items"]
    return items


def _edit(row: Json, **changes: Any) -> Json:
    return {name: row[name] for name in ("fields", "replaces", "left_out", "revision")} | changes


def test_refused_rows_are_listed_by_file_and_reason(ops: TestClient, refused: str) -> None:
    counts = ops.get(f"{refused}-counts").json()["items"]
    everything = _rows(ops, refused, limit=500)
    assert len(everything) == sum(one["rows"] for one in counts)
    assert {row["state"] for row in everything} == {"wrong", "waits"}
    for one in counts:
        rows = _rows(ops, refused, file=one["file"], code=one["code"], state=one["state"], limit=500)
        assert len(rows) == one["rows"]
        assert {(row["file"], row["code"], row["state"]) for row in rows} == {
            (one["file"], one["code"], one["state"])
        }
    first = ops.get(refused, params={"limit": 2}).json()
    second = ops.get(refused, params={"limit": 2, "cursor": first["next"]}).json()
    assert [row["id"] for row in first["items"] + second["items"]] == [row["id"] for row in everything[:4]]


def test_a_row_is_opened_on_the_record_edited_and_imported(
    ops: TestClient, refused: str, city_url: str
) -> None:
    (short, *_) = _rows(ops, refused, code="import.too_few_columns")
    row = ops.get(f"{refused}/{short['id']}").json()
    assert row["fields"] == row["delivered"] and len(row["fields"]) < len(row["header"])
    assert [issue["code"] for issue in row["issues"]] == ["import.too_few_columns"]
    with psycopg.connect(city_url) as connection:
        read = connection.execute(
            """SELECT count(*) FROM audit.entry WHERE relation = 'census.refused_row' AND operation = 'read'
               AND row_key = %s AND actor LIKE 'account %%'""",
            [str(short["id"])],
        ).fetchone()
    assert read == (1,)

    # What is typed is kept, however wrong it is, and each finding says in which column.
    filled = ["7000000001", *[""] * (len(row["header"]) - 1)]
    kept = ops.put(f"{refused}/{short['id']}", json=_edit(row, fields=filled)).json()
    assert (kept["state"], kept["revision"], kept["fields"]) == ("wrong", 1, filled)
    assert "姓名" in {row["header"][issue["index"]] for issue in kept["issues"]}
    assert ops.get(f"{refused}/{short['id']}").json()["fields"] == filled
    stale = ops.put(f"{refused}/{short['id']}", json=_edit(row))
    assert (stale.status_code, stale.json()["code"]) == (409, "correction.changed")
    nothing = ops.post(f"{refused}/import")
    assert (nothing.status_code, nothing.json()["code"]) == (409, "correction.nothing_ready")

    named = list(filled)
    named[row["header"].index("姓名")] = "陈岚"
    ready = ops.put(f"{refused}/{short['id']}", json=_edit(kept, fields=named)).json()
    assert (ready["state"], [issue for issue in ready["issues"] if issue["severity"] == "refused"]) == (
        "ready",
        [],
    )
    started = ops.post(f"{refused}/import")
    assert (started.status_code, started.json()["status"]) == (202, "queued")
    assert started.json()["corrects"] in refused
    assert run_jobs(city_url) == ["import_delivery"]
    done = ops.get(f"/api/v1/imports/{started.json()['id']}").json()
    assert (done["status"], done["files"][0]["loaded"]) == ("done", 1)
    after = ops.get(f"{refused}/{short['id']}").json()
    assert (after["state"], after["delivered_in"]) == ("delivered", done["id"])
    late = ops.put(f"{refused}/{short['id']}", json=_edit(after))
    assert (late.status_code, late.json()["code"]) == (409, "correction.delivered")


def test_a_row_is_left_out_and_taken_back(ops: TestClient, refused: str) -> None:
    (first, *_) = _rows(ops, refused, state="wrong")
    row = ops.get(f"{refused}/{first['id']}").json()
    out = ops.put(f"{refused}/{first['id']}", json=_edit(row, left_out=True)).json()
    assert out["state"] == "left_out"
    assert first["id"] in {one["id"] for one in _rows(ops, refused, state="left_out")}
    back = ops.put(f"{refused}/{first['id']}", json=_edit(out, left_out=False)).json()
    assert (back["state"], back["fields"]) == ("wrong", row["fields"])


def test_rows_that_wait_are_looked_at_again(ops: TestClient, refused: str) -> None:
    before = ops.get(f"{refused}-counts").json()
    assert ops.post(f"{refused}/look-again").json() == before


@pytest.mark.parametrize(
    "change",
    [
        {"fields": ["a\x00b"]},
        {"fields": ["x" * 20_001]},
        {"fields": ["x"] * 501},
        {"more": 1},
        {"revision": -1},
    ],
)
def test_what_is_no_row_is_refused(ops: TestClient, refused: str, change: Json) -> None:
    (first, *_) = _rows(ops, refused)
    row = ops.get(f"{refused}/{first['id']}").json()
    answer = ops.put(f"{refused}/{first['id']}", json=_edit(row) | change)
    assert (answer.status_code, answer.json()["code"]) == (422, "input.invalid")


def test_an_import_by_another_mapping_is_mended_outside(ops: TestClient, refused: str, city_url: str) -> None:
    (first, *_) = _rows(ops, refused)
    row = ops.get(f"{refused}/{first['id']}").json()
    with psycopg.connect(city_url) as connection:
        connection.execute("UPDATE census.import_run SET mapping_version = 'house-1'")
    answer = ops.put(f"{refused}/{first['id']}", json=_edit(row))
    assert (answer.status_code, answer.json()["code"]) == (409, "correction.other_mapping")
