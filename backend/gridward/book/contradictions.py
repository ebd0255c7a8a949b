"""Policies whose state as delivered contradicts their payments: found and reported; both are kept."""

import psycopg

from gridward.book.as_of import find_states_now
from gridward.book.events import learnt_on

_FIND = """
    CREATE TEMP TABLE found_contradiction ON COMMIT DROP AS
    SELECT policy_id, said, found, unpaid_on, CASE
        -- In grace there is cover as before: whether the insurer calls it so is no matter.
        WHEN said IN ('in_force', 'in_grace', 'apl') AND found = 'suspended' THEN 'unpaid_but_covered'
        WHEN said = 'suspended' AND found <> 'suspended' THEN 'paid_but_suspended'
        WHEN said = 'in_grace' AND found <> 'in_grace' AND unpaid_on IS DISTINCT FROM %(day)s
            AND coalesce(unpaid_on > %(day)s, true) THEN 'paid_but_in_grace' END AS kind
    FROM state_as_of
"""
_PUT = """
    INSERT INTO book.contradiction AS k (policy_id, city_id, kind, said, found, unpaid_on, seen_on)
    SELECT policy_id, %(city)s, kind, said, found, unpaid_on, %(day)s FROM found_contradiction WHERE kind IS NOT NULL
    ON CONFLICT (policy_id) DO UPDATE SET kind = excluded.kind, said = excluded.said, found = excluded.found,
        unpaid_on = excluded.unpaid_on, seen_on = excluded.seen_on
    WHERE (k.kind, k.said, k.found, k.unpaid_on) IS DISTINCT FROM
        (excluded.kind, excluded.said, excluded.found, excluded.unpaid_on)
"""


def find_contradictions(connection: psycopg.Connection, city_id: int) -> int:
    """Bring the list of a city's contradictions up to date; returns how many there are.

    Judged on the day of the last delivery: what has happened since then, the insurer could not tell. Twice changes nothing.
    """
    day = learnt_on(connection, city_id)
    if day is None:
        return 0
    find_states_now(connection, city_id, day)
    names = {"city": city_id, "day": day}
    connection.execute("DROP TABLE IF EXISTS found_contradiction")
    connection.execute(_FIND, names)
    connection.execute(
        """DELETE FROM book.contradiction k WHERE k.city_id = %(city)s AND NOT EXISTS (
               SELECT FROM found_contradiction f WHERE f.policy_id = k.policy_id AND f.kind IS NOT NULL)""",
        names,
    )
    connection.execute(_PUT, names)
    row = connection.execute("SELECT count(*) FROM found_contradiction WHERE kind IS NOT NULL").fetchone()
    assert row is not None
    return int(row[0])
