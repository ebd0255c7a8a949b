"""Dues as the model in force judges them; where it must not, the points card's judgement stays, and says so."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import psycopg
import structlog

from gridward.kernel.errors import GridwardError
from gridward.renewal.card import PointsCard
from gridward.renewal.learned.book import load_book
from gridward.renewal.learned.gates import holds
from gridward.renewal.learned.gates_in_force import gates
from gridward.renewal.learned.in_force import InForce, model_in_force
from gridward.renewal.learned.watching import watch
from gridward.renewal.risk import extra
from gridward.renewal.risk.history import Book, Dues
from gridward.renewal.risk.model import reasons

_log = structlog.get_logger()

_PUT = """
    UPDATE judged_due j SET risk = m.risk, tier = m.tier, reasons = m.reasons, model = %s FROM judged_by_model m
    WHERE m.policy_id = j.policy_id
"""
_SAY = """
    UPDATE judged_due SET reasons = jsonb_build_array(jsonb_build_object(
        'code', 'card_for_model', 'points', 0, 'params', jsonb_build_object('value', %s::text))) || reasons
"""
_NOTE = """
    INSERT INTO renewal.risk_engine (city_id, model_id, judged, why_not, months, as_of)
    VALUES (%(city)s, %(model)s, %(judged)s, %(why)s, %(months)s, %(day)s)
    ON CONFLICT (city_id) DO UPDATE SET model_id = excluded.model_id, judged = excluded.judged,
        why_not = excluded.why_not, months = excluded.months, as_of = excluded.as_of
"""


def judge_by_model(
    connection: psycopg.Connection, city_id: int, day: date, card: PointsCard, dues: str = "found_due"
) -> None:
    """Let the city's model, if one is in force, judge the dues that the card has judged. Needs `judged_due`.

    `dues` is the table with the dues: the temporary `found_due`, or the due list itself.

    Suspended contracts stay with the card: what the model learned ends with their grace. Where a gate fails, the extra is
    missing or the file cannot be read, all stay with the card; the log, the page and each due's reasons say so.
    """
    row = connection.execute(
        "SELECT model_id FROM renewal.risk_activation WHERE city_id = %s ORDER BY id DESC LIMIT 1", [city_id]
    ).fetchone()
    if row is None or row[0] is None:
        connection.execute("DELETE FROM renewal.risk_engine WHERE city_id = %s", [city_id])
        return
    try:
        in_force = model_in_force(connection, city_id)
        assert in_force is not None
        extra.load("lightgbm")
        book, ids = load_book(connection, city_id)
        months = watch(connection, book, in_force, card, day)
    except GridwardError as error:
        _fall_back(connection, city_id, row[0], day, error.code, ())
        return
    limits = gates()
    if not holds(months, limits):
        failed = [one.month for one in months if set(one.faults(limits)) & {"ae", "slope"}]
        _fall_back(connection, city_id, row[0], day, "risk.gate", failed)
        return
    judged = _judge(connection, book, ids, in_force, day, card, dues)
    connection.execute(
        _NOTE,
        {
            "city": city_id,
            "model": row[0],
            "judged": True,
            "why": None,
            "months": "[]",
            "day": day,
        },
    )
    _log.info("risk_by_model", city=city_id, model=in_force.number, dues=judged)


def _judge(
    connection: psycopg.Connection,
    book: Book,
    ids: Any,
    in_force: InForce,
    day: date,
    card: PointsCard,
    table: str,
) -> int:
    """Put the model's risk, tier and reasons into `judged_due`; returns how many dues it judged."""
    rows = connection.execute(
        f"""SELECT d.policy_id, d.number, d.due_on - date '1970-01-01'
            FROM {table} d JOIN judged_due USING (policy_id) WHERE d.state <> 'suspended' ORDER BY d.policy_id"""
    ).fetchall()
    policy, number, due = (np.array(column) for column in zip(*rows, strict=True)) if rows else ([], [], [])
    dues = Dues(
        np.searchsorted(ids, np.asarray(policy, dtype=np.int64)),
        np.asarray(number, dtype=np.int64),
        np.asarray(due, dtype=np.float64),
        np.full(len(rows), float((day - date(1970, 1, 1)).days)),
    )
    columns = in_force.judge.columns(book, dues)
    risk = in_force.judge.risk(columns)
    least = np.array([tier.least for tier in card.tiers])
    # Tiers go from the highest down: the first that a risk reaches is its own.
    tiers = np.array([tier.name for tier in card.tiers])[(risk[:, None] >= least).argmax(axis=1)]
    connection.execute(
        """CREATE TEMP TABLE judged_by_model (policy_id bigint, risk float8, tier text, reasons jsonb) ON COMMIT DROP"""
    )
    with connection.cursor().copy("COPY judged_by_model FROM STDIN") as copy:
        for one in zip(
            [row[0] for row in rows],
            risk.round(4).tolist(),
            tiers.tolist(),
            (json.dumps(told) for told in reasons(in_force.judge, columns)),
            strict=True,
        ):
            copy.write_row(one)
    connection.execute(_PUT, [in_force.number])
    connection.execute("DROP TABLE judged_by_model")
    return len(rows)


def _fall_back(
    connection: psycopg.Connection, city_id: int, model_id: Any, day: date, why: str, months: Sequence[str]
) -> None:
    _log.warning("risk_by_card_for_model", city=city_id, code=why, months=list(months))
    connection.execute(_SAY, [why])
    connection.execute(
        _NOTE,
        {
            "city": city_id,
            "model": model_id,
            "judged": False,
            "why": why,
            "months": json.dumps(list(months)),
            "day": day,
        },
    )
