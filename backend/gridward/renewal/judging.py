"""Dues as a card judges them: points, risk, tier and reasons, and what they were judged by."""

import json
from typing import Any

import numpy as np
import psycopg

from gridward.renewal.card import Column, PointsCard
from gridward.renewal.features import FEATURES

_PUT_FEATURES = """
    INSERT INTO renewal.due_feature AS f (policy_id, city_id, features)
    SELECT policy_id, %(city)s, features FROM judged_due
    ON CONFLICT (policy_id) DO UPDATE SET features = excluded.features WHERE f.features <> excluded.features
"""
_REJUDGE = """
    UPDATE renewal.due d SET points = j.points, risk = j.risk, tier = j.tier, reasons = j.reasons, card = %(card)s,
        model = j.model
    FROM judged_due j WHERE j.policy_id = d.policy_id AND d.city_id = %(city)s
        AND (d.points, d.risk, d.tier, d.reasons, d.card, d.model)
            IS DISTINCT FROM (j.points, j.risk, j.tier, j.reasons, %(card)s, j.model)
"""


def judge(connection: psycopg.Connection, card: PointsCard, columns: dict[str, Column]) -> None:
    """Put what a card says of dues into the temporary table `judged_due`, with the features that it looked at."""
    scores = card.score(columns)
    tiers = np.array([tier.name for tier in card.tiers])[scores.tier]
    connection.execute("DROP TABLE IF EXISTS judged_due")
    connection.execute(
        """CREATE TEMP TABLE judged_due (policy_id bigint, points integer, risk float8, tier text, reasons jsonb,
           features jsonb, model integer) ON COMMIT DROP"""
    )
    listed = "policy_id, points, risk, tier, reasons, features"
    with connection.cursor().copy(f"COPY judged_due ({listed}) FROM STDIN") as copy:
        for policy, points, risk, tier, reasons, features in zip(
            columns["policy_id"].tolist(),
            scores.points.tolist(),
            scores.probability.round(4).tolist(),
            tiers.tolist(),
            card.reasons(scores, columns),
            _features(columns),
            strict=True,
        ):
            copy.write_row((policy, points, risk, tier, json.dumps(reasons), features))
    connection.execute("ANALYZE judged_due")


def keep_features(connection: psycopg.Connection, city_id: int, only: list[int] | None = None) -> None:
    """Keep the features of `judged_due`, which has the dues of all policies or of those in `only`: another card can be tried
    on just what this one saw."""
    connection.execute(
        """DELETE FROM renewal.due_feature f WHERE f.city_id = %s
           AND (%s::bigint[] IS NULL OR f.policy_id = ANY(%s))
           AND NOT EXISTS (SELECT FROM judged_due j WHERE j.policy_id = f.policy_id)""",
        [city_id, only, only],
    )
    connection.execute(_PUT_FEATURES, {"city": city_id})


def judge_again(connection: psycopg.Connection, city_id: int, card: PointsCard) -> None:
    """Judge the due list of a city by another card, on the day's data, into `judged_due`."""
    rows = connection.execute(
        "SELECT policy_id, features FROM renewal.due_feature WHERE city_id = %s ORDER BY policy_id", [city_id]
    ).fetchall()
    judge(connection, card, kept_columns(rows))


def put_judged(connection: psycopg.Connection, city_id: int, version: str) -> int:
    """Bring the due list to what `judged_due` says of it; returns how many dues that changed."""
    return connection.execute(_REJUDGE, {"card": version, "city": city_id}).rowcount


def kept_columns(rows: list[tuple[int, dict[str, Any]]]) -> dict[str, Column]:
    """The columns of a card from kept features, with `policy_id`."""
    columns: dict[str, Column] = {"policy_id": np.array([policy for policy, _ in rows], dtype=np.int64)}
    for name, words in FEATURES.items():
        values = [features.get(name) for _, features in rows]
        columns[name] = np.array(values, dtype=np.str_ if words else np.float64)
    return columns


def _features(columns: dict[str, Column]) -> list[str]:
    """Each row's features as JSON; what is not known is left out."""
    listed = {name: columns[name].tolist() for name in FEATURES}
    return [
        # Not a number, which is not equal to itself, is what is not known.
        json.dumps({name: value for name, value in zip(listed, row, strict=True) if value == value})
        for row in zip(*listed.values(), strict=True)
    ]
