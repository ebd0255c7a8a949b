"""The due list: what each orphan policy owes on a day, judged by the points card. Doing it twice changes nothing."""

import json
from datetime import date

import numpy as np
import psycopg

from gridward.platform.rules import load_rules
from gridward.renewal.card import CARD, Column, PointsCard
from gridward.renewal.features import feature_columns
from gridward.renewal.finding import find_dues

_KEPT = ("customer_id", "cell_id", "number", "due_on", "grace_ends", "amount", "unpaid", "unpaid_amount", "state",
         "failure")  # fmt: skip
_JUDGED = ("points", "risk", "tier", "reasons")
_ALL = (*_KEPT, *_JUDGED, "card", "as_of")
_LISTED = ", ".join(_ALL)

_PUT = f"""
    INSERT INTO renewal.due AS d (policy_id, city_id, {_LISTED})
    SELECT policy_id, %(city)s, {", ".join((*_KEPT, *_JUDGED))}, %(card)s, %(day)s
    FROM found_due JOIN judged_due USING (policy_id)
    ON CONFLICT (policy_id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _ALL)}
    WHERE ({", ".join(f"d.{name}" for name in _ALL)})
        IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in _ALL)})
"""


def refresh_dues(connection: psycopg.Connection, city_id: int, day: date) -> int:
    """Bring the due list of a city to a day; returns how many rows it has.

    A policy has a row while its oldest unpaid instalment can still be paid: from 30 days before it is due to the end of
    the two years in which a suspended contract can be brought back.
    """
    find_dues(connection, city_id, day)
    _judge(connection, feature_columns(connection, city_id, day))
    connection.execute(
        """DELETE FROM renewal.due d WHERE d.city_id = %s
           AND NOT EXISTS (SELECT FROM found_due f WHERE f.policy_id = d.policy_id)""",
        [city_id],
    )
    connection.execute(_PUT, {"city": city_id, "card": CARD, "day": day})
    connection.execute("ANALYZE renewal.due")
    row = connection.execute("SELECT count(*) FROM found_due").fetchone()
    assert row is not None
    return int(row[0])


def _judge(connection: psycopg.Connection, columns: dict[str, Column]) -> None:
    """Put points, risk, tier and reasons into the temporary table `judged_due`."""
    card = load_rules(PointsCard, "points_card", CARD)
    scores = card.score(columns)
    tiers = np.array([tier.name for tier in card.tiers])[scores.tier]
    connection.execute("DROP TABLE IF EXISTS judged_due")
    connection.execute(
        """CREATE TEMP TABLE judged_due (policy_id bigint, points integer, risk float8, tier text, reasons jsonb)
           ON COMMIT DROP"""
    )
    with connection.cursor().copy("COPY judged_due FROM STDIN") as copy:
        for policy, points, risk, tier, reasons in zip(
            columns["policy_id"].tolist(),
            scores.points.tolist(),
            scores.probability.round(4).tolist(),
            tiers.tolist(),
            card.reasons(scores, columns),
            strict=True,
        ):
            copy.write_row((policy, points, risk, tier, json.dumps(reasons)))
    connection.execute("ANALYZE judged_due")
