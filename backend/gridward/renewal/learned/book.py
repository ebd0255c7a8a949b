"""A city's policies, premiums and calls from the database, as the model's features want them."""

import io
from typing import TYPE_CHECKING, Any

import numpy as np
import psycopg
from numpy.typing import NDArray

from gridward.book.public import INCOMES, LOAN_CHANNELS, MONTHS_BETWEEN
from gridward.engagement.contract import REACHED_BY_CALL, REACHED_BY_VISIT
from gridward.renewal.risk.history import Book, Instalments, Policies, Spoken, households
from gridward.renewal.risk.words import CHANNELS, FAILURES, REACHED

if TYPE_CHECKING:
    import pandas as pd

_DAY = "({} - date '1970-01-01')"
_POLICIES = f"""
    SELECT p.id, coalesce(h.person_id, p.holder_id) AS holder, coalesce(i.person_id, p.insured_id) AS insured,
        {_DAY.format("p.effective_on")} AS effective, p.pay_mode, p.pay_years, p.premium, p.category,
        {_DAY.format("a.left_on")} AS agent_left, {_DAY.format("c.born_on")} AS born, c.income_band
    FROM book.policy p
    JOIN book.customer c ON c.id = p.holder_id
    LEFT JOIN census.customer_standing h ON h.customer_id = p.holder_id
    LEFT JOIN census.customer_standing i ON i.customer_id = p.insured_id
    LEFT JOIN book.agent a ON a.city_id = p.city_id AND a.agent_no = p.selling_agent_no
    WHERE p.city_id = %(city)s AND p.pay_mode <> 'single' ORDER BY p.id
"""
_INSTALMENTS = f"""
    SELECT i.policy_id, i.number, {_DAY.format("i.due_on")} AS due, {_DAY.format("i.paid_on")} AS paid, i.channel,
        i.failure
    FROM book.instalment i JOIN book.policy p ON p.id = i.policy_id
    WHERE i.city_id = %(city)s AND p.pay_mode <> 'single' ORDER BY i.policy_id, i.number
"""
_SPOKEN = f"""
    SELECT coalesce(s.person_id, c.customer_id) AS person, {_DAY.format("(c.at AT TIME ZONE 'Asia/Shanghai')::date")} AS day
    FROM book.contact c LEFT JOIN census.customer_standing s USING (customer_id)
    WHERE c.city_id = %(city)s AND c.result LIKE %(reached)s
    UNION ALL
    SELECT customer_id, {_DAY.format("(at AT TIME ZONE 'Asia/Shanghai')::date")} FROM engagement.contact
    WHERE city_id = %(city)s AND result = ANY(%(reached_here)s)
"""


def load_book(connection: psycopg.Connection, city_id: int) -> tuple[Book, NDArray[np.int64]]:
    """The city's book, and the number in the database of each of its policies."""
    import pandas as pd  # noqa: PLC0415 - a tenth of what each command and each job loads, and seldom needed

    policies = _read(connection, _POLICIES, {"city": city_id})
    instalments = _read(connection, _INSTALMENTS, {"city": city_id})
    spoken = _read(
        connection,
        _SPOKEN,
        {
            "city": city_id,
            "reached": f"{REACHED}%",
            "reached_here": sorted(REACHED_BY_CALL | REACHED_BY_VISIT),
        },
    )
    ids = policies["id"].to_numpy().astype(np.int64)
    persons = pd.factorize(pd.concat([policies["holder"], policies["insured"]]))
    numbers = persons[0].astype(np.int64)
    holder, insured = numbers[: len(ids)], numbers[len(ids) :]
    called = pd.Index(persons[1]).get_indexer(pd.Index(spoken["person"]))
    book = Book(
        Policies(
            holder=holder,
            household=households(holder, insured),
            effective=_floats(policies["effective"]),
            months_between=_floats(policies["pay_mode"].map(MONTHS_BETWEEN)),
            pay_years=_floats(policies["pay_years"]),
            premium=_floats(policies["premium"]),
            product=_words(policies["category"]),
            pay_mode=_words(policies["pay_mode"]),
            agent_left=_floats(policies["agent_left"]),
            born=_floats(policies["born"]),
            income=_floats(policies["income_band"].map(INCOMES)),
        ),
        _instalments(instalments, ids),
        Spoken(called[called >= 0].astype(np.int64), _floats(spoken["day"])[called >= 0]),
    )
    return book, ids


def _instalments(table: "pd.DataFrame", ids: NDArray[np.int64]) -> Instalments:
    channel = _words(table["channel"].map(CHANNELS))
    return Instalments(
        policy=np.searchsorted(ids, table["policy_id"].to_numpy()).astype(np.int64),
        number=table["number"].to_numpy().astype(np.int64),
        due=_floats(table["due"]),
        paid=_floats(table["paid"]),
        by_loan=table["channel"].isin(LOAN_CHANNELS).to_numpy(),
        cash=channel == "cash",
        channel=channel,
        failure=_words(table["failure"].map(FAILURES)),
    )


def _read(connection: psycopg.Connection, query: str, values: dict[str, Any]) -> "pd.DataFrame":
    """A query as a table: as CSV, which is read many times faster than row by row."""
    import pandas as pd  # noqa: PLC0415

    content = io.BytesIO()
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv, HEADER)", values) as copy,
    ):
        for part in copy:
            content.write(part)
    content.seek(0)
    return pd.read_csv(content, keep_default_na=False, na_values=[""])


def _floats(column: "pd.Series[Any]") -> NDArray[np.float64]:
    return np.asarray(column.to_numpy(), dtype=np.float64)


def _words(column: "pd.Series[Any]") -> NDArray[np.str_]:
    return np.asarray(column.fillna("").to_numpy(), dtype=np.str_)
