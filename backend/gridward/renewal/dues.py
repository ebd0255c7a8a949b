"""The due list: what each orphan policy owes on a day, judged by card or model. Doing it twice changes nothing."""

from datetime import date

import psycopg

from gridward.renewal.cards.in_force import card_in_force
from gridward.renewal.features import feature_columns
from gridward.renewal.finding import find_dues
from gridward.renewal.judging import judge, keep_features
from gridward.renewal.learned.judging import judge_by_model

_KEPT = ("customer_id", "cell_id", "number", "due_on", "grace_ends", "amount", "unpaid", "unpaid_amount", "state",
         "failure")  # fmt: skip
_JUDGED = ("points", "risk", "tier", "reasons", "model")
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


def refresh_dues(
    connection: psycopg.Connection, city_id: int, day: date, only: list[int] | None = None
) -> int:
    """Bring the due list of a city, or of some of its policies, to a day; returns how many rows they have.

    A policy has a row while its oldest unpaid instalment can still be paid: from 30 days before it is due to the end of
    the two years in which a suspended contract can be brought back.
    """
    find_dues(connection, city_id, day, only)
    version, card = card_in_force(connection, city_id)
    judge(connection, card, feature_columns(connection, city_id, day))
    judge_by_model(connection, city_id, day, card)
    keep_features(connection, city_id, only)
    connection.execute(
        """DELETE FROM renewal.due d WHERE d.city_id = %s
           AND (%s::bigint[] IS NULL OR d.policy_id = ANY(%s))
           AND NOT EXISTS (SELECT FROM found_due f WHERE f.policy_id = d.policy_id)""",
        [city_id, only, only],
    )
    connection.execute(_PUT, {"city": city_id, "card": version, "day": day})
    connection.execute("ANALYZE renewal.due")
    row = connection.execute("SELECT count(*) FROM found_due").fetchone()
    assert row is not None
    return int(row[0])
