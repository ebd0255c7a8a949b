"""What changes of policies and instalments becomes events, set-based, inside the transaction that makes the change."""

from datetime import date
from uuid import UUID

import psycopg
from psycopg import sql

from gridward.book.reading import LOAN_CHANNELS

_LEARNT = """
    INSERT INTO book.learnt AS l (city_id, day) VALUES (%s, %s)
    ON CONFLICT (city_id) DO UPDATE SET day = greatest(l.day, excluded.day) RETURNING day
"""

_CONTRACTS = """
    INSERT INTO book.policy_event (policy_id, source_id, number, about_on, learnt_on, paid_to, city_id, kind, amount, state)
    SELECT p.id, %(source)s, 0, CASE WHEN b.id IS NULL THEN p.effective_on ELSE %(told)s END, %(learnt)s, p.paid_to,
        p.city_id, CASE WHEN b.id IS NULL THEN 'opened' WHEN b.state <> p.state THEN 'state' ELSE 'terms' END,
        p.premium, p.state
    FROM staged_ready s JOIN book.policy p ON p.city_id = %(city)s AND p.policy_no = s.policy_no
    LEFT JOIN policy_before b ON b.id = p.id
    WHERE b.id IS NULL OR (b.state, b.premium, b.paid_to) IS DISTINCT FROM (p.state, p.premium, p.paid_to)
    ORDER BY s.line
"""

_INSTALMENTS = """
    INSERT INTO book.policy_event (policy_id, source_id, number, about_on, learnt_on, due_on, paid_on, city_id, kind, amount,
        paid_amount, channel, failure)
    SELECT policy_id, %(source)s, number,
        CASE kind WHEN 'due' THEN due_on WHEN 'corrected' THEN least(due_on, was_due_on, paid_on, was_paid_on)
            WHEN 'failed' THEN told_on WHEN 'reversed' THEN told_on ELSE paid_on END,
        %(learnt)s, due_on, paid_on, %(city)s, kind, amount, paid_amount, channel, failure
    FROM (
        SELECT s.policy_id, s.number, s.due_on, s.amount, s.paid_on, s.paid_amount, s.channel, s.failure, s.line,
            b.due_on AS was_due_on, b.paid_on AS was_paid_on, {told} AS told_on,
            CASE
                WHEN b.policy_id IS NOT NULL AND (b.due_on, b.amount) <> (s.due_on, s.amount) THEN 'corrected'
                WHEN s.paid_on IS NULL THEN CASE
                    WHEN b.paid_on IS NOT NULL THEN 'reversed'
                    WHEN s.failure IS NOT NULL THEN 'failed'
                    WHEN b.policy_id IS NULL THEN 'due' ELSE 'corrected' END
                WHEN b.paid_on IS NULL THEN CASE WHEN s.channel = ANY(%(loan)s) THEN 'lent' ELSE 'paid' END
                WHEN b.channel = ANY(%(loan)s) AND NOT coalesce(s.channel = ANY(%(loan)s), false) THEN 'repaid'
                -- The rest of a premium of which a part was paid.
                WHEN b.paid_amount < b.amount AND s.paid_amount > b.paid_amount AND s.paid_on > b.paid_on THEN 'paid'
                ELSE 'corrected' END AS kind
        FROM {rows} s LEFT JOIN book.instalment b ON b.policy_id = s.policy_id AND b.number = s.number
        WHERE b.policy_id IS NULL OR (b.due_on, b.amount, b.paid_on, b.paid_amount, b.channel, b.failure)
            IS DISTINCT FROM (s.due_on, s.amount, s.paid_on, s.paid_amount, s.channel, s.failure)
    ) AS changed ORDER BY line
"""


def learn(connection: psycopg.Connection, city_id: int, day: date) -> date:
    """Note that something is learnt of a city on a day; returns the day that its events get.

    It is the last one on which anything was learnt where that is later: a clock that was set back, or a delivery that comes
    late, tells nothing earlier than what was known. Whoever else learns something of the city waits for the transaction.
    """
    row = connection.execute(_LEARNT, [city_id, day]).fetchone()
    assert row is not None
    learnt: date = row[0]
    return learnt


def keep_policies(connection: psycopg.Connection, city_id: int) -> None:
    """Keep how the policies in `staged_ready` are before they are merged, in the temporary table `policy_before`."""
    connection.execute("DROP TABLE IF EXISTS policy_before")
    connection.execute(
        """CREATE TEMP TABLE policy_before ON COMMIT DROP AS SELECT p.id, p.state, p.premium, p.paid_to
           FROM staged_ready s JOIN book.policy p ON p.city_id = %s AND p.policy_no = s.policy_no""",
        [city_id],
    )


def record_policies(
    connection: psycopg.Connection, city_id: int, source_id: UUID, learnt_on: date, told_on: date
) -> None:
    """Write the events of the policies in `staged_ready`, once they are merged. Needs `policy_before`.

    A change is about the day of the delivery that told it: on which day it happened the insurer's core does not tell.
    """
    names = {"city": city_id, "source": source_id, "learnt": learnt_on, "told": told_on}
    connection.execute(_CONTRACTS, names)


def record_instalments(
    connection: psycopg.Connection,
    city_id: int,
    source_id: UUID,
    learnt_on: date,
    told: sql.Composable,
    rows: str = "staged_ready",
) -> None:
    """Write the events of the instalments in a temporary table `s`, before they are merged.

    `told` is the day on which a debit failed or was reversed. Of a delivery it is its own day, for the insurer's core does
    not tell it.
    """
    query = sql.SQL(_INSTALMENTS).format(rows=sql.Identifier(rows), told=told)
    names = {"city": city_id, "source": source_id, "learnt": learnt_on, "loan": sorted(LOAN_CHANNELS)}
    connection.execute(query, names)
