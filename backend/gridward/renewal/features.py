"""What the points card looks at, as columns, for every row of the temporary table `found_due`."""

from datetime import date
from typing import Final

import numpy as np
import psycopg

from gridward.book.public import INCOMES, LOAN_CHANNELS, MONTHS_BETWEEN
from gridward.engagement.contract import REACHED_BY_CALL, REACHED_BY_VISIT
from gridward.renewal.card import Column
from gridward.renewal.risk.history import GRACE_DAYS

_LATE_DAYS = 7
_CASH = "%现金%"
_REACHED = "接通%"
"""How the core system words that the customer himself was spoken to."""
_OTHER = "other"
_DEBIT_STATES = {"正常": "works", "余额不足": "no_funds", "账户注销": "closed", "未授权": "unauthorised"}

_COLUMNS = """
    WITH history AS (
        SELECT d.policy_id, count(*) FILTER (WHERE i.paid_on > i.due_on + %(late)s) AS late,
            (array_agg(i.paid_on - i.due_on ORDER BY i.number DESC) FILTER (WHERE i.paid_on IS NOT NULL))[1] AS last_late,
            count(i.failure) AS failed,
            count(*) FILTER (WHERE i.paid_on IS NOT NULL) AS paid,
            count(*) FILTER (WHERE i.paid_on IS NOT NULL AND i.channel LIKE %(cash)s) AS cash,
            coalesce(bool_or(i.channel = ANY(%(loan)s)), false) AS lent,
            array_agg(i.number) FILTER (WHERE i.number < d.number AND i.due_on < %(day)s::date - %(grace)s
                AND (i.paid_on IS NULL OR i.paid_on > i.due_on + %(grace)s OR i.channel = ANY(%(loan)s))) AS lapsed
        FROM found_due d JOIN book.instalment i USING (policy_id) WHERE i.due_on <= %(day)s GROUP BY d.policy_id
    ), reached AS (
        SELECT customer_id, max(at) AS at FROM (
            SELECT s.person_id AS customer_id, c.at FROM book.contact c
            JOIN census.customer_standing s USING (customer_id)
            WHERE c.city_id = %(city)s AND c.result LIKE %(reached)s
                AND s.person_id IN (SELECT customer_id FROM found_due)
            UNION ALL
            SELECT customer_id, at FROM engagement.contact
            WHERE city_id = %(city)s AND result = ANY(%(reached_here)s)
                AND customer_id IN (SELECT customer_id FROM found_due)
        ) AS spoken WHERE at < (%(day)s::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' GROUP BY customer_id
    )
    SELECT d.policy_id, %(day)s - d.due_on, (%(day)s - p.effective_on) / 30.44, d.number - 1,
        coalesce(h.late, 0), (SELECT count(*) FROM unnest(h.lapsed) AS one WHERE one - 1 <> ALL(h.lapsed)), h.last_late,
        coalesce(h.failed, 0), h.cash / nullif(h.paid, 0)::float8,
        p.premium * 12 / e.every, coalesce(h.lent OR p.state = 'apl' OR p.loan_balance > 0, false)::int,
        (%(day)s - coalesce(served.left_on, sold.left_on)) / 30.44,
        %(day)s - (reached.at AT TIME ZONE 'Asia/Shanghai')::date, (%(day)s - c.born_on) / 365.25,
        p.pay_mode, p.debit_state, c.income_band
    FROM found_due d
    JOIN book.policy p ON p.id = d.policy_id
    JOIN book.customer c ON c.id = d.holder_id
    JOIN unnest(%(modes)s::text[], %(months)s::int[]) AS e (pay_mode, every) ON e.pay_mode = p.pay_mode
    LEFT JOIN history h ON h.policy_id = d.policy_id
    LEFT JOIN reached ON reached.customer_id = d.customer_id
    LEFT JOIN book.agent served ON served.city_id = %(city)s AND served.agent_no = p.service_agent_no
    LEFT JOIN book.agent sold ON sold.city_id = %(city)s AND sold.agent_no = p.selling_agent_no
"""
_NUMBERS = (
    "days_since_due", "tenure_months", "paid_instalments", "late_payments", "times_lapsed", "last_days_late",
    "failed_debits", "cash_share", "premium_a_year", "loan_in_use", "months_since_agent_left", "days_since_reached", "age",
)  # fmt: skip
FEATURES: dict[str, frozenset[str]] = {name: frozenset() for name in _NUMBERS if name != "premium_a_year"} | {
    "premium_to_income": frozenset(),
    "pay_mode": frozenset(MONTHS_BETWEEN),
    "debit_state": frozenset(_DEBIT_STATES.values()) | {_OTHER},
}
"""What a card can look at: the words of those that are words, nothing for those that are numbers."""
ADDED: Final = frozenset({"times_lapsed"})
"""Those that the first cards did not know: a card without them is none where something was forgotten."""


def feature_columns(connection: psycopg.Connection, city_id: int, day: date) -> dict[str, Column]:
    """A column for each feature of the card, and `policy_id`, `premium_a_year` (yuan): float64 with NaN where nothing is
    known, or text. Needs the table `found_due`."""
    rows = connection.execute(
        _COLUMNS,
        {
            "city": city_id,
            "day": day,
            "late": _LATE_DAYS,
            "grace": GRACE_DAYS,
            "cash": _CASH,
            "loan": sorted(LOAN_CHANNELS),
            "reached": _REACHED,
            "reached_here": sorted(REACHED_BY_CALL | REACHED_BY_VISIT),
            "modes": list(MONTHS_BETWEEN),
            "months": list(MONTHS_BETWEEN.values()),
        },
    ).fetchall()
    policy, *numbers, pay_mode, debit, income = (
        zip(*rows, strict=True) if rows else [()] * (len(_NUMBERS) + 4)
    )
    columns: dict[str, Column] = {"policy_id": np.array(policy, dtype=np.int64)}
    columns |= {
        name: np.array(values, dtype=np.float64) for name, values in zip(_NUMBERS, numbers, strict=True)
    }
    columns["pay_mode"] = np.array(pay_mode, dtype=np.str_)
    columns["debit_state"] = np.array([_DEBIT_STATES.get(state, _OTHER) for state in debit], dtype=np.str_)
    incomes = np.array([INCOMES.get(band, np.nan) for band in income], dtype=np.float64)
    columns["premium_to_income"] = columns["premium_a_year"] / incomes
    return columns
