"""What tablets have done and were told of it, held against what the database has."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg

from gridward.kernel.clock import now
from gridward.kernel.ids import new_id

Operation = dict[str, Any]
Receipt = dict[str, Any]
_EFFECTS = """
    SELECT coalesce(sum(row_count), count(*)) FROM audit.entry
    WHERE relation = 'engagement.contact' AND operation = 'insert'
"""


@dataclass
class Ledger:
    """One tablet's."""

    acknowledged: dict[str, Receipt] = field(default_factory=dict)
    """By the number of the operation."""
    contacts: dict[str, str] = field(default_factory=dict)
    """The contact that each of them makes."""
    changed: int = 0
    """Receipts that were another one the second time."""

    def do(self, customer: int) -> Operation:
        """Try to reach a customer."""
        contact = str(uuid.uuid4())
        op_id = str(new_id())
        self.contacts[op_id] = contact
        return {
            "op_id": op_id,
            "kind": "contact.log",
            "occurred_at": now().isoformat(),
            "payload": {
                "contact_id": contact,
                "customer_id": customer,
                "channel": "call",
                "result": "no_answer",
            },
        }

    def take(self, receipts: Iterable[Receipt]) -> None:
        """Keep what the server has answered."""
        for receipt in receipts:
            known = self.acknowledged.setdefault(receipt["op_id"], receipt)
            self.changed += known != receipt


@dataclass(frozen=True)
class Counted:
    """What became of all that was done."""

    operations: int
    """That were acknowledged."""
    lost: int
    """Acknowledged, and not there with their effect."""
    duplicated: int
    """Effects beyond one for each, and receipts that were another one the second time."""


def count(url: str, ledgers: Sequence[Ledger]) -> Counted:
    """Hold them against a database in which nobody else has worked."""
    with psycopg.connect(url) as connection:
        # What a request that was given up still does must not come between two of these.
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        stored: dict[str, str] = dict(
            connection.execute("SELECT op_id::text, state FROM field.operation").fetchall()
        )
        made = {row[0] for row in connection.execute("SELECT id::text FROM engagement.contact")}
        effects = connection.execute(_EFFECTS).fetchone()
    assert effects is not None
    lost = sum(
        stored.get(number) != "applied" or one.contacts[number] not in made or receipt["state"] != "applied"
        for one in ledgers
        for number, receipt in one.acknowledged.items()
    )
    return Counted(
        sum(len(one.acknowledged) for one in ledgers),
        lost,
        int(effects[0]) - len(stored) + sum(one.changed for one in ledgers),
    )


def newest_contacts(connection: psycopg.Connection) -> list[tuple[int, datetime]]:
    """Of each customer with any, when his newest contact was."""
    return connection.execute("SELECT customer_id, max(at) FROM engagement.contact GROUP BY 1").fetchall()
