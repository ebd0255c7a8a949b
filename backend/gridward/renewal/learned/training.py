"""Training a city's model: it learns from closed premiums, and is judged by the newest closed due months."""

import hashlib
import json
import time
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
import psycopg
from numpy.typing import NDArray

from gridward.kernel.clock import now, today
from gridward.kernel.errors import GridwardError, Invalid
from gridward.platform.db import connect
from gridward.renewal.card_columns import complete, of_history
from gridward.renewal.cards.in_force import card_in_force
from gridward.renewal.learned.book import load_book
from gridward.renewal.learned.gates import Gates, Month, by_month, opens
from gridward.renewal.learned.gates_in_force import gates
from gridward.renewal.learned.in_force import model_in_force
from gridward.renewal.risk.history import Book
from gridward.renewal.risk.judge import Judge, teach
from gridward.renewal.risk.model_file import FORMAT, write_judge
from gridward.renewal.risk.windows import in_closed_months, on_the_day


def train_model(url: str, city_id: int) -> None:
    """Train the model that was ordered for a city, and keep it, or why it failed. Without an order, or while somebody else
    trains it, nothing happens."""
    with connect(url, "risk") as connection:
        row = connection.execute(
            """SELECT id FROM renewal.risk_model WHERE city_id = %s AND state = 'training' ORDER BY number LIMIT 1
               FOR UPDATE SKIP LOCKED""",
            [city_id],
        ).fetchone()
        if row is None:
            return
        try:
            with connection.transaction():
                _keep(connection, row[0], _trained(connection, city_id, today()))
        except GridwardError as error:
            _note(connection, row[0], error)


@dataclass(frozen=True)
class Judged:
    """A trained judge and its figures."""

    judge: Judge
    first_due: date
    last_due: date
    figures: dict[str, Any]


def _judged_months(
    connection: psycopg.Connection, city_id: int, book: Book, rows: NDArray[np.bool_], judge: Judge
) -> list[Month]:
    """A model by due month, on the day on which premiums fall due, beside what judges now: another model, or the card."""
    dues, place = on_the_day(book.instalments, rows)
    columns = judge.columns(book, dues)
    if (other := _other_judge(connection, city_id)) is None:
        _, card = card_in_force(connection, city_id)
        beside = card.score(complete(card, of_history(columns), len(place))).probability
    else:
        beside = other.risk(other.columns(book, dues))
    return by_month(dues.due, book.instalments.lapsed[place], judge.risk(columns), beside)


def _other_judge(connection: psycopg.Connection, city_id: int) -> Judge | None:
    """The model in force; None where the card judges, for want of one or because its file cannot be read: what mends that
    is a new model."""
    try:
        in_force = model_in_force(connection, city_id)
    except Invalid:
        return None
    return None if in_force is None else in_force.judge


def _trained(connection: psycopg.Connection, city_id: int, day: date) -> Judged:
    limits = gates()
    book, _ = load_book(connection, city_id)
    instalments = book.instalments
    rows = in_closed_months(instalments, (day - date(1970, 1, 1)).days)
    border = _border(instalments.due[rows], limits)
    learned = rows & (instalments.due < border)
    started = time.process_time()
    taught = teach(book, learned)
    seconds = time.process_time() - started
    months = _judged_months(connection, city_id, book, rows & ~learned, taught.judge)
    due = instalments.due[learned]
    return Judged(
        taught.judge,
        _day(due.min()),
        _day(due.max()),
        {
            "rows": taught.rows,
            "premiums": int(learned.sum()),
            "lapses": int(instalments.lapsed[learned].sum()),
            "trees": taught.trees,
            "features": [one.name for one in taught.judge.features],
            "empty": list(taught.empty),
            "train_s": round(seconds, 1),
            "months": [month.plain() | {"faults": month.faults(limits)} for month in months],
            "opens": opens(months, limits),
        },
    )


def _border(due: NDArray[np.float64], limits: Gates) -> float:
    """The first day of the oldest due month that is held back. Raises `risk.too_short`."""
    months = np.unique(due.astype(np.int64).astype("datetime64[D]").astype("datetime64[M]"))
    if len(months) <= limits.months:
        raise Invalid(
            "risk.too_short",
            f"Premiums of {len(months)} due months are closed: {limits.months} of them are held back to judge the model, "
            "and none is left to learn from.",
            "Import a longer history, or stay with the points card.",
            months=len(months),
        )
    return float(months[-limits.months].astype("datetime64[D]").astype(np.int64))


def _keep(connection: psycopg.Connection, model_id: UUID, judged: Judged) -> None:
    file = write_judge(judged.judge)
    connection.execute(
        "INSERT INTO renewal.risk_model_file (model_id, content, sha256, format) VALUES (%s, %s, %s, %s)",
        [model_id, file, hashlib.sha256(file).hexdigest(), FORMAT],
    )
    connection.execute(
        """UPDATE renewal.risk_model SET state = 'trained', trained_at = %s, first_due = %s, last_due = %s, figures = %s
           WHERE id = %s""",
        [now(), judged.first_due, judged.last_due, json.dumps(judged.figures), model_id],
    )


def _note(connection: psycopg.Connection, model_id: UUID, error: GridwardError) -> None:
    problem = {"code": error.code, "detail": error.detail, "hint": error.hint, "params": error.params}
    connection.execute(
        "UPDATE renewal.risk_model SET state = 'failed', problem = %s WHERE id = %s",
        [json.dumps(problem, default=str), model_id],
    )


def _day(days: float) -> date:
    return date.fromordinal(date(1970, 1, 1).toordinal() + int(days))
