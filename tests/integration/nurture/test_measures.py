"""What came of the programme, counted in the database: messages, refusals, promises and dues, by lot."""

import asyncio
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from gridward.kernel.clock import today
from gridward.nurture.measuring import measures
from gridward.nurture.rules import nurture_rules
from gridward.platform.db import in_transaction

_TOUCHES = """
    INSERT INTO nurture.touch (city_id, occasion, step, customer_id, cell_id, on_day, day, lot, message_id, rules)
    SELECT 1, 'benefit', 'message', person_id, 1 + n %% 3, %(day)s, %(day)s,
        (ARRAY['nurtured', 'nurtured', 'held_out', 'left_alone'])[1 + n %% 4],
        CASE WHEN n %% 4 < 2 THEN gen_random_uuid() END, 'v1'
    FROM (SELECT person_id, row_number() OVER (ORDER BY person_id) - 1 AS n FROM (
        SELECT DISTINCT s.person_id FROM census.customer_standing s JOIN book.policy p ON p.holder_id = s.customer_id
        JOIN census.policy_standing o ON o.policy_id = p.id AND o.standing = 'orphan') who) numbered
    WHERE n < 40
"""
_MESSAGES = """
    INSERT INTO engagement.message (id, city_id, customer_id, template, purpose, source_key, state)
    SELECT message_id, 1, customer_id, 'nurture_benefit', 'service', 'test/' || customer_id,
        (ARRAY['delivered', 'failed', 'queued'])[1 + id %% 3]
    FROM nurture.touch WHERE message_id IS NOT NULL
"""
# The next due of every policy: a week after the message, paid in time by the nurtured, and by the others a day too late.
_DUES = """
    DELETE FROM book.instalment WHERE due_on > %(day)s;
    INSERT INTO book.instalment (policy_id, city_id, number, due_on, amount, paid_on, import_id, row_hash)
    SELECT p.id, 1, 900 + extra, %(day)s::date + 7 + extra, 100,
        %(day)s::date + 67 + CASE t.lot WHEN 'nurtured' THEN 0 ELSE 1 END + extra, gen_random_uuid(), gen_random_uuid()
    FROM nurture.touch t JOIN census.customer_standing s ON s.person_id = t.customer_id
    JOIN book.policy p ON p.holder_id = s.customer_id CROSS JOIN (VALUES (0), (30)) AS e (extra)
"""
_REFUSED = """
    INSERT INTO engagement.consent (id, city_id, customer_id, purpose, given, how, at, account_id)
    SELECT gen_random_uuid(), 1, customer_id, 'marketing', false, 'phone',
        %(day)s::date + (ARRAY[-1, 5, 60])[1 + id %% 3] * interval '1 day' + interval '3 hours', gen_random_uuid()
    FROM nurture.touch
"""


def test_each_lot_is_followed_to_its_next_due(worked_url: str) -> None:
    day = today() - timedelta(days=120)
    with psycopg.connect(worked_url) as connection:
        for statement in (_TOUCHES, _MESSAGES, *_DUES.split(";\n"), _REFUSED):
            connection.execute(statement, {"day": day})
        refused = connection.execute(
            """SELECT lot, count(*) FROM nurture.touch t JOIN engagement.consent n USING (customer_id)
               WHERE n.at > t.day AND n.at < t.day + 30 GROUP BY lot"""
        ).fetchall()
        policies = connection.execute(
            """SELECT t.lot, count(*) FROM nurture.touch t JOIN census.customer_standing s ON s.person_id = t.customer_id
               JOIN book.policy p ON p.holder_id = s.customer_id JOIN census.policy_standing o ON o.policy_id = p.id
               WHERE o.standing <> 'served' AND p.state <> ALL('{ended_by_claim,matured,cancelled,moved_out}')
               GROUP BY t.lot"""
        ).fetchall()

    async def measure(on: int) -> dict[str, Any]:
        return await in_transaction(
            worked_url,
            lambda session: measures(session, 1, today() - timedelta(days=on), nurture_rules()),
        )

    found = asyncio.run(measure(0))
    (row,) = found["rows"]
    total = found["total"]
    assert (row["occasion"], row["month"]) == ("benefit", day.replace(day=1))
    assert {name: row[name] for name in total} == total
    assert row["persons"] == {"nurtured": 20, "held_out": 10, "left_alone": 10}
    assert row["messages"] == 20 == row["delivered"] + row["failed"] + row["waiting"]
    assert min(row["delivered"], row["failed"], row["waiting"]) > 0
    assert row["opted_out"] == dict(refused) and sum(row["promised"].values()) == 0
    # The first due after the message counts, the second one does not.
    assert row["dues"] == dict(policies)
    assert row["paid"] == {"nurtured": row["dues"]["nurtured"], "held_out": 0, "left_alone": 0}
    assert row["effect"]["difference"] == pytest.approx(1)
    # Before it is closed nothing is known of it.
    assert sum(asyncio.run(measure(40))["total"]["dues"].values()) == 0
