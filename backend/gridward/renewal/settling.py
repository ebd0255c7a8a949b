"""What payments change: promises that were kept or broken, and work that is not needed any more."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import class_row

from gridward.book.public import LOAN_CHANNELS
from gridward.engagement.contract import NewTask, Stage
from gridward.engagement.public import add_tasks
from gridward.kernel.clock import now
from gridward.renewal.calendar import PromiseRules, premium_calendar

_KEPT = """
    UPDATE renewal.promise r SET state = 'kept', closed_at = coalesce(r.closed_at, %(now)s)
    FROM book.instalment i
    WHERE r.city_id = %(city)s AND i.policy_id = r.policy_id AND i.number = r.number AND i.paid_on <= r.promised_on
        AND NOT coalesce(i.channel = ANY(%(loan)s), false)
        -- One that was taken for broken before the payment became known was kept all the same.
        AND r.state IN ('open', 'broken')
"""
_BROKEN = """
    UPDATE renewal.promise r SET state = 'broken', closed_at = %(now)s
    WHERE r.city_id = %(city)s AND r.state = 'open' AND r.promised_on + %(wait)s < %(day)s
"""
_UNCHECKED = """
    SELECT r.id, r.customer_id, r.policy_id, r.number, r.promised_on, d.cell_id, d.amount, d.risk, d.tier
    FROM renewal.promise r JOIN renewal.due d ON d.policy_id = r.policy_id AND d.number = r.number
    WHERE r.city_id = %(city)s AND r.state = 'broken'
        AND NOT EXISTS (SELECT FROM engagement.task t WHERE t.city_id = r.city_id AND t.source_key = 'promise/' || r.id)
    ORDER BY r.id
"""
_CLOSE = """
    WITH settled AS (
        SELECT t.id, CASE WHEN i.paid_on IS NOT NULL AND d.policy_id IS NULL
                THEN CASE WHEN i.channel = ANY(%(loan)s) THEN 'apl_paid' ELSE 'paid' END
            WHEN d.policy_id IS NULL THEN 'not_due' ELSE 'suspended' END AS outcome
        FROM engagement.task t
        LEFT JOIN renewal.due d ON d.policy_id = t.policy_id AND d.number = t.instalment
        LEFT JOIN book.instalment i ON i.policy_id = t.policy_id AND i.number = t.instalment
        WHERE t.city_id = %(city)s AND t.state = 'open' AND t.instalment IS NOT NULL
            AND t.kind IN ('renewal_call', 'renewal_visit', 'promise_check', 'callback', 'visit_again')
            -- Reminders end with grace; what somebody promised or asked for does not.
            AND (d.policy_id IS NULL OR d.state = 'suspended' AND t.kind IN ('renewal_call', 'renewal_visit'))
    )
    UPDATE engagement.task t SET state = 'cancelled', outcome = s.outcome, closed_at = %(now)s
    FROM settled s WHERE s.id = t.id
"""


@dataclass(frozen=True)
class Settled:
    """What became of promises and tasks."""

    kept: int
    broken: int
    checks: int
    """Tasks to ask why."""
    closed: int
    """Tasks that nobody needs to do any more."""


@dataclass(frozen=True)
class _Broken:
    """A broken promise that nobody asked after yet."""

    id: UUID
    customer_id: int
    policy_id: int
    number: int
    promised_on: date
    cell_id: int | None
    amount: Decimal
    risk: float
    tier: str


def settle(connection: psycopg.Connection, city_id: int, day: date) -> Settled:
    """Judge open promises, ask after broken ones, and close work for what was paid, suspended or is not owed any more.

    Needs the due list of the day. Doing it twice changes nothing.
    """
    rules = premium_calendar().promise
    names = {
        "city": city_id,
        "day": day,
        "now": now(),
        "loan": sorted(LOAN_CHANNELS),
        "wait": rules.wait_days,
    }
    kept = connection.execute(_KEPT, names).rowcount
    broken = connection.execute(_BROKEN, names).rowcount
    checks = add_tasks(connection, _checks(city_id, _unchecked(connection, city_id), rules, day))
    closed = connection.execute(_CLOSE, names).rowcount
    return Settled(kept, broken, checks, closed)


def _unchecked(connection: psycopg.Connection, city_id: int) -> list[_Broken]:
    with connection.cursor(row_factory=class_row(_Broken)) as cursor:
        return cursor.execute(_UNCHECKED, {"city": city_id}).fetchall()


def _checks(city_id: int, rows: list[_Broken], rules: PromiseRules, day: date) -> Iterator[NewTask]:
    for row in rows:
        why: list[dict[str, Any]] = [
            {
                "code": "promise_broken",
                "params": {"promised_on": row.promised_on.isoformat(), "amount": str(row.amount)},
            }
        ]
        if row.tier == "high":
            why.append({"code": "high_risk", "params": {"risk": row.risk}})
        yield NewTask(
            city_id=city_id,
            customer_id=row.customer_id,
            kind="promise_check",
            stage=Stage.RENEWAL,
            workplace="seat",
            due_on=day + timedelta(days=rules.check_within_days),
            priority=round(60 + row.risk, 4),
            source_key=f"promise/{row.id}",
            cell_id=row.cell_id,
            policy_id=row.policy_id,
            instalment=row.number,
            why=tuple(why),
        )
