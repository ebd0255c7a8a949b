"""The due list as SQL over a whole city and the state engine's functions agree."""

import random
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import psycopg
import pytest
from psycopg.rows import dict_row

from gridward.book.public import (
    InstalmentFacts,
    PolicyFacts,
    account,
    contract_of,
    grace_ends,
    instalment_state,
    oldest_unpaid,
    owed,
    reinstatable_to,
    suspended_on,
    unpaid,
)
from gridward.census.public import take_stock
from gridward.platform.db import connect
from gridward.renewal.card import CARD
from gridward.renewal.public import refresh_dues

AS_OF = date(2026, 11, 1)
STATES = ("in_force", "in_grace", "suspended", "apl", "reduced_paid_up", "surrendered")
Due = tuple[int, int, date, date, Decimal, int, Decimal, str]


@pytest.fixture
def tried_url(city_url: str) -> str:
    """The small city with every kind of policy and payment, most of them orphans."""
    rng = random.Random(5)
    with connect(city_url, "test") as connection:
        policies = connection.execute(
            "SELECT id, effective_on, paid_to FROM book.policy ORDER BY 1"
        ).fetchall()
        instalments = connection.execute(
            "SELECT policy_id, number, due_on, amount FROM book.instalment ORDER BY 1, 2"
        ).fetchall()
        connection.execute("UPDATE book.policy SET service_agent_no = NULL WHERE id % 5 <> 0")
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE book.policy SET state = %s, paid_to = %s WHERE id = %s",
                [
                    (
                        rng.choice(STATES),
                        rng.choice([None, paid_to, AS_OF + timedelta(days=rng.randrange(-900, 60))]),
                        policy,
                    )
                    for policy, _, paid_to in policies
                    if rng.random() < 0.5
                ],
            )
            cursor.executemany(
                """UPDATE book.instalment SET paid_on = %s, paid_amount = %s, channel = %s
                   WHERE policy_id = %s AND number = %s""",
                [
                    (*_payment(rng, due_on, amount), policy, number)
                    for policy, number, due_on, amount in instalments
                    if rng.random() < 0.15
                ],
            )
        take_stock(connection, 1)
    return city_url


def _payment(
    rng: random.Random, due_on: date, amount: Decimal
) -> tuple[date | None, Decimal | None, str | None]:
    if rng.random() < 0.3:
        return None, None, None
    paid = rng.choice([amount, amount, None, amount - 1])
    on = rng.choice([due_on, due_on + timedelta(days=60), due_on + timedelta(days=61), AS_OF])
    return on, paid, rng.choice(["银行转账", "自动垫交", None])


@pytest.mark.parametrize("days", [0, 1, 37, 61, 200, -20])
def test_sql_and_functions_agree(tried_url: str, days: int) -> None:
    day = AS_OF + timedelta(days=days)
    with connect(tried_url, "test") as connection:
        count = refresh_dues(connection, 1, day)
    stored = _stored(tried_url)
    wanted = _wanted(tried_url, day)
    assert count == len(stored)
    assert stored == wanted
    assert len(stored) > 50 and {due[-1] for due in stored.values()} >= {"upcoming", "in_grace", "suspended"}


def _stored(url: str) -> dict[int, Due]:
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            """SELECT policy_id, customer_id, number, due_on, grace_ends, amount, unpaid, unpaid_amount, state
               FROM renewal.due"""
        ).fetchall()
    return {row[0]: row[1:] for row in rows}


def _wanted(url: str, day: date) -> dict[int, Due]:
    with psycopg.connect(url, row_factory=dict_row) as connection:
        policies = connection.execute(
            """SELECT p.*, h.person_id FROM book.policy p
               JOIN census.policy_standing s ON s.policy_id = p.id AND s.standing = 'orphan'
               JOIN census.customer_standing h ON h.customer_id = p.holder_id"""
        ).fetchall()
        instalments = connection.execute("SELECT * FROM book.instalment").fetchall()
    history: defaultdict[int, list[InstalmentFacts]] = defaultdict(list)
    for row in instalments:
        history[row["policy_id"]].append(
            InstalmentFacts(
                *(row[name] for name in ("number", "due_on", "amount", "paid_on", "paid_amount", "channel"))
            )
        )
    found = {}
    for row in policies:
        facts = PolicyFacts(
            *(row[name] for name in ("state", "effective_on", "pay_mode", "pay_years", "premium", "paid_to"))
        )
        contract = contract_of(facts, history[row["id"]])
        due = oldest_unpaid(contract, day, 30)
        if due is None:
            continue
        state = str(instalment_state(contract, due, day))
        if state == "suspended" and day > reinstatable_to(suspended_on(due.due_on)):
            continue
        found[row["id"]] = (
            row["person_id"],
            due.number,
            due.due_on,
            grace_ends(due.due_on),
            account(due, day).outstanding,
            len(unpaid(contract, day)),
            owed(contract, day),
            state,
        )
    return found


def test_twice_changes_nothing_and_what_no_longer_applies_goes(tried_url: str) -> None:
    def run() -> int:
        with connect(tried_url, "test") as connection:
            return refresh_dues(connection, 1, AS_OF)

    def changes() -> int:
        with psycopg.connect(tried_url) as connection:
            row = connection.execute(
                "SELECT coalesce(sum(row_count), 0) FROM audit.entry WHERE relation = 'renewal.due'"
            ).fetchone()
        assert row is not None
        return int(row[0])

    count = run()
    before = changes()
    assert run() == count and changes() == before == count
    with connect(tried_url, "test") as connection:
        policy = connection.execute("SELECT min(policy_id) FROM renewal.due").fetchone()
        connection.execute(
            "UPDATE census.policy_standing SET standing = 'served' WHERE policy_id = %s", policy
        )
    assert run() == count - 1


def test_every_row_is_judged_by_the_card(tried_url: str) -> None:
    with connect(tried_url, "test") as connection:
        refresh_dues(connection, 1, AS_OF)
        rows = connection.execute(
            "SELECT points, risk, tier, reasons, card, as_of FROM renewal.due"
        ).fetchall()
    for points, risk, tier, reasons, card, as_of in rows:
        assert (card, as_of) == (CARD, AS_OF)
        assert 0 < risk < 1 and tier == ("high" if risk >= 0.3 else "medium" if risk >= 0.1 else "low")
        assert len(reasons) <= 3 and all(reason["points"] > 0 for reason in reasons)
        assert [reason["points"] for reason in reasons] == sorted(
            (reason["points"] for reason in reasons), reverse=True
        )
        assert isinstance(points, int)
    assert {tier for _, _, tier, *_ in rows} == {"low", "medium", "high"}


def test_premiums_that_lapsed_in_a_row_count_once(tried_url: str) -> None:
    with connect(tried_url, "test") as connection:
        refresh_dues(connection, 1, AS_OF)
        dues = connection.execute(
            """SELECT d.policy_id, d.number, (f.features->>'times_lapsed')::float8
               FROM renewal.due d JOIN renewal.due_feature f USING (policy_id)"""
        ).fetchall()
        rows = connection.execute(
            """SELECT policy_id, number, due_on < %(day)s::date - 60 AND
                   (paid_on IS NULL OR paid_on > due_on + 60 OR channel = '自动垫交')
               FROM book.instalment""",
            {"day": AS_OF},
        ).fetchall()
    lapsed = {(policy, number) for policy, number, lapse in rows if lapse}
    found = {policy: times for policy, _, times in dues}
    assert found == {
        policy: sum(
            one == policy and number < due and (policy, number - 1) not in lapsed for one, number in lapsed
        )
        for policy, due, _ in dues
    }
    assert max(found.values()) > 1
