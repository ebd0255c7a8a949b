"""Tablets: their key goes on with their session, they report, and whoever leads their specialist decides about them."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from gridward.kernel import clock
from gridward.kernel.ids import new_id
from gridward.platform.db import connect
from support.devices import Device
from support.field_work import (
    Tablet,
    days_ago,
    move,
    one,
    operation,
    persons_of,
    sign_in,
    signed_in,
    tablet,
    visit,
)

_LIST = "/api/v1/cities/tinglan/devices"


@pytest.fixture
def device(mine: Tablet) -> Device:
    """His tablet, registered."""
    made = Device()
    assert made.register(mine.client)["state"] == "active"
    return made


def shown(lead: TestClient) -> dict[str, Any]:
    (row,) = lead.get(_LIST).json()["items"]
    found: dict[str, Any] = row
    return found


def decide(lead: TestClient, device: Device, state: str, status: int = 204) -> Any:
    answer = lead.put(f"/api/v1/devices/{device.id}/state", json={"state": state})
    assert answer.status_code == status, answer.text
    return answer.json() if answer.content else None


def in_the_app(client: TestClient) -> int:
    return client.get("/api/v1/field/today").status_code


def token(client: TestClient) -> str:
    return client.cookies["gridward_session"]


def test_registering_again_changes_nothing_and_a_key_must_be_one(mine: Tablet, device: Device) -> None:
    assert device.register(mine.client)["device_id"] == device.id
    body = {"device_id": str(new_id()), "name": "x", "public_key": "AAAA", "app_version": "1"}
    answer = mine.client.post("/api/v1/devices", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "device.key")


def test_a_lost_answer_never_signs_a_tablet_out(mine: Tablet, device: Device) -> None:
    before, body = token(mine.client), device.signed(mine.client)
    first = device.renew(mine.client, body)
    renewed = token(mine.client)
    # The answer was lost: the tablet still has the old one, and asks the same again, signed anew.
    mine.client.cookies.set("gridward_session", before, domain="testserver.local", path="/")
    assert in_the_app(mine.client) == 200
    again = device.renew(mine.client, body | {"signature": device.sign(body["challenge"])})
    assert again == first and token(mine.client) == renewed != before
    # The first use ends what was before.
    assert in_the_app(mine.client) == 200
    mine.client.cookies.set("gridward_session", before, domain="testserver.local", path="/")
    assert in_the_app(mine.client) == 401
    device.renew(mine.client)
    assert in_the_app(mine.client) == 200


def test_a_session_goes_on_after_a_night_and_takes_the_password_after_three_days(
    mine: Tablet, device: Device
) -> None:
    start = clock.now()
    with clock.frozen(start + timedelta(hours=14)):
        assert in_the_app(mine.client) == 401
        device.renew(mine.client)
        assert in_the_app(mine.client) == 200
    with clock.frozen(start + timedelta(hours=14 + 73)):
        assert device.renew(mine.client, status=401)["code"] == "sign_in.required"


def test_however_often_it_is_renewed_the_password_is_asked_for_in_the_end(
    mine: Tablet, device: Device
) -> None:
    start = clock.now()
    for days in range(2, 30, 2):
        with clock.frozen(start + timedelta(days=days)):
            device.renew(mine.client)
            assert in_the_app(mine.client) == 200
    with clock.frozen(start + timedelta(days=30, minutes=1)):
        assert device.renew(mine.client, status=401)["code"] == "sign_in.required"


def test_only_its_own_key_and_a_fresh_challenge_renew_a_session(
    mine: Tablet, device: Device, nobody: TestClient
) -> None:
    thief = Device(device.id, account_id=device.account_id)
    assert thief.renew(nobody, status=401)["code"] == "device.signature"
    body = device.signed(nobody)
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        assert device.renew(nobody, body, 401)["code"] == "device.challenge"
    for forged in ("", "x", "1.2.3", body["challenge"][:-1] + "é", f"9{body['challenge']}"):
        assert device.renew(nobody, body | {"challenge": forged}, 401)["code"] == "device.challenge"
    short = body | {"signature": "AAAA"}
    assert device.renew(nobody, short, 401)["code"] == "device.signature"


def test_signing_out_ends_it_for_the_key_too(mine: Tablet, device: Device) -> None:
    assert mine.client.delete("/api/v1/session").status_code == 204
    assert device.renew(mine.client, status=401)["code"] == "sign_in.required"


def test_who_signed_in_twice_on_a_tablet_is_out_when_his_session_is_ended_elsewhere(
    mine: Tablet, device: Device, worked_url: str
) -> None:
    first = token(mine.client)
    sign_in(mine.client, mine.login)
    device.register(mine.client)
    (its,) = (one["id"] for one in mine.get("/sessions")["items"] if one["current"])
    with signed_in(worked_url, mine.login) as elsewhere:
        assert elsewhere.delete(f"/api/v1/sessions/{its}").status_code == 204
        assert in_the_app(elsewhere) == 200
    assert device.renew(mine.client, status=401)["code"] == "sign_in.required"
    mine.client.cookies.set("gridward_session", first, domain="testserver.local", path="/")
    assert in_the_app(mine.client) == 401


def test_signing_out_ends_a_renewed_session_too_whose_answer_was_lost(mine: Tablet, device: Device) -> None:
    before = token(mine.client)
    device.renew(mine.client)
    mine.client.cookies.set("gridward_session", before, domain="testserver.local", path="/")
    # Registering once more, as each start does, leaves it to be asked for again.
    device.register(mine.client)
    assert mine.client.delete("/api/v1/session").status_code == 204
    assert device.renew(mine.client, status=401)["code"] == "sign_in.required"


def test_a_supervisor_sees_his_tablets_with_what_waits_on_them(
    mine: Tablet, device: Device, lead: TestClient
) -> None:
    login = lead.get("/api/v1/session").json()["login"]
    waiting = [str(new_id()), str(new_id())]
    oldest = clock.now() - timedelta(hours=9)
    outbox = {"count": 2, "op_ids": waiting, "oldest_at": oldest.isoformat()}
    told = device.report(mine.client, outbox=outbox, cursors={"1": 7})
    assert told["state"] == "active" and 40 <= told["next_sync_after_s"] <= 80
    row = shown(lead)
    assert (row["waiting"], row["trouble"], row["persisted"]) == (2, ["waiting_long"], True)
    assert row["specialist"].endswith("*") and row["cells"]
    with clock.frozen(clock.now() + timedelta(hours=25)):
        sign_in(lead, login)
        assert shown(lead)["trouble"] == ["waiting_long", "quiet"]


def test_what_vanishes_without_having_arrived_is_noticed_until_somebody_has_seen_it(
    mine: Tablet, device: Device, lead: TestClient, worked_url: str
) -> None:
    done = operation("visit.complete", visit(persons_of(worked_url, mine.cell_id)[0]), device_id=device.id)
    lost = str(new_id())
    device.report(mine.client, done["op_id"], lost)
    mine.deliver(done)
    device.report(mine.client, lost)
    assert shown(lead)["missing"] is None and shown(lead)["received_at"]
    device.report(mine.client)
    assert (shown(lead)["missing"], shown(lead)["trouble"]) == (1, ["missing"])
    decide(lead, device, "active")
    assert (shown(lead)["missing"], shown(lead)["trouble"]) == (None, [])


def test_photos_that_do_not_come_are_told_with_the_tablet_on_which_they_are(
    mine: Tablet, device: Device, lead: TestClient, worked_url: str
) -> None:
    person = persons_of(worked_url, mine.cell_id)[0]
    begun = clock.now() - timedelta(hours=9)
    refused, here, never = ("a" * 64, "b" * 64, "c" * 64)
    for at, names in ((begun, (refused, never)), (clock.now(), (here, never))):
        payload = visit(person, attachments=names)
        done = operation("visit.complete", payload, device_id=device.id, occurred_at=at)
        assert mine.deliver(done)["state"] == "applied"
    assert (shown(lead)["photos"], shown(lead)["trouble"]) == (3, ["photos_waiting"])
    with connect(worked_url, "test") as connection:
        connection.cursor().executemany(
            """INSERT INTO field.attachment (account_id, sha256, kind, size_bytes, state)
               VALUES (%s, %s, 'image/jpeg', 1, %s)""",
            [
                (device.account_id, sha256, state)
                for sha256, state in ((refused, "refused"), (here, "complete"))
            ],
        )
    row = shown(lead)
    assert row["photos"] == 1 and datetime.fromisoformat(row["photos_since"]) == begun


def test_papers_that_follow_a_request_are_waited_for_from_whoever_sends_them(
    mine: Tablet, other: Tablet, device: Device, lead: TestClient, worked_url: str
) -> None:
    person = persons_of(worked_url, other.cell_id)[0]
    asked = {"request_id": str(uuid.uuid4()), "customer_id": person}
    taken_in = other.send("request.submit", asked | {"item": "payment_mode"}, occurred_at=days_ago(3))
    assert taken_in["code"] == "service_item.lacks"
    move(worked_url, person, mine.cell_id, clock.today() - timedelta(days=2))
    named_at = clock.now() - timedelta(hours=9)
    papers = {"attachments": ["a" * 64], "papers": {"holder_id": ["a" * 64]}}
    follows = operation("request.supplement", asked | papers, device_id=device.id, occurred_at=named_at)
    assert mine.deliver(follows)["state"] == "applied"
    row = shown(lead)
    assert row["photos"] == 1 and datetime.fromisoformat(row["photos_since"]) == named_at


def test_what_was_given_up_did_not_vanish(mine: Tablet, device: Device, lead: TestClient) -> None:
    refused, lost = str(new_id()), str(new_id())
    device.report(mine.client, refused, lost)
    outbox = {"count": 0, "op_ids": [], "given_up": [refused, str(new_id())]}
    assert device.report(mine.client, outbox=outbox)["missing"] == 1
    # The answer was lost, and it is told again.
    device.report(mine.client, outbox=outbox)
    assert (shown(lead)["given_up"], shown(lead)["trouble"]) == (1, ["missing", "given_up"])
    decide(lead, device, "active")
    assert (shown(lead)["given_up"], shown(lead)["trouble"]) == (0, [])


def test_a_tablet_that_lost_all_that_it_stored_is_told_what_waited(mine: Tablet, device: Device) -> None:
    device.report(mine.client, str(new_id()), str(new_id()))
    anew = Device()
    anew.register(mine.client)
    told = anew.report(mine.client)
    assert (told["missing"], told["elsewhere"]) == (0, 2)


def test_a_store_that_was_evicted_is_noticed_by_its_cursor_and_by_its_key(
    mine: Tablet, device: Device, lead: TestClient
) -> None:
    device.report(mine.client, cursors={"1": 7, "2": 9})
    device.report(mine.client, cursors={"1": 8})
    assert shown(lead)["missing"] is None
    device.report(mine.client, cursors={"1": 3})
    assert shown(lead)["missing"] == 0
    decide(lead, device, "active")
    device.report(mine.client, str(new_id()))
    Device(device.id).register(mine.client)
    assert shown(lead)["missing"] == 1


def test_a_tablet_that_is_wiped_sends_what_waits_and_is_empty(
    mine: Tablet, device: Device, lead: TestClient, worked_url: str
) -> None:
    done = operation("visit.complete", visit(persons_of(worked_url, mine.cell_id)[0]), device_id=device.id)
    device.report(mine.client, done["op_id"])
    decide(lead, device, "wipe")
    assert device.report(mine.client, done["op_id"])["state"] == "wipe"
    assert mine.deliver(done)["state"] == "applied"
    assert device.report(mine.client, wiped=True)["state"] == "wipe"
    assert (shown(lead)["state"], shown(lead)["waiting"]) == ("wiped", 0)
    assert in_the_app(mine.client) == 401
    assert decide(lead, device, "lost", 409)["code"] == "device.wiped"
    assert device.renew(mine.client, status=401)["code"] == "device.revoked"
    sign_in(mine.client, mine.login)
    assert device.register(mine.client)["state"] == "active"


def test_a_lost_tablet_has_one_last_push_and_shows_nobody(
    mine: Tablet, device: Device, lead: TestClient, worked_url: str
) -> None:
    person = persons_of(worked_url, mine.cell_id)[0]
    done = operation("visit.complete", visit(person), device_id=device.id)
    decide(lead, device, "lost")
    assert in_the_app(mine.client) == 401
    assert device.renew(mine.client)["state"] == "wipe"
    assert mine.client.get("/api/v1/field/today").json()["items"] == []
    for path in (f"/customers/{person}", f"/field/cell/{mine.cell_id}", "/cities/tinglan/devices"):
        assert mine.client.get(f"/api/v1{path}").status_code in (403, 404)
    assert mine.deliver(done)["state"] == "applied"
    device.report(mine.client, wiped=True)
    assert shown(lead)["state"] == "wiped"
    audited = one(
        worked_url,
        """SELECT count(*) FROM audit.entry WHERE relation = 'identity.device' AND actor LIKE 'account %%'""",
    )
    assert audited >= 2


def test_a_revoked_tablet_is_let_in_again_only_by_who_leads(
    mine: Tablet, device: Device, lead: TestClient, worked_url: str
) -> None:
    decide(lead, device, "revoked")
    assert in_the_app(mine.client) == 401
    assert device.renew(mine.client, status=401)["code"] == "device.revoked"
    sign_in(mine.client, mine.login)
    assert device.register(mine.client)["state"] == "revoked"
    assert mine.client.get("/api/v1/field/today").json()["items"] == []
    assert device.report(mine.client)["state"] == "revoked"
    decide(lead, device, "active")
    assert mine.client.get("/api/v1/field/today").json()["cells"]


def test_a_tablet_of_somebody_else_is_none(
    device: Device, worked_url: str, cells: list[int], mine: Tablet
) -> None:
    with tablet(worked_url, cells[-1]) as other:
        assert other.login != mine.login
        assert device.report(other.client, status=404)["code"] == "device.not_found"
