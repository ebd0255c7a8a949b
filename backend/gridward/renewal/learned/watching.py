"""How a model in force does in the due months that it did not learn from, as they close."""

import json
from datetime import date

import numpy as np
import psycopg

from gridward.renewal.card import PointsCard
from gridward.renewal.card_columns import complete, of_history
from gridward.renewal.learned.gates import Month, by_month
from gridward.renewal.learned.gates_in_force import gates
from gridward.renewal.learned.in_force import InForce
from gridward.renewal.risk.history import Book
from gridward.renewal.risk.windows import in_closed_months, on_the_day

_EPOCH = date(1970, 1, 1)
_PUT = """
    INSERT INTO renewal.risk_watch (model_id, month, figures, checked_on) VALUES (%s, %s, %s, %s)
    ON CONFLICT (model_id, month) DO UPDATE SET figures = excluded.figures, checked_on = excluded.checked_on
"""


def watch(
    connection: psycopg.Connection, book: Book, in_force: InForce, card: PointsCard, day: date
) -> list[Month]:
    """The model's figures by closed due month after those it learned from, beside the card's ranking; they are kept."""
    rows = in_closed_months(book.instalments, (day - _EPOCH).days)
    rows &= book.instalments.due > (in_force.last_due - _EPOCH).days
    dues, place = on_the_day(book.instalments, rows)
    columns = in_force.judge.columns(book, dues)
    beside = card.score(complete(card, of_history(columns), len(place))).probability
    lapsed = book.instalments.lapsed[place]
    months = by_month(dues.due, lapsed, in_force.judge.risk(columns), np.asarray(beside))
    limits = gates()
    for month in months:
        figures = month.plain() | {"faults": month.faults(limits)}
        connection.execute(_PUT, [in_force.id, month.month, json.dumps(figures), day])
    return months
