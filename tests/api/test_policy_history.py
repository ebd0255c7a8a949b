"""A policy's story over HTTP: any day's state, by what was known on any other; nobody's business out of scope."""

from datetime import timedelta
from typing import Any

import pytest

from gridward.platform.db import connect
from support.field_work import Tablet, persons_of, rows
from support.small_city import AS_OF


@pytest.fixture
def policy(mine: Tablet, worked_url: str) -> int:
    """A policy in force of a customer of his cell; its newest debit was reversed after it had been counted."""
    found = rows(
        worked_url,
        """SELECT e.policy_id, e.number FROM book.policy_event e JOIN book.policy p ON p.id = e.policy_id
           JOIN census.customer_standing s ON s.customer_id = p.holder_id
           WHERE e.kind = 'paid' AND p.state = 'in_force' AND p.pay_mode = 'yearly' AND s.person_id = ANY(%s)
             AND e.due_on < %s
           ORDER BY 1, 2 DESC""",
        list(persons_of(worked_url, mine.cell_id)),
        AS_OF - timedelta(days=90),
    )
    with connect(worked_url, "test") as connection:
        connection.execute(
            """INSERT INTO book.policy_event (policy_id, source_id, number, about_on, learnt_on, due_on, city_id, kind,
                   amount)
               SELECT policy_id, source_id, number, %s, %s, due_on, city_id, 'reversed', amount FROM book.policy_event
               WHERE policy_id = %s AND number = %s""",
            [AS_OF, AS_OF, *found[0]],
        )
    return int(found[0][0])


def history(tablet: Tablet, policy: int, **days: Any) -> Any:
    return tablet.client.get(f"/api/v1/policies/{policy}/history", params=days)


def test_the_story_of_a_reversed_debit(mine: Tablet, policy: int) -> None:
    story = history(mine, policy).json()
    assert story["state"] == "suspended" and float(story["owed"]) > 0
    assert story["events"][-1]["kind"] == "opened" and story["events"][0]["kind"] == "reversed"
    assert story["events"][-1]["source"] == "test"
    assert [change["after"] for change in story["changes"]][-1] == "suspended"
    before = history(mine, policy, as_of=AS_OF - timedelta(days=1)).json()
    assert before["state"] == "in_force" and before["owed"] == "0"
    assert len(before["events"]) == len(story["events"])


def test_before_anything_was_known(mine: Tablet, policy: int) -> None:
    early = (AS_OF - timedelta(days=1)).isoformat()
    answer = history(mine, policy, known_on=early)
    assert answer.status_code == 422 and answer.json()["code"] == "history.not_known"
    assert answer.json()["params"] == {"first": AS_OF.isoformat()}


def test_who_may_not_see_its_customer_finds_no_policy(mine: Tablet, worked_url: str, policy: int) -> None:
    other = rows(
        worked_url,
        """SELECT min(p.id) FROM book.policy p
           JOIN census.customer_standing h ON h.customer_id = p.holder_id
           JOIN census.customer_standing i ON i.customer_id = p.insured_id
           WHERE h.person_id <> ALL(%s) AND i.person_id <> ALL(%s)""",
        *[list(persons_of(worked_url, mine.cell_id))] * 2,
    )[0][0]
    for nobody in (other, 2**40):
        answer = history(mine, nobody)
        assert answer.status_code == 404 and answer.json()["code"] == "policy.not_found"
