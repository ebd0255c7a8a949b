"""Keys of landlines that were imported before there were any: whoever calls from one is found too."""

import psycopg

from gridward.book.telephones import landline_key
from gridward.platform.crypto import cipher

_AT_ONCE = 5_000


def key_landlines(connection: psycopg.Connection, city_id: int) -> int:
    """Give a city's landlines the keys that they lack; returns how many got one."""
    keyed = 0
    while rows := connection.execute(
        """SELECT id, customer_no, landline_sealed FROM book.customer
           WHERE city_id = %s AND landline_sealed IS NOT NULL AND landline_key IS NULL LIMIT %s""",
        [city_id, _AT_ONCE],
    ).fetchall():
        open_ = cipher().open
        keys = [landline_key(open_(sealed, f"book.customer.landline/{number}")) for _, number, sealed in rows]
        connection.execute(
            """UPDATE book.customer c SET landline_key = k.key
               FROM unnest(%s::bigint[], %s::uuid[]) AS k (id, key) WHERE c.id = k.id""",
            [[row[0] for row in rows], keys],
        )
        keyed += len(rows)
    return keyed
