"""Who is left alone by lot: nobody contacts him about dues of his own accord."""

from collections.abc import Collection, Iterable

import psycopg

from gridward.platform.crypto import cipher
from gridward.renewal.whom.lot import drawn
from gridward.renewal.whom.rules import treatment_rules
from gridward.renewal.whom.value import Bools


def held_out(numbers: Iterable[str]) -> Bools:
    """Whether the lot fell on each of these persons, by their first customer numbers."""
    is_held: Bools = drawn(numbers, cipher().hash_key("renewal.lot")) < treatment_rules().lot.held_out
    return is_held


def left_alone(connection: psycopg.Connection, persons: Collection[int]) -> set[int]:
    """Those of some persons on whom the lot fell."""
    rows = connection.execute(
        "SELECT id, customer_no FROM book.customer WHERE id = ANY(%s)", [list(persons)]
    ).fetchall()
    return {row[0] for row, is_held in zip(rows, held_out(row[1] for row in rows), strict=True) if is_held}
