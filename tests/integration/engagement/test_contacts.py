"""What a contact changes in somebody's care."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest

from gridward.customer360.public import move_on
from gridward.engagement.contract import NewContact
from gridward.engagement.public import note_contact
from gridward.kernel.clock import now, today
from gridward.kernel.ids import new_id
from gridward.platform.crypto import cipher
from gridward.platform.db import in_transaction
from support.published import cell_ids, person_in


@pytest.fixture
def contact(worked_url: str) -> NewContact:
    """A call that reached somebody in care."""
    person = person_in(worked_url, cell_ids(worked_url)[0])
    return NewContact(
        new_id(), 1, person, now(), "service", "call", "seat", "reached", reached=True, note="晚上方便"
    )


def _note(url: str, contact: NewContact) -> bool:
    return asyncio.run(in_transaction(url, lambda session: note_contact(session, contact)))


def _care(url: str, contact: NewContact) -> tuple[object, ...]:
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT state, stage, first_contact_at FROM engagement.care WHERE customer_id = %s",
            [contact.customer_id],
        ).fetchone()
    assert row is not None
    return row


def _owes(url: str, contact: NewContact, days: int | None) -> None:
    """Let the person owe one premium that is due in so many days; none for None."""
    with psycopg.connect(url) as connection:
        connection.execute("DELETE FROM renewal.due WHERE customer_id = %s", [contact.customer_id])
        if days is not None:
            connection.execute(
                """INSERT INTO renewal.due (policy_id, city_id, customer_id, number, due_on, grace_ends, amount, unpaid,
                       unpaid_amount, state, points, risk, tier, card, as_of)
                   SELECT id, 1, %(person)s, 9, %(due)s, %(due)s::date + 60, 100, 1, 100, 'upcoming', 1, 0.1, 'low', 'v1',
                       %(today)s
                   FROM book.policy p WHERE NOT EXISTS (SELECT FROM renewal.due WHERE policy_id = p.id)
                   ORDER BY id LIMIT 1""",
                {"person": contact.customer_id, "due": today() + timedelta(days=days), "today": today()},
            )


def _state(url: str, contact: NewContact, state: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(
            "UPDATE engagement.care SET state = %s WHERE customer_id = %s", [state, contact.customer_id]
        )


def test_who_was_reached_is_contacted_and_the_note_is_sealed(worked_url: str, contact: NewContact) -> None:
    assert _note(worked_url, contact)
    # The gates say where he goes from here.
    assert _care(worked_url, contact) == ("contacted", "connect", contact.at)
    with psycopg.connect(worked_url) as connection:
        row = connection.execute(
            "SELECT result, note_sealed FROM engagement.contact WHERE id = %s", [contact.id]
        ).fetchone()
    assert row is not None and row[0] == "reached"
    assert cipher().open(row[1], f"engagement.contact.note/{contact.id}") == "晚上方便"


@pytest.mark.parametrize(
    ("days", "state", "stage"),
    [
        (-40, "allotted", "renewal"),
        (0, "allotted", "renewal"),
        # Nothing is late yet: he need not wait until the premium is paid.
        (20, "allotted", "policy_service"),
        (None, "allotted", "policy_service"),
        (-40, "refused", "connect"),
    ],
)
def test_after_the_first_contact_he_is_where_the_gates_let_him_go(
    worked_url: str, contact: NewContact, days: int | None, state: str, stage: str
) -> None:
    _owes(worked_url, contact, days)
    _state(worked_url, contact, state)
    _note(worked_url, contact)
    asyncio.run(in_transaction(worked_url, lambda session: move_on(session, contact.customer_id)))
    assert _care(worked_url, contact)[1] == stage


def test_who_was_not_reached_stays_where_he_was(worked_url: str, contact: NewContact) -> None:
    before = _care(worked_url, contact)
    _note(worked_url, replace(contact, result="no_answer", reached=False))
    assert _care(worked_url, contact) == before


def test_the_same_contact_twice_is_one(worked_url: str, contact: NewContact) -> None:
    assert _note(worked_url, contact)
    before = _care(worked_url, contact)
    assert not _note(worked_url, replace(contact, at=contact.at - timedelta(days=9)))
    assert _care(worked_url, contact) == before


def test_an_earlier_contact_that_arrives_later_was_the_first(worked_url: str, contact: NewContact) -> None:
    earlier = contact.at - timedelta(hours=3)
    _note(worked_url, contact)
    _note(worked_url, replace(contact, id=new_id(), at=earlier))
    assert _care(worked_url, contact)[2] == earlier
