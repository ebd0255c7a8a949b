"""Which premium each orphan policy owes, for a whole city in SQL, by the state engine's rules (`book.states`)."""

from datetime import date

import psycopg

from gridward.book.public import GRACE_DAYS, MONTHS_BETWEEN, REINSTATEMENT_YEARS

AHEAD_DAYS = 30
"""A premium is on the due list from so many days before its due date on."""
PAYING_STATES = ("in_force", "in_grace", "suspended", "apl")
"""States, as delivered, in which premiums are owed."""

_PAYING = """
    CREATE TEMP TABLE paying ON COMMIT DROP AS
    SELECT p.id AS policy_id, h.person_id AS customer_id, p.holder_id, p.state, p.effective_on, p.paid_to, p.premium,
        e.every, p.pay_years * 12 / e.every AS last_number
    FROM book.policy p
    JOIN census.policy_standing s ON s.policy_id = p.id AND s.standing = 'orphan'
    JOIN census.customer_standing h ON h.customer_id = p.holder_id
    JOIN unnest(%(modes)s::text[], %(months)s::int[]) AS e (pay_mode, every) ON e.pay_mode = p.pay_mode
    WHERE p.city_id = %(city)s AND p.state = ANY(%(states)s) AND (%(only)s::bigint[] IS NULL OR p.id = ANY(%(only)s))
"""

_FOUND = """
    CREATE TEMP TABLE found_due ON COMMIT DROP AS
    WITH counted AS (
        -- What was paid after the day is not known on it.
        SELECT policy_id, number, due_on, amount, failure, paid_on IS NULL OR paid_on > %(day)s AS unpaid,
            CASE WHEN paid_on <= %(day)s THEN coalesce(paid_amount, amount) ELSE 0 END AS paid,
            paid_on
        FROM book.instalment WHERE city_id = %(city)s AND policy_id IN (SELECT policy_id FROM paying)
    ), instalment AS (
        SELECT *, unpaid OR paid < amount AS open FROM counted
    ), history AS (
        SELECT policy_id, max(number) AS newest, min(number) FILTER (WHERE open) AS oldest,
            count(*) FILTER (WHERE open AND due_on <= %(day)s) AS unpaid,
            coalesce(sum(amount - paid) FILTER (WHERE open AND due_on <= %(day)s), 0) AS unpaid_amount,
            -- Paid after its grace, a contract covers again from the next 00:00 on.
            coalesce(bool_or(NOT open AND paid_on = %(day)s AND paid_on > due_on + %(grace)s), false) AS back_tomorrow
        FROM instalment GROUP BY policy_id
    ), following AS (
        SELECT p.*, h.oldest, coalesce(h.unpaid, 0) AS unpaid, coalesce(h.unpaid_amount, 0) AS unpaid_amount,
            coalesce(h.back_tomorrow, false) AS back_tomorrow,
            greatest(coalesce(h.newest + 1, 0), coalesce(t.turn
                - ((p.effective_on + make_interval(months => (t.turn - 1) * p.every))::date > p.paid_to)::int, 0)) AS next
        FROM paying p LEFT JOIN history h USING (policy_id)
        CROSS JOIN LATERAL (SELECT floor(((extract(year FROM p.paid_to) - extract(year FROM p.effective_on)) * 12
            + extract(month FROM p.paid_to) - extract(month FROM p.effective_on)) / p.every)::int + 1 AS turn) t
    ), expected AS (
        SELECT *, (effective_on + make_interval(months => (next - 1) * every))::date AS next_on
        FROM following WHERE next >= 2 AND next <= coalesce(last_number, next)
    ), owed AS (
        SELECT f.policy_id, f.customer_id, f.holder_id, f.state AS said, f.back_tomorrow,
            coalesce(f.oldest, e.next) AS number, coalesce(i.due_on, e.next_on) AS due_on,
            coalesce(i.amount - i.paid, f.premium) AS amount, i.failure,
            -- The instalment after the delivered ones is owed too once it is due.
            f.unpaid + coalesce(e.next_on <= %(day)s, false)::int AS unpaid,
            f.unpaid_amount + CASE WHEN e.next_on <= %(day)s THEN f.premium ELSE 0 END AS unpaid_amount
        FROM following f LEFT JOIN expected e USING (policy_id)
        LEFT JOIN instalment i ON i.policy_id = f.policy_id AND i.number = f.oldest
        WHERE f.oldest IS NOT NULL OR e.next IS NOT NULL
    ), judged AS (
        SELECT *, CASE WHEN due_on > %(day)s THEN 'upcoming'
            WHEN said = 'suspended' OR back_tomorrow OR due_on + %(grace)s < %(day)s THEN 'suspended'
            WHEN due_on = %(day)s THEN 'due' ELSE 'in_grace' END AS state
        FROM owed WHERE due_on <= %(day)s::date + %(ahead)s
    )
    SELECT j.policy_id, j.customer_id, j.holder_id, c.cell_id, j.number, j.due_on, j.due_on + %(grace)s AS grace_ends,
        j.amount, j.unpaid::int AS unpaid, j.unpaid_amount,
        j.state, j.failure
    FROM judged j LEFT JOIN grids.cells_on(%(day)s) c ON c.customer_id = j.customer_id AND c.city_id = %(city)s
    WHERE j.state <> 'suspended'
        OR %(day)s <= (j.due_on + %(grace)s + 1 + make_interval(years => %(years)s))::date
"""


def find_dues(connection: psycopg.Connection, city_id: int, day: date, only: list[int] | None = None) -> None:
    """Put what is due or falls due within 30 days into the temporary table `found_due`: of each policy (or of those in
    `only`) that nobody in service serves the oldest unpaid instalment, as long as the contract can be kept or brought back.
    """
    parameters = {
        "city": city_id,
        "day": day,
        "only": only,
        "ahead": AHEAD_DAYS,
        "grace": GRACE_DAYS,
        "years": REINSTATEMENT_YEARS,
        "states": list(PAYING_STATES),
        "modes": list(MONTHS_BETWEEN),
        "months": list(MONTHS_BETWEEN.values()),
    }
    connection.execute("DROP TABLE IF EXISTS paying, found_due")
    connection.execute(_PAYING, parameters)
    connection.execute("ANALYZE paying")
    connection.execute(_FOUND, parameters)
    connection.execute("ANALYZE found_due")
