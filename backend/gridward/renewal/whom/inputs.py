"""What a decision looks at, for a whole city in SQL: what the calendar has for each due and was not done yet, what the due
is worth, how often the customer was contacted, what is open already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import psycopg
from psycopg.rows import class_row

from gridward.book.public import MONTHS_BETWEEN
from gridward.engagement.public import BudgetRules
from gridward.renewal.whom.rules import TreatmentRules

_NEW = """
    DELETE FROM candidate c USING (
        SELECT key FROM candidate c WHERE kind <> 'message' AND EXISTS (
            SELECT FROM engagement.task t WHERE t.city_id = %(city)s AND t.source_key = c.key)
        UNION ALL
        SELECT key FROM candidate c WHERE kind = 'message' AND EXISTS (
            SELECT FROM engagement.message m WHERE m.city_id = %(city)s AND m.source_key = c.key)
    ) made WHERE made.key = c.key RETURNING c.key
"""
_DUES = """
    SELECT d.policy_id, d.number, d.customer_id, d.cell_id, d.due_on, d.risk, d.card, c.customer_no,
        p.premium * 12 / e.every::float8 AS premium_a_year,
        (p.pay_years * 12 / e.every - d.number + 1) * e.every / 12.0::float8 AS years_left,
        (f.features ->> 'premium_to_income')::float8 AS premium_to_income, f.features ->> 'debit_state' AS debit_state,
        k.kinds, b.action AS last_action, b.why AS last_why, b.would AS last_would, b.held_out AS last_held_out,
        b.options AS last_options
    FROM (SELECT policy_id, array_agg(DISTINCT kind ORDER BY kind) AS kinds FROM candidate GROUP BY policy_id) k
    JOIN renewal.due d USING (policy_id)
    JOIN book.policy p ON p.id = d.policy_id
    JOIN book.customer c ON c.id = d.customer_id
    JOIN unnest(%(modes)s::text[], %(months)s::int[]) AS e (pay_mode, every) ON e.pay_mode = p.pay_mode
    LEFT JOIN renewal.due_feature f ON f.policy_id = d.policy_id
    LEFT JOIN LATERAL (
        SELECT * FROM renewal.decision b WHERE b.policy_id = d.policy_id AND b.number = d.number ORDER BY b.id DESC LIMIT 1
    ) b ON true
    ORDER BY d.customer_id, d.policy_id
"""
_CONTACTS = """
    WITH who AS (SELECT DISTINCT d.customer_id FROM candidate JOIN renewal.due d USING (policy_id))
    SELECT customer_id, channel, %(day)s - (at AT TIME ZONE 'Asia/Shanghai')::date AS days,
        purpose <> 'marketing' AND NOT result = ANY(%(vain)s) AS counts
    FROM engagement.contact JOIN who USING (customer_id) WHERE city_id = %(city)s AND at >= %(since)s AND at < %(end)s
    UNION ALL
    SELECT who.customer_id, CASE WHEN b.channel = ANY(%(calls)s) THEN 'call' ELSE 'visit' END,
        %(day)s - (b.at AT TIME ZONE 'Asia/Shanghai')::date, NOT coalesce(b.department = ANY(%(marketing)s), false)
    FROM who JOIN census.customer_standing s ON s.person_id = who.customer_id
    JOIN book.contact b ON b.customer_id = s.customer_id
    WHERE b.at >= %(since)s AND b.at < %(end)s AND (b.channel = ANY(%(calls)s) OR b.channel = ANY(%(visits)s))
        AND NOT coalesce(b.direction, '') = ANY(%(inbound)s) AND NOT coalesce(b.result, '') = ANY(%(vain)s)
    UNION ALL
    SELECT customer_id, 'message', %(day)s - (created_at AT TIME ZONE 'Asia/Shanghai')::date, false
    FROM engagement.message JOIN who USING (customer_id)
    WHERE created_at >= %(since)s AND created_at < %(end)s AND state <> 'failed'
"""
_RESTING = """
    SELECT DISTINCT customer_id FROM renewal.decision
    WHERE customer_id = ANY(%(customers)s) AND action <> 'none' AND day > %(first)s AND day <= %(day)s
"""
_OPEN = """
    SELECT workplace, cell_id, count(*) FROM engagement.task
    WHERE city_id = %s AND state = 'open' AND kind IN ('renewal_call', 'renewal_visit') GROUP BY 1, 2
"""
_SEATS = """
    SELECT count(*) FILTER (WHERE NOT a.all_cities)
        + count(*) FILTER (WHERE a.all_cities) / (SELECT greatest(count(*), 1) FROM city.city)::float8
    FROM identity.account a
    WHERE a.active AND 'seat' = ANY(a.roles) AND (a.all_cities
        OR EXISTS (SELECT FROM identity.account_city y WHERE y.account_id = a.id AND y.city_id = %s))
"""


@dataclass(frozen=True)
class Candidate:
    """A step that the calendar has for a due today."""

    policy_id: int
    kind: str
    """`message`, `call`, `visit`."""
    key: str
    """The `source_key` of what would come of it."""


@dataclass(frozen=True)
class DueFacts:
    """A due for which there is something to decide."""

    policy_id: int
    number: int
    customer_id: int
    cell_id: int | None
    due_on: date
    risk: float
    card: str
    customer_no: str
    premium_a_year: float
    years_left: float | None
    premium_to_income: float | None
    debit_state: str | None
    kinds: list[str]
    last_action: str | None
    last_why: str | None
    last_would: str | None
    last_held_out: bool | None
    last_options: list[str] | None


def put_candidates(connection: psycopg.Connection, city_id: int, candidates: Iterable[Candidate]) -> set[str]:
    """Put into the temporary table `candidate` what was not done before; returns the keys of what was."""
    connection.execute("DROP TABLE IF EXISTS candidate")
    connection.execute("CREATE TEMP TABLE candidate (policy_id bigint, kind text, key text) ON COMMIT DROP")
    with connection.cursor().copy("COPY candidate FROM STDIN") as copy:
        for one in candidates:
            copy.write_row((one.policy_id, one.kind, one.key))
    connection.execute("ANALYZE candidate")
    return {row[0] for row in connection.execute(_NEW, {"city": city_id})}


def due_facts(connection: psycopg.Connection) -> list[DueFacts]:
    """The dues of `candidate`, those of one customer beside each other."""
    values = {"modes": list(MONTHS_BETWEEN), "months": list(MONTHS_BETWEEN.values())}
    with connection.cursor(row_factory=class_row(DueFacts)) as cursor:
        return cursor.execute(_DUES, values).fetchall()


def recent_contacts(
    connection: psycopg.Connection, city_id: int, day: date, days: int, rules: BudgetRules
) -> list[tuple[int, str, int, bool]]:
    """For the customers of `candidate`: customer, channel, how many days ago, and whether it uses up his budget for service,
    of all departments."""
    values = {
        "city": city_id,
        "day": day,
        "since": day - timedelta(days=days),
        "end": day + timedelta(days=1),
        "vain": list(rules.in_vain.results),
        "calls": list(rules.delivered.call),
        "visits": list(rules.delivered.visit),
        "inbound": list(rules.delivered.inbound),
        "marketing": list(rules.delivered.marketing),
    }
    return connection.execute(_CONTACTS, values).fetchall()


def resting(connection: psycopg.Connection, customers: list[int], day: date, days: int) -> set[int]:
    """Who got something within so many days."""
    values = {"customers": customers, "first": day - timedelta(days=days), "day": day}
    return {row[0] for row in connection.execute(_RESTING, values)}


def minutes_left(
    connection: psycopg.Connection, city_id: int, rules: TreatmentRules
) -> tuple[float, dict[int, float]]:
    """What the seats of the city, and of each cell its specialist, can take on beside what is open; a cell that is not
    there has nothing open."""
    capacity, actions = rules.capacity, rules.actions
    row = connection.execute(_SEATS, [city_id]).fetchone()
    assert row is not None
    at_seats = max(float(row[0]), capacity.least_seats) * capacity.call_minutes_a_day * capacity.days
    cells: dict[int, float] = {}
    for workplace, cell, count in connection.execute(_OPEN, [city_id]):
        if workplace == "seat":
            at_seats -= count * actions.call.minutes
        elif cell is not None:
            cells[cell] = capacity.visit_minutes_a_day * capacity.days - count * actions.visit.minutes
    return at_seats, cells


def put_decisions(
    connection: psycopg.Connection, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]
) -> int:
    """Keep decisions; returns how many."""
    cursor = connection.cursor()
    with cursor.copy(f"COPY renewal.decision ({', '.join(columns)}) FROM STDIN") as copy:
        count = 0
        for row in rows:
            copy.write_row(row)
            count += 1
    return count
