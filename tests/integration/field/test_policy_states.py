"""The state of each policy in a customer's document is what all its instalments make it, though few of them are read."""

import asyncio
from collections import defaultdict
from datetime import timedelta

import psycopg

from gridward.book.public import InstalmentFacts, PolicyFacts, contract_of, contract_state
from gridward.customer360.parts import policies_with_dues
from gridward.kernel.clock import today
from gridward.platform.db import in_transaction

# Of the paid ones some are lent, paid in part, paid today or not at all; the order of their ids decides.
_MIX = """
    UPDATE book.instalment i SET
        channel = CASE WHEN n % 7 = 1 THEN '自动垫交' ELSE channel END,
        paid_amount = CASE WHEN n % 7 = 2 THEN amount / 2 WHEN n % 7 = 5 THEN NULL ELSE paid_amount END,
        paid_on = CASE WHEN n % 7 = 3 THEN %(day)s WHEN n % 7 = 4 THEN NULL ELSE paid_on END
    FROM (SELECT policy_id, number, row_number() OVER (ORDER BY policy_id, number) AS n FROM book.instalment) o
    WHERE o.policy_id = i.policy_id AND o.number = i.number
"""
_FACTS = "SELECT id, state, effective_on, pay_mode, pay_years, premium, paid_to FROM book.policy"
_INSTALMENTS = "SELECT policy_id, number, due_on, amount, paid_on, paid_amount, channel FROM book.instalment"


def test_states_are_those_that_all_instalments_make(worked_url: str) -> None:
    facts, rows = {}, defaultdict(list)
    with psycopg.connect(worked_url) as connection:
        connection.execute(_MIX.replace("% 7", "%% 7"), {"day": today()})
        persons = [
            row[0] for row in connection.execute("SELECT DISTINCT person_id FROM census.customer_standing")
        ]
        for policy, *told in connection.execute(_FACTS):
            facts[policy] = PolicyFacts(*told)
        for policy, *told in connection.execute(_INSTALMENTS):
            rows[policy].append(InstalmentFacts(*told))
    seen = set()
    for day in (today(), today() + timedelta(days=1), today() - timedelta(days=200)):
        found = asyncio.run(
            in_transaction(worked_url, lambda session, day=day: policies_with_dues(session, persons, day))
        )
        for policies, _ in found.values():
            for policy in policies:
                number = policy["policy_id"]
                expected = contract_state(contract_of(facts[number], rows[number]), day).value
                assert policy["state"] == expected, (number, day)
                seen.add(expected)
    assert {"in_force", "suspended", "apl"} <= seen
