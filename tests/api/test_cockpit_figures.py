"""The cockpit over HTTP: every figure opens to the rows that it counts, and nobody sees what is not his."""

from collections.abc import Iterator
from decimal import Decimal
from statistics import median
from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import today
from support.field_work import signed_in
from support.live import listening, serving
from support.published import cell_ids, lead_of_cell
from support.work import add_work, move_to_new_station

from .conftest import SignIn

COCKPIT = "/api/v1/cities/tinglan/cockpit"
REFUSED = [
    "people",
    "people?figure=everybody",
    "people?figure=orphans&cell=0",
    f"people?figure=orphans&cell={10**12}",
    f"people?figure=orphans&cursor={10**30}",
    "dues?cursor=1",
    "dues?cursor=999999.1",
    "dues?limit=0",
    "collection?due_month=2026-13-01&window=next&policy_year=second",
    "collection?due_month=2026-10-01&window=last&policy_year=second",
    "collection?due_month=2026-10-01&window=next&policy_year=second&cursor=x",
    "persistency?cohort_month=yesterday",
    "persistency?k=6",
    "persistency?cohorts=61",
    "persistency/owners?cohort_month=2026-10-01&by=weather",
    "persistency/policies?cohort_month=9999-12-31",
    "persistency/policies?cohort_month=2026-10-01&pay=none",
    "tasks?workplace=home",
    "tasks?cursor=12",
    "requests?cursor=12",
]


@pytest.fixture
def worked(worked_url: str) -> str:
    """The small city with work in every state."""
    add_work(worked_url)
    return worked_url


@pytest.fixture
def ops(worked: str, sign_in_at_work: SignIn) -> TestClient:
    return sign_in_at_work("ops")


@pytest.fixture
def lead(worked: str) -> Iterator[TestClient]:
    """Who leads the station of the first two cells."""
    move_to_new_station(worked, cell_ids(worked)[:2])
    with signed_in(worked, lead_of_cell(worked, cell_ids(worked)[0])) as client:
        yield client


def figures(client: TestClient, **given: str) -> dict[str, Any]:
    answer = client.get(COCKPIT, params=given)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def rows(client: TestClient, list_: str, **given: Any) -> list[dict[str, Any]]:
    """All rows of a list, page by page."""
    found: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        answer = client.get(f"{COCKPIT}/{list_}", params={**given, **cursor, "limit": 90})
        assert answer.status_code == 200, answer.text
        found += answer.json()["items"]
        if answer.json()["next"] is None:
            return found
        cursor = {"cursor": answer.json()["next"]}


def amount(found: list[dict[str, Any]], column: str = "amount") -> Decimal:
    return sum((Decimal(row[column]) for row in found if row[column] is not None), Decimal(0))


def check_coverage(client: TestClient, seen: dict[str, Any]) -> None:
    def people(figure: str) -> int:
        found = [row["customer_id"] for row in rows(client, "people", figure=figure)]
        assert len(found) == len(set(found))
        return len(found)

    coverage = seen["coverage"]
    assert coverage["policies_by_agent"] == {
        "count": len(rows(client, "policies", standing="served")),
        "total": len(rows(client, "policies")),
    }
    assert coverage["customers_by_agent"] == {
        "count": people("customers_by_agent"),
        "total": people("customers"),
    }
    assert coverage["orphans_in_cells"] == {"count": people("orphans_in_cells"), "total": people("orphans")}
    assert people("orphans") == people("orphans_in_cells") + people("orphans_without_worker")
    assert coverage["orphans_contacted"] == {
        "count": people("orphans_contacted"),
        "total": people("orphans_contacted") + people("orphans_not_contacted"),
    }
    assert coverage["orphans_contacted"]["total"] == coverage["orphans_in_cells"]["count"]


def check_dues(client: TestClient, seen: dict[str, Any]) -> None:
    assert [one["state"] for one in seen["dues"]] == ["upcoming", "due", "in_grace", "suspended"]
    for one in seen["dues"]:
        found = rows(client, "dues", state=one["state"])
        assert (one["count"], Decimal(one["amount"])) == (len(found), amount(found))
        assert found == sorted(found, key=lambda row: (row["due_on"], row["policy_id"]))


def check_collection(client: TestClient, seen: dict[str, Any]) -> None:
    assert len(seen["collection"]) == 4 * 3 * 3
    for box in seen["collection"]:
        where = {name: box[name] for name in ("due_month", "window", "policy_year")}
        found = rows(client, "collection", **where)
        counted = [row for row in found if row["counted"]]
        assert (box["due_count"], Decimal(box["due_amount"])) == (len(found), amount(found))
        assert (box["paid_count"], Decimal(box["paid_amount"])) == (
            len(counted),
            amount(counted, "paid_amount"),
        )
        assert rows(client, "collection", **where, counted=True) == counted


def check_persistency(client: TestClient, seen: dict[str, Any], **switches: str) -> None:
    assert len(seen["persistency"]) == 12
    # More of them are looked into where the SQL is held to the rule.
    for one in seen["persistency"][-3:]:
        check_cohort(client, one, **switches)


def check_cohort(client: TestClient, one: dict[str, Any], **switches: str) -> None:
    found = rows(client, "persistency/policies", cohort_month=one["cohort_month"], **switches)
    base = [row for row in found if row["verdict"] not in one["excluded"]]
    assert (one["policies"], Decimal(one["premium"])) == (len(base), amount(base, "premium"))
    assert Decimal(one["received_premium"]) == amount(base, "received")
    for verdict in ("paid", "unpaid", "open"):
        assert one[f"{verdict}_policies"] == sum(row["verdict"] == verdict for row in base)
    assert sum(one["excluded"].values()) == len(found) - len(base)


def check_work(client: TestClient, seen: dict[str, Any]) -> None:
    for one in seen["tasks"]:
        place = {"workplace": one["workplace"]}
        assert one["open"] == len(rows(client, "tasks", **place, state="open"))
        assert one["overdue"] == len(rows(client, "tasks", **place, overdue=True))
        assert one["done_7_days"] == len(rows(client, "tasks", **place, state="done", recent=True))
    for one in seen["requests"]:
        assert one["count"] == len(rows(client, "requests", state=one["state"]))


def check_cells(client: TestClient, seen: dict[str, Any]) -> None:
    for one in seen["cells"]:
        cell = {"cell": one["cell_id"]}
        assert one["customers"] == len(rows(client, "people", figure="members", **cell))
        assert one["contacted"] == len(rows(client, "people", figure="members_contacted", **cell))
        owed = rows(client, "dues", **cell)
        assert (one["open_dues"], Decimal(one["open_amount"])) == (len(owed), amount(owed))
        assert one["open_tasks"] == len(rows(client, "tasks", state="open", **cell))
        assert one["overdue_tasks"] == len(rows(client, "tasks", overdue=True, **cell))
        assert one["pending_requests"] == len(rows(client, "requests", state="pending", **cell))


def check_all(client: TestClient) -> dict[str, Any]:
    seen = figures(client)
    for check in (
        check_coverage,
        check_dues,
        check_collection,
        check_persistency,
        check_work,
        check_cells,
    ):
        check(client, seen)
    return seen


def test_every_figure_opens_to_its_rows(ops: TestClient, worked: str) -> None:
    seen = check_all(ops)
    assert [one["cell_id"] for one in seen["cells"]] == cell_ids(worked)
    # There is something behind each of them, or the comparison would say nothing.
    assert all(one["count"] for one in seen["dues"] + seen["requests"])
    assert all(one["open"] and one["overdue"] and one["done_7_days"] for one in seen["tasks"])
    assert all(share["count"] for share in seen["coverage"].values())
    assert any(box["paid_count"] for box in seen["collection"])
    assert any(one["paid_policies"] for one in seen["persistency"])
    assert all(one["specialist"] or one["stand_in"] for one in seen["cells"])

    with psycopg.connect(worked) as connection:
        hours = connection.execute(
            """SELECT extract(epoch FROM closed_at - raised_at) / 3600 FROM engagement.visit_request
               WHERE state = 'done'"""
        ).fetchall()
    assert seen["hours_to_visit"] == pytest.approx(median(float(row[0]) for row in hours))


def test_the_switches_of_persistency_apply_to_figures_and_rows(ops: TestClient) -> None:
    for switches in (
        {"pay": "all"},
        {"pay": "all", "served": "nobody"},
        {"k": "2", "against": "year_before"},
    ):
        answer = ops.get(f"{COCKPIT}/persistency", params={**switches, "cohorts": 2})
        assert answer.status_code == 200, answer.text
        seen = answer.json()
        assert [one["cohort_month"] for one in seen["cohorts"]][-1] == seen["newest"]
        assert {one["formula"] for one in seen["cohorts"]} == {seen["formula"]}
        for one in seen["cohorts"]:
            check_cohort(ops, one, **switches)


def test_a_cohort_is_told_apart_by_owner(ops: TestClient, lead: TestClient) -> None:
    switches = {"k": "all"}
    for client in (ops, lead):
        month = client.get(f"{COCKPIT}/persistency", params=switches).json()["newest"]
        for by in ("cell", "product", "agent-cohort"):
            asked = {"cohort_month": month, "by": by, **switches}
            seen = client.get(f"{COCKPIT}/persistency/owners", params=asked).json()
            assert sum(one["policies"] for one in seen["owners"]) == seen["cohort"]["policies"] > 0
            one = seen["owners"][0]
            assert one["policies"] == len(
                rows(client, "persistency/policies", **asked, owner=one["owner"], verdict="in")
            )


def test_collection_and_dues_are_told_apart_by_owner(ops: TestClient, worked: str) -> None:
    seen = figures(ops)
    month = max(box["due_month"] for box in seen["collection"] if box["due_count"])
    for by in ("cell", "specialist", "seat"):
        asked = {"due_month": month, "by": by}
        owners = ops.get(f"{COCKPIT}/collection/owners", params=asked).json()["owners"]
        for box in (one for one in seen["collection"] if one["due_month"] == month):
            where = {name: box[name] for name in ("due_month", "window", "policy_year")}
            parts = [part for one in owners for part in one["boxes"] if part | where == part]
            for name in ("due_count", "paid_count"):
                assert sum(part[name] for part in parts) == box[name]
            assert amount(parts, "due_amount") == Decimal(box["due_amount"])
        one = owners[0]
        box = next(part for part in one["boxes"] if part["due_count"])
        where = {name: box[name] for name in ("due_month", "window", "policy_year")}
        assert box["due_count"] == len(rows(ops, "collection", **where, by=by, owner=one["owner"]))

        dues = ops.get(f"{COCKPIT}/dues/owners", params={"by": by}).json()["owners"]
        for state in seen["dues"]:
            of = [part for owner in dues for part in owner["states"] if part["state"] == state["state"]]
            assert sum(part["count"] for part in of) == state["count"]
            assert amount(of) == Decimal(state["amount"])
        one = dues[-1]
        assert one["count"] == len(rows(ops, "dues", by=by, owner=one["owner"]))
    # Whoever called last has them: nobody has called yet.
    assert [one["owner"] for one in dues] == [""]


def test_a_supervisor_sees_the_cells_of_his_stations_only(
    lead: TestClient, ops: TestClient, worked: str
) -> None:
    his = set(cell_ids(worked)[:2])
    seen = check_all(lead)
    city = figures(ops)
    assert seen["cells"] == [one for one in city["cells"] if one["cell_id"] in his]
    assert {row["cell_id"] for row in rows(lead, "dues")} <= his
    for name in ("dues", "tasks", "requests", "policies"):
        assert 0 < len(rows(lead, name)) < len(rows(ops, name))
    names = {one["name"] for one in seen["cells"]}
    assert {row["cell_name"] for row in rows(lead, "people", figure="orphans")} == names
    other = next(one for one in cell_ids(worked) if one not in his)
    for name, more in (("dues", {}), ("tasks", {}), ("requests", {}), ("people", {"figure": "members"})):
        assert rows(lead, name, cell=other, **more) == []


def test_a_supervisor_hears_of_premiums_of_his_stations_only(lead: TestClient, worked: str) -> None:
    with serving(worked) as port, listening(port, "/cities/tinglan/cockpit/events", lead) as events:
        heard = next(events)
    dues = rows(lead, "dues")
    assert (heard["dues"], Decimal(heard["owed"])) == (len(dues), amount(dues))


def test_a_city_without_cells_has_figures_too(city_url: str, sign_in: SignIn) -> None:
    seen = figures(sign_in("ops"))
    assert seen["cells"] == []
    assert seen["coverage"]["orphans_in_cells"]["count"] == 0 < seen["coverage"]["orphans_in_cells"]["total"]
    assert seen["hours_to_visit"] is None
    assert seen["as_of"] == "2026-11-01"


def test_rows_are_found_by_number_and_name(ops: TestClient) -> None:
    due = next(row for row in rows(ops, "dues") if row["cell_id"] is not None)
    assert rows(ops, "dues", q=due["policy_no"]) == [due]
    assert due in rows(ops, "dues", tier=due["tier"], cell=due["cell_id"], state=due["state"])
    person = rows(ops, "people", figure="orphans")[5]
    assert rows(ops, "people", figure="orphans", q=person["customer_no"]) == [person]
    named = rows(ops, "people", figure="orphans", q=person["name_masked"][0])
    assert person in named
    assert {row["name_masked"][0] for row in named} == {person["name_masked"][0]}, "a surname alone finds"
    task = rows(ops, "tasks")[7]
    assert task in rows(ops, "tasks", q=task["name_masked"][0])
    policy = rows(ops, "policies", standing="orphan")[2]
    assert rows(ops, "policies", q=policy["policy_no"]) == [policy]


def test_who_has_no_cockpit(city_url: str, sign_in: SignIn, anybody: TestClient) -> None:
    assert anybody.get(COCKPIT).status_code == 401
    for role in ("seat", "specialist"):
        client = sign_in(role)
        assert client.get(COCKPIT).status_code == 403
        assert client.get(f"{COCKPIT}/dues").status_code == 403
    assert sign_in("ops", login="elsewhere", city_ids=frozenset()).get(COCKPIT).status_code == 404
    assert sign_in("auditor").get(COCKPIT).status_code == 200


def test_what_cannot_be_asked_is_refused(city_url: str, sign_in: SignIn) -> None:
    ops = sign_in("ops")
    found = {query: ops.get(f"{COCKPIT}/{query}").status_code for query in REFUSED}
    assert found == dict.fromkeys(REFUSED, 422)


def test_any_month_may_be_asked(city_url: str, sign_in: SignIn) -> None:
    ops = sign_in("ops")
    for month in ("1900-01-01", "2199-12-31", today().isoformat()):
        assert isinstance(rows(ops, "persistency/policies", cohort_month=month), list)
        assert isinstance(rows(ops, "collection", due_month=month, window="next", policy_year="second"), list)
