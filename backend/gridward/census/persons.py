"""Which customer numbers are the same person: by the exact, then by the normalised five-field rule."""

import psycopg

_PERSONS = """
    CREATE TEMP TABLE person ON COMMIT DROP AS
    WITH first AS (
        SELECT id,
            min(id) OVER (PARTITION BY coalesce(exact_identity_key, ('00000000-0000-0000-0000-' || lpad(to_hex(id), 12, '0'))::uuid)) AS by_exact,
            coalesce(normal_identity_key, ('00000000-0000-0000-0000-' || lpad(to_hex(id), 12, '0'))::uuid) AS normal_key
        FROM book.customer WHERE city_id = %(city)s
    ), joined AS (
        -- Equal in all five fields as delivered is equal after normalising too, so the wider groups hold the narrower ones.
        SELECT id, by_exact, min(id) OVER (PARTITION BY normal_key) AS by_normal FROM first
    )
    SELECT id AS customer_id, least(by_normal, by_exact) AS person_id,
        CASE WHEN count(*) OVER (PARTITION BY least(by_normal, by_exact)) = 1 THEN 'single'
             WHEN count(*) OVER (PARTITION BY by_exact) > 1 THEN 'exact' ELSE 'normalised' END AS person_rule
    FROM joined
"""


def find_persons(connection: psycopg.Connection, city_id: int) -> int:
    """Group the city's customer numbers into persons, in the temporary table `person`; returns how many persons there are.

    The number recorded first in the database stands for the person.
    """
    connection.execute("DROP TABLE IF EXISTS person")
    connection.execute(_PERSONS, {"city": city_id})
    connection.execute("ANALYZE person")
    row = connection.execute("SELECT count(DISTINCT person_id) FROM person").fetchone()
    assert row is not None
    return int(row[0])
