"""Which customer numbers are the same person: by the exact, then by the normalised five-field rule."""

import psycopg

_PERSONS = """
    CREATE TEMP TABLE person ON COMMIT DROP AS
    WITH first AS (
        SELECT id,
            -- Who lacks one of the five fields has no key, and is like nobody but himself.
            CASE WHEN exact_identity_key IS NULL THEN id END AS alone,
            CASE WHEN normal_identity_key IS NULL THEN id END AS alone_normalised,
            exact_identity_key, normal_identity_key
        FROM book.customer WHERE city_id = %(city)s
    ), joined AS (
        -- Equal in all five fields as delivered is equal after normalising too: the wider groups hold the narrower ones.
        SELECT id, min(id) OVER (PARTITION BY exact_identity_key, alone) AS by_exact,
            min(id) OVER (PARTITION BY normal_identity_key, alone_normalised) AS by_normal FROM first
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
