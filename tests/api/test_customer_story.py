"""A customer on one page, masked; what is revealed is recorded; who may not see him finds nobody."""

import asyncio
import uuid
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from gridward.engagement.contract import NewContact
from gridward.engagement.public import note_contact
from gridward.kernel.clock import now, today
from gridward.platform.crypto import cipher
from gridward.platform.db import connect, in_transaction
from support.field_work import Tablet, field_task, leave, move, one, persons_of, rows, tablet, visit
from support.seat_work import due

from .conftest import SignIn


@pytest.fixture
def person(mine: Tablet, worked_url: str) -> int:
    """A customer of his cell who holds a policy."""
    holders = {
        row[0]
        for row in rows(
            worked_url,
            "SELECT s.person_id FROM census.customer_standing s JOIN book.policy p ON p.holder_id = s.customer_id",
        )
    }
    return next(person for person in persons_of(worked_url, mine.cell_id) if person in holders)


def personal(url: str, person: int) -> list[str]:
    """Everything about a person that must not be read without a record of it."""
    found = []
    for row in rows(
        url,
        """SELECT c.customer_no, c.name_sealed, c.mobile_sealed, c.landline_sealed, c.address_sealed,
               c.id_number_sealed
           FROM census.customer_standing s JOIN book.customer c ON c.id = s.customer_id WHERE s.person_id = %s""",
        person,
    ):
        for name, sealed in zip(("name", "mobile", "landline", "address", "id_number"), row[1:], strict=True):
            if sealed is not None:
                found.append(cipher().open(sealed, f"book.customer.{name}/{row[0]}"))
    return [value for value in found if len(value) > 1]


def test_a_story_tells_everything_masked(mine: Tablet, worked_url: str, person: int) -> None:
    with connect(worked_url, "test") as connection:
        connection.execute("DELETE FROM renewal.due")
    owed = due(worked_url, person)
    field_task(worked_url, person, mine.cell_id, policy_id=owed.policy_id)
    answer = mine.client.get(f"/api/v1/customers/{person}")
    assert not [value for value in personal(worked_url, person) if value in answer.text]
    story = answer.json()
    assert (story["customer_id"], story["city"], story["kind"]) == (person, "tinglan", "orphan")
    assert story["name_masked"].endswith("*") and "****" in story["mobile_masked"]
    assert story["address_masked"].endswith("****") and story["community"]
    assert (story["cell"]["cell_id"], story["cell"]["stand_in"]) == (mine.cell_id, None)
    assert story["cell"]["specialist"].endswith("*")
    (shown,) = story["dues"]
    assert (shown["policy_id"], shown["amount"], shown["days"], shown["state"]) == (
        owed.policy_id,
        "1200.00",
        10,
        "in_grace",
    )
    policies = {policy["policy_id"]: policy for policy in story["policies"]}
    assert len(policies) == one(
        worked_url,
        """SELECT count(DISTINCT p.id) FROM book.policy p
           JOIN census.customer_standing s ON s.customer_id IN (p.holder_id, p.insured_id) WHERE s.person_id = %s""",
        person,
    )
    assert policies[owed.policy_id]["role"] in {"holder", "both"}
    ((paid, late),) = rows(
        worked_url,
        """SELECT min(number) - 1 + count(*) FILTER (WHERE paid_on IS NOT NULL), count(*) FILTER (WHERE paid_on > due_on)
           FROM book.instalment WHERE policy_id = %s""",
        owed.policy_id,
    )
    assert (policies[owed.policy_id]["paid_instalments"], policies[owed.policy_id]["late_instalments"]) == (
        paid,
        late,
    )
    assert "renewal_visit" in [task["kind"] for task in story["tasks"]]
    assert story["care"]["next_stage"] == "renewal"
    assert [reason["code"] for reason in story["care"]["missing"]] == ["no_first_contact"]
    assert story["promises"] == [] and story["requests"] == []


def test_instalments_before_those_that_were_delivered_were_paid(
    mine: Tablet, worked_url: str, person: int
) -> None:
    owed = due(worked_url, person)

    def told() -> tuple[int | None, int | None]:
        policies = {one["policy_id"]: one for one in mine.get(f"/customers/{person}")["policies"]}
        return policies[owed.policy_id]["paid_instalments"], policies[owed.policy_id]["late_instalments"]

    with connect(worked_url, "test") as connection:
        connection.execute("DELETE FROM book.instalment WHERE policy_id = %s", [owed.policy_id])
    assert told() == (None, None)
    with connect(worked_url, "test") as connection:
        connection.execute(
            """INSERT INTO book.instalment (policy_id, number, city_id, import_id, row_hash, due_on, amount)
               VALUES (%s, 6, 1, gen_random_uuid(), gen_random_uuid(), %s, 3600)""",
            [owed.policy_id, today() - timedelta(days=10)],
        )
    assert told() == (5, 0)


def test_states_of_policies_come_from_their_instalments(mine: Tablet, worked_url: str, person: int) -> None:
    policy = one(
        worked_url,
        """SELECT min(p.id) FROM book.policy p JOIN census.customer_standing s ON s.customer_id = p.holder_id
           WHERE s.person_id = %s""",
        person,
    )
    with connect(worked_url, "test") as connection:
        connection.execute("DELETE FROM book.instalment WHERE policy_id = %s", [policy])
        connection.execute(
            """INSERT INTO book.instalment (policy_id, number, city_id, import_id, row_hash, due_on, amount)
               VALUES (%s, 1, 1, gen_random_uuid(), gen_random_uuid(), %s, 3600)""",
            [policy, today() - timedelta(days=61)],
        )
        connection.execute(
            "UPDATE book.policy SET state = 'in_force', pay_mode = 'yearly', paid_to = NULL WHERE id = %s",
            [policy],
        )
    states = {one["policy_id"]: one["state"] for one in mine.get(f"/customers/{person}")["policies"]}
    assert states[policy] == "suspended"


def test_any_number_of_a_person_leads_to_the_same_story(mine: Tablet, worked_url: str) -> None:
    found = rows(
        worked_url,
        """SELECT s.person_id, array_agg(s.customer_id ORDER BY s.customer_id), array_agg(c.customer_no)
           FROM census.customer_standing s JOIN book.customer c ON c.id = s.customer_id
           JOIN grids.membership m ON m.customer_id = s.customer_id AND m.cell_id = %s
           GROUP BY 1 HAVING count(*) > 1 LIMIT 1""",
        mine.cell_id,
    )
    if not found:
        found = [_second_number(worked_url, mine.cell_id)]
    ((person, numbers, customer_nos),) = found
    stories = [mine.get(f"/customers/{number}") for number in numbers]
    assert all(story == stories[0] for story in stories)
    assert stories[0]["customer_id"] == person
    assert sorted(stories[0]["numbers"]) == sorted(customer_nos)


def test_contacts_of_all_departments_stand_in_one_list(mine: Tablet, worked_url: str, person: int) -> None:
    with connect(worked_url, "test") as connection:
        connection.cursor().executemany(
            """INSERT INTO book.contact (at, city_id, row_hash, ordinal, import_id, customer_id, department, channel,
                   direction, result)
               VALUES (now() - make_interval(days => %s), 1, gen_random_uuid(), 1, gen_random_uuid(), %s, '客服', '电话',
                   '呼出', '接通')""",
            [(days, person) for days in range(1, 61)],
        )
    account = one(worked_url, "SELECT id FROM identity.account WHERE login = %s", mine.login)
    seat = NewContact(
        uuid.uuid4(),
        1,
        person,
        now() - timedelta(hours=1),
        "service",
        "call",
        "seat",
        "no_answer",
        False,
        "",
        account,
    )
    asyncio.run(in_transaction(worked_url, lambda session: note_contact(session, seat)))
    mine.send("visit.complete", visit(person, "refused"))
    contacts = mine.get(f"/customers/{person}")["contacts"]
    assert len(contacts) == 50
    assert [one["at"] for one in contacts] == sorted((one["at"] for one in contacts), reverse=True)
    assert (contacts[0]["ours"], contacts[0]["department"], contacts[0]["result"]) == (
        True,
        "field",
        "refused",
    )
    assert contacts[0]["by"].endswith("*")
    assert (contacts[1]["department"], contacts[1]["by"]) == ("seat", "专*")
    assert (contacts[2]["ours"], contacts[2]["department"], contacts[2]["by"]) == (False, "客服", None)


def test_neighbours_at_the_same_door_are_shown_as_far_as_they_are_in_scope(
    mine: Tablet, worked_url: str, person: int, cells: list[int], sign_in_at_work: SignIn
) -> None:
    near = next(one for one in persons_of(worked_url, mine.cell_id) if one != person)
    far = persons_of(worked_url, cells[1])[0]
    with connect(worked_url, "test") as connection:
        connection.execute(
            "UPDATE book.customer SET address_key = %s WHERE id = ANY(%s)",
            [uuid.uuid4(), [person, near, far]],
        )
    field_task(worked_url, near, mine.cell_id)
    household = mine.get(f"/customers/{person}")["household"]
    assert [one["customer_id"] for one in household] == [near]
    assert household[0]["name_masked"].endswith("*") and household[0]["open_tasks"] >= 1
    ops = sign_in_at_work("ops").get(f"/api/v1/customers/{person}").json()
    assert {one["customer_id"] for one in ops["household"]} == {near, far}


def test_a_foreign_specialist_sees_nothing(
    mine: Tablet, worked_url: str, person: int, cells: list[int]
) -> None:
    with tablet(worked_url, cells[1]) as other:
        foreign = [
            other.client.get(f"/api/v1/customers/{person}"),
            other.client.post(f"/api/v1/customers/{person}/reveal"),
            other.client.get(f"/api/v1/customers/{10**12}"),
        ]
        assert [(one.status_code, one.json()["code"]) for one in foreign] == [(404, "customer.not_found")] * 3
        assert {one.text for one in foreign} == {foreign[0].text}
        move(worked_url, person, cells[1])
        assert other.get(f"/customers/{person}")["cell"]["cell_id"] == cells[1]
    assert mine.client.get(f"/api/v1/customers/{person}").status_code == 404


def test_a_specialist_who_left_sees_nobody(mine: Tablet, worked_url: str, person: int) -> None:
    assert mine.client.get(f"/api/v1/customers/{person}").status_code == 200
    leave(worked_url, mine.cell_id, today())
    assert mine.client.get(f"/api/v1/customers/{person}").status_code == 404
    assert mine.client.post(f"/api/v1/customers/{person}/reveal").status_code == 404


@pytest.mark.parametrize("role", ["seat", "ops", "auditor", "admin"])
def test_who_sees_whole_cities_sees_him_in_his_own(
    worked_url: str, person: int, sign_in_at_work: SignIn, role: str
) -> None:
    here = sign_in_at_work(role, city_ids=frozenset({1}))
    assert here.get(f"/api/v1/customers/{person}").json()["customer_id"] == person
    elsewhere = sign_in_at_work(role, city_ids=frozenset(), login="elsewhere")
    assert elsewhere.get(f"/api/v1/customers/{person}").status_code == 404


def test_a_supervisor_sees_the_customers_of_his_stations(
    worked_url: str, lead: TestClient, mine: Tablet, person: int
) -> None:
    assert lead.get(f"/api/v1/customers/{person}").json()["customer_id"] == person
    far = one(
        worked_url,
        """SELECT min(s.person_id) FROM grids.cells_on(%s) m JOIN census.customer_standing s USING (customer_id)
           JOIN stations.cell_station c USING (cell_id) WHERE c.station_id <> (
               SELECT station_id FROM stations.cell_station WHERE cell_id = %s)""",
        today(),
        mine.cell_id,
    )
    outside = far or one(
        worked_url,
        """SELECT min(person_id) FROM census.customer_standing WHERE customer_id NOT IN (
               SELECT customer_id FROM grids.cells_on(%s))""",
        today(),
    )
    assert lead.get(f"/api/v1/customers/{outside}").status_code == 404


def test_revealing_is_recorded_value_by_value(mine: Tablet, worked_url: str, person: int) -> None:
    answer = mine.client.post(f"/api/v1/customers/{person}/reveal")
    assert answer.status_code == 200
    shown: dict[str, Any] = answer.json()
    assert set(shown) == {"name", "mobile", "landline", "address"}
    assert {value for value in shown.values() if value} <= set(personal(worked_url, person))
    assert shown["name"] and shown["address"]
    account = one(worked_url, "SELECT id FROM identity.account WHERE login = %s", mine.login)
    entries = rows(
        worked_url,
        """SELECT actor, row_key, after ->> 'column' FROM audit.entry
           WHERE relation = 'book.customer' AND operation = 'read'""",
    )
    assert {entry[0] for entry in entries} == {f"account {account}"}
    assert sorted(entry[2] for entry in entries) == sorted(
        f"{name}_sealed" for name, value in shown.items() if value
    )


@pytest.mark.parametrize(("role", "status"), [("auditor", 403), ("seat", 200)])
def test_not_everybody_may_reveal(
    worked_url: str, person: int, sign_in_at_work: SignIn, role: str, status: int
) -> None:
    client = sign_in_at_work(role)
    assert client.post(f"/api/v1/customers/{person}/reveal").status_code == status
    read = one(worked_url, "SELECT count(*) FROM audit.entry WHERE operation = 'read'")
    assert (read > 0) == (status == 200)


@pytest.mark.parametrize("number", ["0", "-1", "abc", str(2**63)])
def test_what_is_no_customer_number_is_refused(nobody: TestClient, mine: Tablet, number: str) -> None:
    assert mine.client.get(f"/api/v1/customers/{number}").status_code == 422
    assert nobody.get(f"/api/v1/customers/{number}").status_code == 401


def _second_number(url: str, cell_id: int) -> tuple[int, list[int], list[str]]:
    """Two customers of the cell turn out to be one person."""
    first, second = persons_of(url, cell_id)[:2]
    with connect(url, "test") as connection:
        connection.execute(
            "UPDATE census.customer_standing SET person_id = %s, person_rule = 'exact' WHERE customer_id = %s",
            [first, second],
        )
    numbers = rows(url, "SELECT customer_no FROM book.customer WHERE id = ANY(%s)", [first, second])
    return first, [first, second], [number for (number,) in numbers]
