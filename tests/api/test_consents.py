"""What customers agree to: kept as they say it, by the tablet and on the telephone, and what opens by it."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from gridward.platform.db import connect
from support.field_work import Tablet, persons_of, rows


@pytest.fixture
def person(mine: Tablet, worked_url: str) -> int:
    """A customer of his cell."""
    return persons_of(worked_url, mine.cell_id)[0]


def consent(person: int, given: bool = True, **more: Any) -> dict[str, Any]:
    return {
        "consent_id": str(uuid.uuid4()),
        "customer_id": person,
        "purpose": "marketing",
        "given": given,
        "how": "face_to_face",
        **more,
    }


def test_the_last_word_counts_and_the_earlier_ones_stay(mine: Tablet, worked_url: str, person: int) -> None:
    assert mine.get(f"/customers/{person}")["consents"] == []
    for given in (True, False):
        assert mine.send("consent.record", consent(person, given))["state"] == "applied"
    (last,) = mine.get(f"/customers/{person}")["consents"]
    assert (last["purpose"], last["given"], last["how"]) == ("marketing", False, "face_to_face")
    assert rows(worked_url, "SELECT count(*) FROM engagement.consent") == [(2,)]


def test_a_consent_under_a_number_that_is_taken_waits_for_a_person(mine: Tablet, person: int) -> None:
    first = consent(person)
    mine.send("consent.record", first)
    receipt = mine.send("consent.record", {**first, "given": False})
    assert (receipt["state"], receipt["code"]) == ("needs_attention", "consent.id_taken")


def test_a_seat_records_what_he_hears_on_the_telephone(
    sign_in_at_work: Callable[[str], TestClient], worked_url: str
) -> None:
    seat = sign_in_at_work("seat")
    ((person,),) = rows(worked_url, "SELECT min(customer_id) FROM engagement.care")
    body = {"consent_id": str(uuid.uuid4()), "purpose": "profiling", "given": False}
    for _ in range(2):
        assert seat.post(f"/api/v1/customers/{person}/consents", json=body).status_code == 204
    (last,) = seat.get(f"/api/v1/customers/{person}").json()["consents"]
    assert (last["purpose"], last["given"], last["how"]) == ("profiling", False, "phone")
    assert rows(worked_url, "SELECT count(*) FROM engagement.consent") == [(1,)]


def test_the_stage_moves_as_soon_as_its_gate_opens(mine: Tablet, worked_url: str, person: int) -> None:
    with connect(worked_url, "test") as connection:
        connection.execute("DELETE FROM renewal.due WHERE customer_id = %s", [person])
        connection.execute("UPDATE book.customer SET do_not_call = false")
        connection.execute("UPDATE book.service_request SET closed_on = applied_on")
        connection.execute(
            """UPDATE engagement.care SET stage = 'activities', state = 'contacted', first_contact_at = now()
               WHERE customer_id = %s""",
            [person],
        )
        connection.execute(
            """INSERT INTO engagement.fact (id, city_id, customer_id, kind, at, source_key)
               VALUES (gen_random_uuid(), 1, %s, 'event_answered', now(), 'event/1')""",
            [person],
        )
    assert [one["code"] for one in mine.get(f"/customers/{person}")["care"]["missing"]] == [
        "no_marketing_consent"
    ]
    mine.send("consent.record", consent(person))
    care = mine.get(f"/customers/{person}")["care"]
    assert (care["stage"], care["next_stage"], care["missing"]) == ("recommendation", None, [])
