"""One sealed value, by which a key is tried."""

import psycopg


def sealed_name(connection: psycopg.Connection) -> tuple[bytes, str] | None:
    """The sealed name of the customer recorded first, and the context with which it opens."""
    row = connection.execute(
        "SELECT name_sealed, customer_no FROM book.customer WHERE name_sealed IS NOT NULL ORDER BY id LIMIT 1"
    ).fetchone()
    return None if row is None else (row[0], f"book.customer.name/{row[1]}")
