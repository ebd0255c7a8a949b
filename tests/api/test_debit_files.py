"""Debit return files over HTTP: delivered, judged, and read by who may."""

from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import today
from gridward.ops.day import run_day
from support.debit_files import file_of, row_of
from support.field_work import rows

from .conftest import SignIn


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
    return client.post("/api/v1/cities/tinglan/debit-files", files={"file": ("回盘.txt", content)})


def test_a_file_is_delivered_and_read(sign_in_at_work: SignIn, due: dict[str, Any]) -> None:
    ops = sign_in_at_work("ops")
    content = file_of(today(), row_of(due, today()), row_of(due, today(), policy_no="P404"))
    answer = deliver(ops, content)
    assert answer.status_code == 201, answer.text
    file = answer.json()["file"]
    assert (file["name"], file["failed"], file["refused"], file["city"]) == ("回盘.txt", 1, 1, "tinglan")
    assert file["started"]["messages"] == 1
    assert deliver(ops, content).json() == {"is_new": False, "file": file}
    assert ops.get("/api/v1/cities/tinglan/debit-files").json() == {"items": [file], "next": None}
    assert ops.get(f"/api/v1/debit-files/{file['id']}").json() == file
    path = f"/api/v1/debit-files/{file['id']}/rows"
    first = ops.get(path, params={"limit": 1}).json()
    assert (first["items"][0]["verdict"], first["items"][0]["policy_no"]) == ("failed", due["policy_no"])
    second = ops.get(path, params={"cursor": first["next"]}).json()["items"]
    assert [(row["code"], row["column_name"], row["value"]) for row in second] == [
        ("debit.unknown_policy", "policy_no", "P404")
    ]
    assert ops.get(path, params={"verdict": "refused"}).json()["items"] == second


def test_a_file_that_cannot_be_taken_says_why(sign_in_at_work: SignIn, due: dict[str, Any]) -> None:
    ops = sign_in_at_work("ops")
    content = file_of(today() + timedelta(days=1), row_of(due, today()))
    answer = deliver(ops, content)
    assert answer.status_code == 422 and answer.json()["code"] == "debit.from_future"
    assert deliver(ops, content[:-20]).json()["code"] in {"debit.cut_off", "debit.sum_differs"}
    assert ops.get("/api/v1/cities/tinglan/debit-files").json()["items"] == []


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
