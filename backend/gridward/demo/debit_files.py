"""A debit return file to try with: what a bank might answer for a city's premiums on a day."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import psycopg

from gridward.renewal.debits.lines import DebitRow, written
from gridward.renewal.debits.rules import debit_rules

SENDER = "DEMO-BANK"
_MOST = 400
_REASONS = ("01", "02", "01", "03", "01", "04", "99")

_OWED = """
    SELECT p.policy_no, d.number, d.due_on, d.amount, p.currency FROM renewal.due d JOIN book.policy p ON p.id = d.policy_id
    WHERE d.city_id = %(city)s AND d.state IN ('due', 'in_grace') ORDER BY d.policy_id LIMIT %(most)s
"""
_COUNTED = """
    SELECT p.policy_no, i.number, i.due_on, i.paid_amount AS amount, p.currency
    FROM book.instalment i JOIN book.policy p ON p.id = i.policy_id
    WHERE i.city_id = %(city)s AND i.channel = %(channel)s AND i.paid_on BETWEEN %(day)s - 30 AND %(day)s
    ORDER BY i.paid_on DESC, i.policy_id LIMIT 3
"""


def debit_file(connection: psycopg.Connection, city_id: int, day: date, seed: int = 1) -> str:
    """The text of a file of a day. The same data, day and seed make the same file.

    Of what is due or in grace a part goes through; some debits of the last days are taken back; and there are a few rows
    that have to be refused.
    """
    chance = random.Random(f"{seed} {day}")
    names = {"city": city_id, "most": _MOST, "channel": debit_rules().channel, "day": day}
    owed = [_row(one, day) for one in connection.execute(_OWED, names)]
    counted = [_row(one, day) for one in connection.execute(_COUNTED, names)]
    chance.shuffle(owed)
    tried, left = owed[::2], owed[1::2]
    rows = [_tried(one, place) for place, one in enumerate(tried)]
    rows += [replace(one, result="reversed") for one in counted[1:]]
    # Debited once more.
    rows += counted[:1]
    wrong: list[dict[str, Any]] = [
        {"currency": "USD"},
        {"policy_no": "P999999999999"},
        {"number": 999},
        {"debit_on": day - timedelta(days=365)},
    ]
    rows += [replace(one, **change) for one, change in zip(left, wrong, strict=False)]
    rows += [replace(one, amount=one.amount + 1) for one in left[len(wrong) :][:1]]
    return "\n".join(written(SENDER, f"{day:%Y%m%d}-{seed}", day, rows)) + "\n"


def _row(owed: tuple[Any, ...], day: date) -> DebitRow:
    policy_no, number, due_on, amount, currency = owed
    return DebitRow(0, policy_no, number, due_on, amount, currency, day, "accepted", "", "")


def _tried(row: DebitRow, place: int) -> DebitRow:
    """Of three debits one fails, by each reason in turn."""
    turn, fails = divmod(place, 3)
    return row if fails else replace(row, result="failed", reason=_REASONS[turn % len(_REASONS)])
