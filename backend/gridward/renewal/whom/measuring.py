"""What came of decisions: save rates and the effect of being treated, from dues that are closed."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import numpy as np
import psycopg

from gridward.book.public import LOAN_CHANNELS
from gridward.renewal.whom.rates import Outcomes, effect_of, save_rates
from gridward.renewal.whom.rules import TreatmentRules

_OTHER_ENDS = ("ended_by_claim", "matured", "cancelled", "moved_out")
"""What ends a contract and is no lapse."""

_CLOSED = """
    CREATE TEMP TABLE closed_due ON COMMIT DROP AS
    SELECT b.*,
        coalesce(i.paid_on <= b.due_on + %(within)s AND NOT coalesce(i.channel = ANY(%(loan)s), false), false) AS paid
    FROM (SELECT DISTINCT ON (policy_id, number, would) policy_id, number, would, held_out, cell_id, due_on, risk, id
          FROM renewal.decision WHERE city_id = %(city)s AND due_on <= %(last)s
          ORDER BY policy_id, number, would, id) b
    JOIN book.instalment i ON i.policy_id = b.policy_id AND i.number = b.number
    JOIN book.policy p ON p.id = b.policy_id AND p.state <> ALL(%(other)s)
"""
_BY_ACTION = """
    SELECT would, held_out, count(*), sum(risk), count(*) FILTER (WHERE NOT paid) FROM closed_due
    WHERE would <> 'none' GROUP BY 1, 2
"""
_BY_DUE = """
    SELECT DISTINCT ON (policy_id, number) paid, held_out, coalesce(cell_id, -1) FROM closed_due
    ORDER BY policy_id, number, id
"""


def find_closed(connection: psycopg.Connection, city_id: int, day: date, rules: TreatmentRules) -> None:
    """Put the dues whose outcome is known on a day into the temporary table `closed_due`, once for each action that was, or
    would have been, chosen for them: with the risk on the first day of it."""
    connection.execute("DROP TABLE IF EXISTS closed_due")
    connection.execute(
        _CLOSED,
        {
            "city": city_id,
            "last": day - timedelta(days=rules.measuring.closed_after_days),
            "within": rules.measuring.paid_within_days,
            "loan": sorted(LOAN_CHANNELS),
            "other": list(_OTHER_ENDS),
        },
    )


def measured_rates(connection: psycopg.Connection, rules: TreatmentRules) -> dict[str, dict[str, Any]]:
    """The save rates by what came of dues that are closed. Needs `closed_due`."""
    outcomes = {
        (would, held_out): Outcomes(count, float(expected), lapsed)
        for would, held_out, count, expected, lapsed in connection.execute(_BY_ACTION)
    }
    return save_rates(outcomes, rules)


def measured_effect(connection: psycopg.Connection) -> dict[str, Any]:
    """Persistency of those who may be treated beside those held out. Needs `closed_due`."""
    rows = connection.execute(_BY_DUE).fetchall()
    paid, held_out, cells = zip(*rows, strict=True) if rows else ((), (), ())
    effect = effect_of(
        np.array(paid, dtype=np.bool_), np.array(held_out, dtype=np.bool_), np.array(cells, dtype=np.int64)
    )
    return {
        name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(effect).items()
    }
