"""What a contact changes in somebody's care."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest

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


def _unpaid(url: str, contact: NewContact, days: int | None) -> None:
    """Let the person's next premium be due in so many days; none is due for None."""
    with psycopg.connect(url) as connection:
        names = {"person": contact.customer_id, "today": today(), "days": days}
        connection.execute(
            """UPDATE book.instalment i SET paid_on = due_on FROM book.policy p
               JOIN census.customer_standing s ON s.customer_id = p.holder_id
               WHERE i.policy_id = p.id AND s.person_id = %(person)s""",
            names,
        )
        if days is not None:
            connection.execute(
                """WITH one AS (SELECT id FROM book.policy WHERE %(person)s IN (holder_id, insured_id) ORDER BY id LIMIT 1),
                        his AS (UPDATE book.policy SET state = 'in_force', holder_id = %(person)s FROM one
                            WHERE policy.id = one.id)
                   INSERT INTO book.instalment (policy_id, city_id, number, due_on, amount, import_id, row_hash)
                   SELECT id, 1, 999, %(today)s + %(days)s::integer, 100, gen_random_uuid(), gen_random_uuid() FROM one""",
                names,
            )


def test_who_was_reached_is_contacted_and_the_note_is_sealed(worked_url: str, contact: NewContact) -> None:
    _unpaid(worked_url, contact, None)
    assert _note(worked_url, contact)
    assert _care(worked_url, contact) == ("contacted", "policy_service", contact.at)
    with psycopg.connect(worked_url) as connection:
        row = connection.execute(
            "SELECT result, note_sealed FROM engagement.contact WHERE id = %s", [contact.id]
        ).fetchone()
    assert row is not None and row[0] == "reached"
    assert cipher().open(row[1], f"engagement.contact.note/{contact.id}") == "晚上方便"


@pytest.mark.parametrize(("days", "stage"), [(-40, "renewal"), (30, "renewal"), (31, "policy_service")])
def test_whose_premium_is_due_goes_on_to_renewal(
    worked_url: str, contact: NewContact, days: int, stage: str
) -> None:
    _unpaid(worked_url, contact, days)
    _note(worked_url, contact)
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
