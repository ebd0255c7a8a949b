"""The small city at work, long after its customers were told who serves them: ready to be nurtured."""

import asyncio
from datetime import date, timedelta
from typing import Any

import psycopg

from gridward.nurture.lots import lots
from gridward.nurture.night import Night, nurture
from gridward.nurture.rules import NurtureRules, nurture_rules
from gridward.nurture.showing import nurture_preview
from gridward.platform.db import in_transaction
from support.days import CITY

_QUIET = (
    "UPDATE engagement.care SET notified_at = now() - interval '60 days'",
    """UPDATE engagement.message SET created_at = now() - interval '60 days', delivered_at = now() - interval '60 days',
           state = 'delivered'""",
    "TRUNCATE renewal.due, book.contact, engagement.contact",
    "UPDATE book.service_request SET closed_on = coalesce(closed_on, applied_on)",
    "UPDATE book.claim SET closed_on = coalesce(closed_on, reported_on)",
    "UPDATE book.customer SET do_not_call = false",
    "UPDATE engagement.task SET state = 'cancelled', closed_at = now() WHERE state = 'open'",
)
_NUMBERED = """DELETE FROM engagement.{table} WHERE customer_id NOT IN (
    SELECT n.person_id FROM census.customer_standing n JOIN book.customer b ON b.id = n.customer_id
    WHERE b.mobile_sealed IS NOT NULL)"""


def quieten(url: str) -> None:
    """Let nothing stand in the way of the programme but what a test puts there."""
    with psycopg.connect(url) as connection:
        for statement in (*_QUIET, *(_NUMBERED.format(table=table) for table in ("message", "care"))):
            connection.execute(statement)


def to_all(**change: Any) -> NurtureRules:
    """The shipped rules with one occasion that comes to everybody in care each day."""
    content = next(one for one in nurture_rules().occasion if one.kind == "content")
    occasion = {
        "name": "content", "purpose": "service", "starts": "01-01", "spread_days": 1, "lasts_days": 1, "every_days": 20,
    }  # fmt: skip
    return nurture_rules().model_copy(
        update={"occasion": (content.model_copy(update=occasion | change),), "budget": ()}
    )


def run_night(url: str, day: date) -> Night:
    """The programme's part of the day."""
    return asyncio.run(in_transaction(url, lambda session: nurture(session, CITY, day)))


def preview(url: str, day: date) -> dict[tuple[str, str], dict[str, Any]]:
    """What a night would send, by occasion and step."""
    found = asyncio.run(in_transaction(url, lambda session: nurture_preview(session, CITY, day)))
    return {(step["occasion"], step["step"]): step for step in found["steps"]}


def waits_for_a_call(url: str, day: date) -> int:
    """Let somebody have been told a fortnight before a day that a benefit may wait; returns who."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(_HOLDERS).fetchall()
        nurtured = lots([number for _, _, number in rows], nurture_rules().lot)
        person, policy, _ = rows[nurtured.index("nurtured")]
        values = {"person": person, "policy": policy, "told": day - timedelta(days=14)}
        for statement in _TOLD:
            connection.execute(statement, values)
    return int(person)


def have_anniversaries(url: str, but: int, day: date) -> None:
    """Let every policy without an agent, but those of one person, have begun three years before a day."""
    with psycopg.connect(url) as connection:
        connection.execute(_ANNIVERSARIES, {"but": but, "day": day})


_HOLDERS = """
    SELECT s.person_id, min(p.id), min(b.customer_no)
    FROM engagement.care c JOIN census.customer_standing s ON s.person_id = c.customer_id
    JOIN book.customer b ON b.id = s.person_id JOIN book.policy p ON p.holder_id = s.customer_id
    JOIN census.policy_standing o ON o.policy_id = p.id AND o.standing = 'orphan'
    GROUP BY s.person_id ORDER BY s.person_id
"""
_TOLD = (
    """UPDATE book.policy SET effective_on = %(told)s::date - 182 - interval '6 years', category = '年金', state = 'in_force'
       WHERE id = %(policy)s""",
    "DELETE FROM book.service_request WHERE policy_id = %(policy)s",
    """INSERT INTO engagement.message (id, city_id, customer_id, template, purpose, source_key, state, created_at)
       VALUES (gen_random_uuid(), 1, %(person)s, 'nurture_benefit', 'service', 'test/told', 'delivered', %(told)s)""",
    """INSERT INTO nurture.touch (city_id, occasion, step, customer_id, policy_id, on_day, day, lot, message_id, rules)
       SELECT 1, 'benefit', 'message', customer_id, %(policy)s, %(told)s, %(told)s, 'nurtured', id, 'v1'
       FROM engagement.message WHERE source_key = 'test/told'""",
)
_ANNIVERSARIES = """
    UPDATE book.policy p SET effective_on = %(day)s::date - interval '3 years', state = 'in_force'
    FROM census.customer_standing s WHERE s.customer_id = p.holder_id AND s.person_id <> %(but)s
"""
