"""Contact details are changed when the customer said the code, and only then."""

import json
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from gridward.engagement.messages import sending
from gridward.kernel.clock import frozen, now
from gridward.platform.crypto import cipher
from gridward.platform.db import connect
from gridward.platform.settings import settings
from support.field_work import Tablet, one, persons_of, rows, sign_in, tablet
from support.policy_service import (
    MOBILE,
    code_of,
    core_lines,
    details_of,
    last_message,
    other_than,
    sent_from,
    wanted,
)

API = "/api/v1"


@pytest.fixture
def person(mine: Tablet, worked_url: str) -> int:
    """A customer of the first cell who has been spoken to and has a telephone."""
    found = one(
        worked_url,
        """SELECT min(c.id) FROM book.customer c JOIN engagement.care e ON e.customer_id = c.id
           WHERE c.id = ANY(%s) AND c.mobile_sealed IS NOT NULL
             AND NOT EXISTS (SELECT FROM book.agent a WHERE a.mobile_key = c.mobile_key)""",
        persons_of(worked_url, mine.cell_id),
    )
    with connect(worked_url, "test") as connection:
        connection.execute(
            """UPDATE engagement.care SET stage = 'policy_service', state = 'contacted', first_contact_at = now()
               WHERE customer_id = %s""",
            [found],
        )
    return int(found)


def take_in(client: TestClient, person: int, **values: Any) -> dict[str, Any]:
    body = wanted(**values)
    answer = client.post(f"{API}/customers/{person}/service-requests", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def send(client: TestClient, request: dict[str, Any], status: int = 200) -> dict[str, Any]:
    answer = client.post(f"{API}/service-requests/{request['id']}/code")
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def confirm(client: TestClient, request: dict[str, Any], code: str, status: int = 200) -> dict[str, Any]:
    answer = client.post(f"{API}/service-requests/{request['id']}/confirmation", json={"code": code})
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_new_number_is_confirmed_on_the_new_telephone_and_counts_at_once(
    mine: Tablet, worked_url: str, person: int
) -> None:
    before = details_of(worked_url, person)
    request = take_in(mine.client, person, mobile=f"+86 {MOBILE[:3]}-{MOBILE[3:]}")
    assert (request["state"], request["fields"], request["masked"]) == (
        "needs_customer",
        ["mobile"],
        {"mobile": "165****9876"},
    )
    sent = send(mine.client, request)["code"]
    assert (sent["number_masked"], sent["tries_left"], sent["gateway"]) == ("165****9876", 5, "file")
    assert last_message(worked_url, request["id"])["to"] == MOBILE
    assert details_of(worked_url, person) == before

    done = confirm(mine.client, request, code_of(worked_url, request["id"]))
    assert (done["state"], done["code"], done["workplace"]) == ("in_review", None, "field")
    assert details_of(worked_url, person) == {**before, "mobile": MOBILE}
    story = mine.get(f"/customers/{person}")
    assert story["mobile_masked"] == "165****9876"
    assert "details_unconfirmed" not in [one["code"] for one in story["care"]["missing"]]
    # The core learns it, and so does whoever holds the number from before.
    (line,) = core_lines(request["id"])
    assert line["changes"] == {"mobile": MOBILE}
    assert {path.stat().st_mode & 0o777 for path in (settings().files_dir / "core").iterdir()} == {0o600}
    told = [
        line
        for line in sent_from(worked_url)
        if line["template"] == "mobile_changed" and line["to"] == before["mobile"]
    ]
    assert len(told) == 1 and "****" not in told[0]["text"]
    kinds = rows(worked_url, "SELECT kind, params FROM engagement.fact WHERE customer_id = %s", person)
    assert kinds == [("details_confirmed", {"fields": ["mobile"]})]


def test_found_right_is_confirmed_on_the_telephone_on_file_and_opens_the_next_stage(
    mine: Tablet, worked_url: str, person: int
) -> None:
    with connect(worked_url, "test") as connection:
        connection.execute("DELETE FROM renewal.due WHERE customer_id = %s", [person])
    before = details_of(worked_url, person)
    assert mine.get(f"/customers/{person}")["care"]["stage"] == "policy_service"
    request = take_in(mine.client, person, all_right=True)
    send(mine.client, request)
    assert last_message(worked_url, request["id"])["to"] == before["mobile"]
    done = confirm(mine.client, request, code_of(worked_url, request["id"]))
    assert (done["kind"], done["state"]) == ("details_right", "executed")
    assert details_of(worked_url, person) == before and core_lines(request["id"]) == []
    care = mine.get(f"/customers/{person}")["care"]
    assert (care["stage"], care["state"]) == ("activities", "in_service")


def test_a_new_address_is_placed_anew(mine: Tablet, worked_url: str, person: int) -> None:
    here = mine.get(f"/customers/{person}")["community"]
    district, name, lon = rows(
        worked_url,
        """SELECT d.name, m.name, m.lon FROM city.community m JOIN city.district d ON d.id = m.district_id
           WHERE m.name <> %s AND m.position_check = 'agrees' AND (SELECT count(*) FROM city.community o
               WHERE o.normal_name = m.normal_name) = 1 ORDER BY m.id LIMIT 1""",
        here or "",
    )[0]
    request = take_in(mine.client, person, address=f"汀澜市{district}{name}8号楼1202室", postcode="200123")
    send(mine.client, request)
    confirm(mine.client, request, code_of(worked_url, request["id"]))
    story = mine.get(f"/customers/{person}")
    assert (story["community"], story["lon"]) == (name, lon)

    with frozen(now() + timedelta(minutes=2)):
        request = take_in(mine.client, person, address="汀澜市某处没有名字的地方")
        send(mine.client, request)
        confirm(mine.client, request, code_of(worked_url, request["id"]))
    assert mine.get(f"/customers/{person}")["community"] is None
    reason = one(worked_url, "SELECT reason FROM census.placement WHERE customer_id = %s", person)
    assert reason is not None


def test_all_numbers_of_a_person_get_it(mine: Tablet, worked_url: str, person: int) -> None:
    second = one(
        worked_url, "SELECT max(customer_id) FROM census.customer_standing WHERE person_id <> %s", person
    )
    with connect(worked_url, "test") as connection:
        connection.execute(
            "UPDATE census.customer_standing SET person_id = %s WHERE customer_id = %s", [person, second]
        )
    request = take_in(mine.client, person, landline="021-91234567")
    send(mine.client, request)
    confirm(mine.client, request, code_of(worked_url, request["id"]))
    assert details_of(worked_url, person)["landline"] == details_of(worked_url, second)["landline"]
    assert len(core_lines(request["id"])) == 2


def test_nothing_of_the_code_and_of_the_new_values_is_kept_in_the_clear(
    mine: Tablet, worked_url: str, person: int
) -> None:
    request = take_in(mine.client, person, mobile=MOBILE, address="汀澜市水湾区安宁花园3号楼502室")
    send(mine.client, request)
    code = code_of(worked_url, request["id"])
    answer = confirm(mine.client, request, code)
    kept = str(
        [
            rows(worked_url, f"SELECT to_jsonb(t) FROM {table} t")
            for table in ("policycare.request", "policycare.code", "policycare.detail", "audit.entry")
        ]
    ) + str(rows(worked_url, "SELECT params FROM engagement.message WHERE template = 'details_code'"))
    for secret in (MOBILE, "安宁花园", f'"{code}"', f"'{code}'"):
        assert secret not in kept and secret not in json.dumps(answer, ensure_ascii=False)
    actors = rows(
        worked_url,
        "SELECT DISTINCT split_part(actor, ' ', 1) FROM audit.entry WHERE relation = 'policycare.request' ORDER BY 1",
    )
    assert actors == [("account",), ("system",)]


def test_a_wrong_code_is_counted_and_the_fifth_one_ends_it(
    mine: Tablet, worked_url: str, person: int
) -> None:
    request = take_in(mine.client, person, mobile=MOBILE)
    assert confirm(mine.client, request, "123456", 409)["code"] == "service.code_not_sent"
    send(mine.client, request)
    code = code_of(worked_url, request["id"])
    for left in (4, 3, 2, 1):
        problem = confirm(mine.client, request, other_than(code), 422)
        assert (problem["code"], problem["params"]) == ("service.code_wrong", {"tries_left": left})
    assert confirm(mine.client, request, other_than(code), 409)["code"] == "service.code_used_up"
    # The right one comes too late.
    assert confirm(mine.client, request, code, 409)["code"] == "service.code_used_up"
    assert details_of(worked_url, person)["mobile"] != MOBILE
    assert mine.get(f"/customers/{person}/service-requests")["items"][0]["state"] == "needs_customer"

    with frozen(now() + timedelta(seconds=61)):
        send(mine.client, request)
        confirm(mine.client, request, code_of(worked_url, request["id"]))
    assert details_of(worked_url, person)["mobile"] == MOBILE


def test_a_code_ends_after_ten_minutes_and_another_one_is_sent(
    mine: Tablet, worked_url: str, person: int
) -> None:
    request = take_in(mine.client, person, mobile=MOBILE)
    send(mine.client, request)
    first = code_of(worked_url, request["id"])
    problem = send(mine.client, request, 429)
    assert problem["code"] == "service.code_too_soon" and 0 < problem["params"]["retry_after_s"] <= 60
    with frozen(now() + timedelta(minutes=10)):
        assert confirm(mine.client, request, first, 409)["code"] == "service.code_expired"
        send(mine.client, request)
        second = code_of(worked_url, request["id"])
        if second != first:
            assert confirm(mine.client, request, first, 422)["code"] == "service.code_wrong"
        confirm(mine.client, request, second)


def test_three_codes_a_day_and_no_more_whoever_asks(mine: Tablet, worked_url: str, person: int) -> None:
    start = now()
    for minutes in (0, 2, 4):
        with frozen(start + timedelta(minutes=minutes)):
            request = take_in(mine.client, person, mobile=MOBILE)
            send(mine.client, request)
    with frozen(start + timedelta(minutes=6)):
        problem = send(mine.client, request, 429)
        assert (problem["code"], problem["params"]["a_day"]) == ("service.codes_used_up", 3)
        # Nor to this number for somebody else.
        (other, *_) = [one for one in persons_of(worked_url, mine.cell_id) if one != person]
        theirs = take_in(mine.client, other, mobile=MOBILE)
        assert send(mine.client, theirs, 429)["code"] == "service.codes_used_up"
        code = code_of(worked_url, request["id"])
        for _ in range(4):
            confirm(mine.client, request, other_than(code), 422)
        confirm(mine.client, request, other_than(code), 409)
        first, *before = mine.get(f"/customers/{person}/service-requests")["items"]
        assert (first["state"], first["reason"]) == ("declined", "wrong_codes")
        assert {(row["state"], row["reason"]) for row in before} == {("withdrawn", "replaced")}
    with frozen(start + timedelta(hours=24, minutes=1)):
        sign_in(mine.client, mine.login)
        send(mine.client, take_in(mine.client, person, mobile=MOBILE))


def test_the_same_request_twice_is_one(mine: Tablet, worked_url: str, person: int) -> None:
    body = wanted(mobile=MOBILE)
    path = f"{API}/customers/{person}/service-requests"
    answers = [mine.client.post(path, json=body) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    differs = mine.client.post(path, json={**body, "mobile": "16500001111"})
    assert (differs.status_code, differs.json()["code"]) == (409, "service.differs")
    request = answers[0].json()
    send(mine.client, request)
    code = code_of(worked_url, request["id"])
    assert confirm(mine.client, request, code)["state"] == "in_review"
    assert confirm(mine.client, request, code)["state"] == "in_review"
    assert one(worked_url, "SELECT count(*) FROM engagement.fact WHERE customer_id = %s", person) == 1
    assert len(core_lines(request["id"])) == 1


def test_who_wants_it_no_more_withdraws_it(mine: Tablet, person: int) -> None:
    request = take_in(mine.client, person, mobile=MOBILE)
    path = f"{API}/service-requests/{request['id']}"
    withdrawn = mine.client.delete(path).json()
    assert (withdrawn["state"], withdrawn["reason"]) == ("withdrawn", "by_customer")
    again = mine.client.delete(path)
    assert (again.status_code, again.json()["code"]) == (409, "service.closed")
    assert send(mine.client, request, 409)["code"] == "service.closed"


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"mobile": "12345"}, "service.invalid_detail", "mobile"),
        ({"landline": "no number"}, "service.invalid_detail", "landline"),
        ({"address": "  短 "}, "service.invalid_detail", "address"),
        ({"postcode": "1234"}, "service.invalid_detail", "postcode"),
        ({}, "service.nothing_changed", None),
    ],
)
def test_what_is_no_detail_is_refused(
    mine: Tablet, person: int, values: dict[str, str], code: str, field: str | None
) -> None:
    answer = mine.client.post(f"{API}/customers/{person}/service-requests", json=wanted(**values))
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.json()["params"].get("field") == field


def test_what_is_on_file_already_changes_nothing(mine: Tablet, worked_url: str, person: int) -> None:
    before = details_of(worked_url, person)
    body = wanted(mobile=f"+86 {before['mobile']}", address=f" {before['address']} ")
    answer = mine.client.post(f"{API}/customers/{person}/service-requests", json=body)
    assert answer.json()["code"] == "service.nothing_changed"


def test_the_number_of_an_agent_and_one_of_many_customers_are_refused(
    mine: Tablet, worked_url: str, person: int
) -> None:
    agent_no, sealed = rows(
        worked_url, "SELECT agent_no, mobile_sealed FROM book.agent WHERE mobile_sealed IS NOT NULL LIMIT 1"
    )[0]
    path = f"{API}/customers/{person}/service-requests"
    of_agent = cipher().open(sealed, f"book.agent.mobile/{agent_no}")
    assert mine.client.post(path, json=wanted(mobile=of_agent)).json()["code"] == "service.mobile_of_agent"
    with connect(worked_url, "test") as connection:
        connection.execute(
            """UPDATE book.customer SET mobile_key = %s WHERE id IN (
                   SELECT DISTINCT person_id FROM census.customer_standing WHERE person_id <> %s LIMIT 4)""",
            [cipher().fingerprint(MOBILE, "mobile"), person],
        )
    problem = mine.client.post(path, json=wanted(mobile=MOBILE)).json()
    assert (problem["code"], problem["params"]) == ("service.mobile_shared", {"others": 4})
    assert rows(worked_url, "SELECT FROM policycare.request") == []


def test_a_customer_of_another_cell_is_out_of_reach(
    mine: Tablet, worked_url: str, cells: list[int], person: int
) -> None:
    request = take_in(mine.client, person, mobile=MOBILE)
    with tablet(worked_url, cells[-1]) as other:
        for answer in (
            other.client.get(f"{API}/customers/{person}/service-requests"),
            other.client.post(f"{API}/customers/{person}/service-requests", json=wanted(mobile=MOBILE)),
            other.client.post(f"{API}/service-requests/{request['id']}/code"),
            other.client.post(f"{API}/service-requests/{request['id']}/confirmation", json={"code": "1"}),
            other.client.delete(f"{API}/service-requests/{request['id']}"),
        ):
            assert answer.status_code == 404, answer.text


class Broken:
    """A gateway that fails."""

    name = "file"

    def deliver(self, envelope: object) -> str:
        raise OSError(28, "No space left on device")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Messages cannot leave, until it is undone."""
    monkeypatch.setattr(sending, "make_gateway", Broken)
    return monkeypatch


def test_a_gateway_that_fails_loses_nothing(
    mine: Tablet, worked_url: str, person: int, broken: pytest.MonkeyPatch
) -> None:
    request = take_in(mine.client, person, mobile=MOBILE)
    problem = send(mine.client, request, 503)
    assert (problem["code"], problem["params"]) == ("message.not_sent", {"problem": "message.gateway_failed"})
    (kept,) = mine.get(f"/customers/{person}/service-requests")["items"]
    assert (kept["state"], kept["code"]) == ("needs_customer", None)
    broken.undo()
    # What did not leave does not count: it is sent at once.
    send(mine.client, request)
    states = rows(
        worked_url,
        "SELECT state, problem FROM engagement.message WHERE template = 'details_code' ORDER BY id",
    )
    assert states == [("failed", "message.gateway_failed"), ("delivered", None)]
    confirm(mine.client, request, code_of(worked_url, request["id"]))


@pytest.mark.parametrize(
    "held",
    [
        "UPDATE book.customer SET tier = tier WHERE id = %s",
        "UPDATE engagement.care SET stage = stage WHERE customer_id = %s",
    ],
)
def test_an_import_that_holds_the_customer_costs_him_neither_the_code_nor_long_waiting(
    mine: Tablet, worked_url: str, person: int, held: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gridward.policycare.confirming._WAIT_S", 0.2)
    request = take_in(mine.client, person, mobile=MOBILE)
    send(mine.client, request)
    code = code_of(worked_url, request["id"])
    with connect(worked_url, "import") as importing:
        importing.execute(held, [person])
        for _ in range(6):  # more often than a code may be wrong
            assert confirm(mine.client, request, code, 503)["code"] == "service.book_busy"
    assert confirm(mine.client, request, code)["state"] == "in_review"
