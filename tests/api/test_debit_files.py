"""Debit return files over HTTP: delivered, judged, and read by who may."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import today
from gridward.ops.day import run_day
from gridward.platform.settings import settings
from support.days import on
from support.debit_files import file_of, row_of
from support.field_work import rows

from .conftest import SignIn, run_jobs


@pytest.fixture
def due(worked_url: str) -> dict[str, Any]:
    """Something in grace today."""
    run_day(worked_url, 1, today())
    found = rows(
        worked_url,
        """SELECT p.policy_no, d.number, d.due_on, d.amount FROM renewal.due d JOIN book.policy p ON p.id = d.policy_id
           WHERE d.state = 'in_grace' ORDER BY 1 LIMIT 1""",
    )[0]
    return dict(zip(("policy_no", "number", "due_on", "amount"), found, strict=True))


def deliver(client: TestClient, content: bytes) -> Any:
    """A file on its way: the answer does not wait for it."""
    answer = client.post("/api/v1/cities/tinglan/debit-files", files={"file": ("回盘.txt", content)})
    assert answer.status_code == 202, answer.text
    return answer.json()


def taken(client: TestClient, url: str, content: bytes) -> Any:
    """What became of a file, once its job has ended."""
    on_its_way = deliver(client, content)
    assert (on_its_way["status"], on_its_way["file_id"]) == ("queued", None)
    run_jobs(url)
    return client.get(f"/api/v1/debit-deliveries/{on_its_way['id']}").json()


def test_a_file_is_delivered_and_read(sign_in_at_work: SignIn, worked_url: str, due: dict[str, Any]) -> None:
    ops = sign_in_at_work("ops")
    content = file_of(today(), row_of(due, today()), row_of(due, today(), policy_no="P404"))
    done = taken(ops, worked_url, content)
    assert (done["status"], done["problem"], done["progress"], done["is_new"]) == ("done", None, None, True)
    file = ops.get(f"/api/v1/debit-files/{done['file_id']}").json()
    assert (file["name"], file["failed"], file["refused"], file["city"]) == ("回盘.txt", 1, 1, "tinglan")
    assert file["started"]["messages"] == 1
    again = taken(ops, worked_url, content)
    assert (again["status"], again["file_id"], again["is_new"]) == ("done", file["id"], False)
    assert ops.get("/api/v1/cities/tinglan/debit-files").json() == {"items": [file], "next": None}
    path = f"/api/v1/debit-files/{file['id']}/rows"
    first = ops.get(path, params={"limit": 1}).json()
    assert (first["items"][0]["verdict"], first["items"][0]["policy_no"]) == ("failed", due["policy_no"])
    second = ops.get(path, params={"cursor": first["next"]}).json()["items"]
    assert [(row["code"], row["column_name"], row["value"]) for row in second] == [
        ("debit.unknown_policy", "policy_no", "P404")
    ]
    assert ops.get(path, params={"verdict": "refused"}).json()["items"] == second
    assert not {again["id"], done["id"]} & {path.stem for path in delivery_files()}


def test_a_file_that_cannot_be_taken_says_why(
    sign_in_at_work: SignIn, worked_url: str, due: dict[str, Any]
) -> None:
    ops = sign_in_at_work("ops")
    content = file_of(today() + timedelta(days=1), row_of(due, today()))
    failed = taken(ops, worked_url, content)
    assert (failed["status"], failed["problem"]["code"]) == ("failed", "debit.from_future")
    stream = ops.get(f"/api/v1/debit-deliveries/{failed['id']}/events")
    assert json.loads(stream.text.partition("data: ")[2].splitlines()[0]) == failed
    cut_off = taken(ops, worked_url, content[:-20])
    assert cut_off["problem"]["code"] in {"debit.cut_off", "debit.sum_differs"}
    assert ops.get("/api/v1/cities/tinglan/debit-files").json()["items"] == []


def test_the_job_is_seen_and_may_be_tried_again(
    sign_in_at_work: SignIn, worked_url: str, due: dict[str, Any]
) -> None:
    """A file of tomorrow is refused today, and taken tomorrow."""
    ops = sign_in_at_work("ops")
    tomorrow = today() + timedelta(days=1)
    failed = taken(ops, worked_url, file_of(tomorrow, row_of(due, tomorrow)))
    (job,) = ops.get("/api/v1/jobs", params={"kind": "take_debits"}).json()["items"]
    # The test's own way to run jobs leaves them begun.
    rows(worked_url, "UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s RETURNING id", job["id"])
    (job,) = ops.get("/api/v1/jobs", params={"kind": "take_debits"}).json()["items"]
    assert (job["delivery_id"], job["subject"], job["city"]) == (failed["id"], "回盘.txt", "tinglan")
    assert (job["state"], job["problem"]["code"]) == ("failed", "debit.from_future")
    assert ops.post(f"/api/v1/jobs/{job['id']}/retry").json()["state"] == "waiting"
    path = f"/api/v1/debit-deliveries/{failed['id']}"
    assert ops.get(path).json()["status"] == "queued"
    with on(tomorrow):
        run_jobs(worked_url)
    assert ops.get(path).json()["status"] == "done"


def delivery_files() -> Iterator[Path]:
    """The files that are kept for their jobs."""
    return (settings().files_dir / "debit_deliveries").glob("*")


def test_a_file_that_is_too_large_leaves_nothing(
    sign_in_at_work: SignIn, worked_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gridward.renewal.debits.deliveries.MOST_MB", 0)
    ops, before = sign_in_at_work("ops"), set(delivery_files())
    answer = ops.post("/api/v1/cities/tinglan/debit-files", files={"file": ("回盘.txt", b"H")})
    assert (answer.status_code, answer.json()["code"]) == (422, "debit.too_large")
    assert set(delivery_files()) == before


def test_contradictions_are_listed(sign_in_at_work: SignIn, worked_url: str, due: dict[str, Any]) -> None:
    rows(
        worked_url,
        """INSERT INTO book.contradiction (policy_id, city_id, kind, said, found, unpaid_on, seen_on)
           SELECT id, city_id, 'unpaid_but_covered', 'in_force', 'suspended', %s, %s FROM book.policy
           WHERE policy_no = %s ON CONFLICT DO NOTHING RETURNING policy_id""",
        due["due_on"],
        today(),
        due["policy_no"],
    )
    found = sign_in_at_work("auditor").get("/api/v1/cities/tinglan/contradictions").json()
    assert found["total"] == len(found["items"]) >= 1
    assert due["policy_no"] in {one["policy_no"] for one in found["items"]}
