"""The state of every contract of a city on a day, by what was known on another: set-based, by the rules of `history`."""

from datetime import date

import psycopg
from psycopg import sql

from gridward.book.reading import LOAN_CHANNELS
from gridward.book.rules_of_states import ENDS
from gridward.book.schedule import GRACE_DAYS, MONTHS_BETWEEN

_CONTRACTS = """
    CREATE TEMP TABLE contract_as_of ON COMMIT DROP AS
    SELECT DISTINCT ON (policy_id) policy_id, state AS said, amount AS premium, paid_to, learnt_on
    FROM book.policy_event WHERE city_id = %(city)s AND number = 0 AND learnt_on <= %(known)s
    ORDER BY policy_id, about_on <= %(day)s DESC, CASE WHEN about_on <= %(day)s THEN -id ELSE id END
"""
_INSTALMENTS = """
    CREATE TEMP TABLE instalment_as_of ON COMMIT DROP AS
    WITH told AS (
        SELECT DISTINCT ON (policy_id, number) policy_id, number, due_on, amount, kind, channel, paid_on,
            CASE WHEN paid_on <= %(day)s THEN coalesce(paid_amount, amount) ELSE 0 END AS paid
        FROM book.policy_event WHERE city_id = %(city)s AND number > 0 AND learnt_on <= %(known)s
        ORDER BY policy_id, number, about_on <= %(day)s DESC, CASE WHEN about_on <= %(day)s THEN -id ELSE id END
    )
    SELECT *, paid_on IS NULL OR paid_on > %(day)s OR paid < amount AS open FROM told
"""
_STATES = """
    CREATE TEMP TABLE state_as_of ON COMMIT DROP AS
    WITH history AS (
        SELECT policy_id, max(number) AS newest,
            min(due_on) FILTER (WHERE open) AS oldest_on,
            coalesce(bool_or(NOT open AND channel = ANY(%(loan)s)), false) AS lent,
            -- Paid after its grace, a contract covers again from the next 00:00 on. What was lent had been paid before.
            coalesce(bool_or(NOT open AND kind <> 'repaid' AND paid_on = %(day)s AND paid_on > due_on + %(grace)s), false)
                AS back_tomorrow
        FROM instalment_as_of GROUP BY policy_id
    ), following AS (
        SELECT c.*, p.effective_on, e.every, p.pay_years * 12 / e.every AS last_number, h.oldest_on,
            coalesce(h.lent, false) AS lent, coalesce(h.back_tomorrow, false) AS back_tomorrow,
            greatest(coalesce(h.newest + 1, 0), coalesce(t.turn
                - ((p.effective_on + make_interval(months => (t.turn - 1) * e.every))::date > c.paid_to)::int, 0)) AS next
        FROM contract_as_of c JOIN book.policy p ON p.id = c.policy_id LEFT JOIN history h ON h.policy_id = c.policy_id
        LEFT JOIN unnest(%(modes)s::text[], %(months)s::int[]) AS e (pay_mode, every) ON e.pay_mode = p.pay_mode
        CROSS JOIN LATERAL (SELECT floor(((extract(year FROM c.paid_to) - extract(year FROM p.effective_on)) * 12
            + extract(month FROM c.paid_to) - extract(month FROM p.effective_on)) / e.every)::int + 1 AS turn) t
    ), judged AS (
        -- The oldest that is unpaid: of those that were told, or the one after them.
        SELECT *, least(oldest_on, CASE WHEN next >= 2 AND next <= coalesce(last_number, next)
            THEN (effective_on + make_interval(months => (next - 1) * every))::date END) AS unpaid_on
        FROM following
    ), found AS (
        SELECT policy_id, said, learnt_on, unpaid_on, CASE
            WHEN back_tomorrow OR unpaid_on + %(grace)s < %(day)s THEN 'suspended'
            WHEN unpaid_on < %(day)s THEN 'in_grace'
            WHEN lent THEN 'apl' ELSE 'in_force' END AS found
        FROM judged
    )
    SELECT policy_id, said, found, unpaid_on, CASE
        WHEN said = ANY(%(final)s) THEN said
        WHEN said = 'suspended' AND learnt_on <= %(day)s THEN said ELSE found END AS state
    FROM found
"""


_CONTRACTS_NOW = """
    CREATE TEMP VIEW contract_as_of AS
    SELECT id AS policy_id, state AS said, premium, paid_to, '-infinity'::date AS learnt_on FROM book.policy
    WHERE city_id = {city}
"""
_INSTALMENTS_NOW = """
    CREATE TEMP VIEW instalment_as_of AS
    SELECT policy_id, number, due_on,
        -- The book does not tell what was lent before; that matters on the day of the payment alone. Asked for the newest
        -- with LIMIT, the database reads all events back from the last.
        CASE WHEN paid_on = {day} THEN (SELECT (array_agg(kind ORDER BY id DESC))[1] FROM book.policy_event e
            WHERE e.policy_id = i.policy_id AND e.number = i.number) ELSE 'paid' END AS kind,
        channel, paid_on, paid_on IS NULL OR paid_on > {day}
        OR coalesce(paid_amount, amount) < amount AS open
    FROM book.instalment i WHERE city_id = {city}
"""


def find_states(connection: psycopg.Connection, city_id: int, day: date, known_on: date) -> None:
    """Put the states of a city's contracts into the temporary table `state_as_of`: `said` by the insurer, `found` from the
    payments alone, `state` from both, and `unpaid_on`, when the oldest unpaid instalment fell or falls due."""
    names = _names(city_id, day) | {"known": known_on}
    _drop(connection)
    for query, table in ((_CONTRACTS, "contract_as_of"), (_INSTALMENTS, "instalment_as_of")):
        connection.execute(query, names)
        connection.execute(f"ANALYZE {table}")
    _find(connection, names)


def find_states_now(connection: psycopg.Connection, city_id: int, day: date) -> None:
    """The same by all that is known now, on the day of the last delivery or after it: from the book, which is quicker."""
    _drop(connection)
    literals = {"city": sql.Literal(city_id), "day": sql.Literal(day)}
    for query in (_CONTRACTS_NOW, _INSTALMENTS_NOW):
        connection.execute(sql.SQL(query).format(**literals))
    _find(connection, _names(city_id, day))


def _find(connection: psycopg.Connection, names: dict[str, object]) -> None:
    connection.execute(_STATES, names)
    connection.execute("ANALYZE state_as_of")


def _drop(connection: psycopg.Connection) -> None:
    connection.execute("DROP TABLE IF EXISTS state_as_of")
    for name in ("contract_as_of", "instalment_as_of"):
        row = connection.execute(
            "SELECT relkind FROM pg_class WHERE oid = to_regclass(%s)", [f"pg_temp.{name}"]
        ).fetchone()
        if row is not None:
            kind = "VIEW" if row[0] in ("v", b"v") else "TABLE"
            connection.execute(f"DROP {kind} pg_temp.{name}")


def _names(city_id: int, day: date) -> dict[str, object]:
    return {
        "city": city_id,
        "day": day,
        "grace": GRACE_DAYS,
        "loan": sorted(LOAN_CHANNELS),
        "modes": list(MONTHS_BETWEEN),
        "months": list(MONTHS_BETWEEN.values()),
        "final": [*sorted(ENDS), "reduced_paid_up"],
    }
