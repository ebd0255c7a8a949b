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

_PAID_IN_TIME = """
    EXISTS (SELECT FROM book.instalment i WHERE i.policy_id = r.policy_id AND i.number = r.number
        AND i.paid_on <= r.promised_on AND NOT coalesce(i.channel = ANY(%(loan)s), false))
"""
_KEPT = f"""
    UPDATE renewal.promise r SET state = 'kept', closed_at = coalesce(r.closed_at, %(now)s)
    WHERE r.city_id = %(city)s AND {_PAID_IN_TIME}
        -- One that was taken for broken before the payment became known was kept all the same.
        AND r.state IN ('open', 'broken')
"""
# Of several that one payment had kept the last one counts, unless he has promised anew since.
_REOPEN = f"""
    WITH unkept AS (
        SELECT r.id, row_number() OVER (PARTITION BY r.policy_id ORDER BY r.made_at DESC, r.id) = 1 AND NOT EXISTS (
            SELECT FROM renewal.promise o WHERE o.policy_id = r.policy_id AND o.state = 'open') AS counts
        FROM renewal.promise r WHERE r.city_id = %(city)s AND r.state = 'kept' AND NOT {_PAID_IN_TIME}
    )
    UPDATE renewal.promise r SET state = CASE WHEN u.counts THEN 'open' ELSE 'replaced' END,
        closed_at = CASE WHEN NOT u.counts THEN r.closed_at END
    FROM unkept u WHERE u.id = r.id
"""
_BROKEN = """
    UPDATE renewal.promise r SET state = 'broken', closed_at = %(now)s
    WHERE r.city_id = %(city)s AND r.state = 'open' AND r.promised_on + %(wait)s < %(day)s
"""
_UNCHECKED = """
    SELECT r.id, r.customer_id, r.policy_id, r.number, r.promised_on, d.cell_id, d.amount, d.failure, d.risk, d.tier
    FROM renewal.promise r JOIN renewal.due d ON d.policy_id = r.policy_id AND d.number = r.number
    WHERE r.city_id = %(city)s AND r.state = 'broken'
        AND NOT EXISTS (SELECT FROM engagement.task t WHERE t.city_id = r.city_id AND t.source_key = 'promise/' || r.id)
    ORDER BY r.id
"""
# The last that was done about a premium, where nothing but its payment ended it.
_RESUME = """
    WITH last AS (
        SELECT DISTINCT ON (t.policy_id) t.id, t.state, t.outcome
        FROM engagement.task t JOIN renewal.due d ON d.policy_id = t.policy_id AND d.number = t.instalment
        WHERE t.city_id = %(city)s AND d.state <> 'suspended'
            AND t.kind IN ('renewal_call', 'renewal_visit', 'promise_check', 'callback', 'visit_again')
            AND NOT EXISTS (SELECT FROM renewal.promise r WHERE r.policy_id = d.policy_id AND r.state = 'open')
        ORDER BY t.policy_id, t.closed_at DESC NULLS FIRST, t.id DESC
    )
    UPDATE engagement.task t SET state = 'open', outcome = NULL, closed_at = NULL,
        due_on = greatest(t.due_on, %(day)s + %(within)s)
    FROM last l WHERE l.id = t.id AND l.state = 'cancelled' AND l.outcome = 'paid'
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
    reopened: int = 0
    """Promises and tasks whose payment was taken back."""


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
    failure: str | None
    risk: float
    tier: str


def settle(connection: psycopg.Connection, city_id: int, day: date) -> Settled:
    """Judge open promises, ask after broken ones, and close work for what was paid, suspended or is not owed any more.

    What a payment had kept or closed is open again where it was taken back.
    Needs the due list of the day. Doing it twice changes nothing.
    """
    rules = premium_calendar().promise
    names = {
        "city": city_id,
        "day": day,
        "now": now(),
        "loan": sorted(LOAN_CHANNELS),
        "wait": rules.wait_days,
        "within": rules.check_within_days,
    }
    reopened = connection.execute(_REOPEN, names).rowcount
    kept = connection.execute(_KEPT, names).rowcount
    broken = connection.execute(_BROKEN, names).rowcount
    checks = add_tasks(connection, _checks(city_id, _unchecked(connection, city_id), rules, day))
    closed = connection.execute(_CLOSE, names).rowcount
    reopened += connection.execute(_RESUME, names).rowcount
    return Settled(kept, broken, checks, closed, reopened)


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
        if row.failure:
            why.append({"code": "debit_failed", "params": {"failure": row.failure}})
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
