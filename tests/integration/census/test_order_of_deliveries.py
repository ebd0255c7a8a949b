"""Whatever the order in which deliveries arrive, the book is what the newest of each row says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import md5
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gridward.book.as_of import find_states_now
from gridward.book.public import FACTS, drop_older, learn, merge, note_source, staging
from gridward.kernel.ids import new_id
from gridward.platform.db import connect
from support.days import found, on, one
from support.debit_files import deliver, row_of, verdicts
from support.extract import Extract, findings, import_extract
from support.small_city import AS_OF

DAYS = 4
LAST = AS_OF + timedelta(days=DAYS)
Row = dict[str, str | None]
UNPAID: Row = {"paid_on": None, "paid_amount": None, "channel": None, "failure": None}
_POLICIES = """
    SELECT p.policy_no, h.customer_no, i.customer_no, p.relation, p.product_code, p.product_name, p.category,
        p.effective_on::text, p.pay_mode, p.pay_years::text, p.premium::text, p.sum_insured::text, p.currency, p.state,
        p.paid_to::text, p.selling_agent_no, p.service_agent_no, p.debit_state, p.cash_value::text, p.loan_balance::text
    FROM book.policy p JOIN book.customer h ON h.id = p.holder_id JOIN book.customer i ON i.id = p.insured_id
    WHERE p.id = ANY(%s) ORDER BY p.id
"""
_PREMIUMS = """
    SELECT p.policy_no, i.number::text, i.due_on::text, i.amount::text, i.paid_on::text, i.paid_amount::text, i.channel,
        i.failure
    FROM book.instalment i JOIN book.policy p ON p.id = i.policy_id WHERE p.id = ANY(%s) ORDER BY p.id, i.number
"""
_READ = {"policies": _POLICIES, "premiums": _PREMIUMS}


@dataclass
class Book:
    """Some policies of a city, and the newest instalment of each, as they were delivered first."""

    connection: psycopg.Connection
    policies: list[int]
    rows: list[tuple[str, Row]]

    def read(self, kind: str) -> list[Row]:
        columns = list(FACTS[kind].columns)
        found_ = self.connection.execute(_READ[kind].encode(), [self.policies]).fetchall()
        return [dict(zip(columns, row, strict=True)) for row in found_]

    def deliver(self, day: date, kind: str, row: Row) -> None:
        """Deliver one row as an import would."""
        connection, fact, source = self.connection, FACTS[kind], new_id()
        values = [row[name] for name in fact.columns]
        note_source(connection, 1, source, day)
        learnt_on = learn(connection, 1, day)
        told = [
            "2",
            md5(repr(values).encode()).hexdigest(),
            *(r"\N" if one is None else one for one in values),
        ]
        with staging(connection, fact) as stage:
            stage.write([[value] for value in told])
        drop_older(connection, fact, 1, day)
        merge(connection, fact, 1, source, learnt_on, day)

    def after(self, deliveries: list[tuple[date, str, Row]]) -> list[Any]:
        """What the book says once they have arrived in that order; then it is as before."""
        with self.connection.transaction(force_rollback=True):
            for delivery in deliveries:
                self.deliver(*delivery)
            find_states_now(self.connection, 1, LAST)
            states = self.connection.execute(
                "SELECT policy_id, said, found, state FROM state_as_of WHERE policy_id = ANY(%s) ORDER BY 1",
                [self.policies],
            ).fetchall()
            return [*self.read("policies"), *self.read("premiums"), states]


@pytest.fixture
def book(city_url: str) -> Iterator[Book]:
    with connect(city_url) as connection:
        policies = [
            row[0]
            for row in connection.execute(
                """SELECT p.id FROM book.policy p WHERE p.state IN ('in_force', 'suspended') AND p.pay_mode = 'yearly'
                   AND EXISTS (SELECT FROM book.instalment i WHERE i.policy_id = p.id) ORDER BY p.id LIMIT 2"""
            )
        ]
        made = Book(connection, policies, [])
        newest = {row["policy_no"]: row for row in made.read("premiums")}
        made.rows = [("policies", row) for row in made.read("policies")]
        made.rows += [("premiums", row) for row in newest.values()]
        yield made


def _changes(kind: str, row: Row) -> list[Row]:
    if kind == "policies":
        return [row, row | {"state": "suspended"}, row | {"state": "surrendered"}]
    paid = {"paid_on": str(AS_OF), "paid_amount": row["amount"], "failure": None}
    return [
        row | UNPAID,
        row | UNPAID | {"failure": "余额不足"},
        row | paid | {"channel": "微信"},
        row | paid | {"channel": "自动垫交"},
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_makes_the_same_book(book: Book, data: st.DataObject) -> None:
    """Also where a row became what it had been before."""
    told = []
    for day in range(1, DAYS + 1):
        kind, row = data.draw(st.sampled_from(book.rows))
        told.append((AS_OF + timedelta(days=day), kind, data.draw(st.sampled_from(_changes(kind, row)))))
    order = data.draw(st.permutations(told))
    assert book.after(order) == book.after(told)


def test_a_row_that_was_told_again_unchanged_is_as_new_as_that(book: Book) -> None:
    kind, row = book.rows[-1]
    first, other, again = (
        (AS_OF + timedelta(days=day), kind, told)
        for day, told in ((1, row | UNPAID), (2, row | UNPAID | {"failure": "余额不足"}), (3, row | UNPAID))
    )
    assert book.after([first, again, other]) == book.after([first, other, again])


def _premium(extract: Extract, due: dict[str, Any], **values: str) -> Extract:
    """A delivery of one instalment."""
    header, rows = extract.keep("premiums").table("premiums")
    key = due["policy_no"], str(due["number"])
    number = [header.index(name) for name in ("保单号", "期次")]
    row = next(row for row in rows if tuple(row[one] for one in number) == key)
    for name, value in values.items():
        row[header.index(name)] = value
    extract.write("premiums", header, [row])
    return extract


@pytest.fixture
def unpaid(city_url: str) -> dict[str, Any]:
    """An instalment in grace."""
    return found(
        city_url,
        """SELECT i.policy_id, p.policy_no, i.number, i.due_on, i.amount FROM book.instalment i
           JOIN book.policy p ON p.id = i.policy_id
           WHERE i.paid_on IS NULL AND i.due_on BETWEEN %s AND %s ORDER BY 1 LIMIT 1""",
        AS_OF - timedelta(days=40),
        AS_OF,
    )[0]


def _instalment(url: str, due: dict[str, Any]) -> dict[str, Any]:
    query = "SELECT paid_on, channel, failure FROM book.instalment WHERE policy_id = %s AND number = %s"
    return one(url, query, due["policy_id"], due["number"])


def test_an_older_delivery_is_told_and_changes_nothing(
    city_url: str, small_city: Path, tmp_path: Path, unpaid: dict[str, Any]
) -> None:
    extract = Extract.copy(small_city / "extract", tmp_path / "extract")
    paid = {
        "实缴日期": AS_OF.isoformat(),
        "实缴保费": str(unpaid["amount"]),
        "缴费渠道": "微信",
        "失败原因": "",
    }
    import_extract(city_url, _premium(extract, unpaid, **paid), as_of=LAST)
    failed = dict.fromkeys(paid, "") | {"失败原因": "账户注销"}
    report = import_extract(city_url, _premium(extract, unpaid, **failed), as_of=LAST - timedelta(days=1))
    ((_, issue),) = findings(city_url, report)
    assert (issue.code, issue.severity, issue.line) == ("import.newer_known", "noted", 2)
    assert LAST.isoformat() in issue.detail
    assert [(file.updated, file.unchanged, file.refused) for file in report.files] == [(0, 1, 0)]
    assert _instalment(city_url, unpaid) == {"paid_on": AS_OF, "channel": "微信", "failure": None}


def test_what_a_bank_told_since_is_not_taken_back(
    city_url: str, small_city: Path, tmp_path: Path, unpaid: dict[str, Any]
) -> None:
    with on(LAST):
        taken = deliver(city_url, LAST, row_of(unpaid, LAST, "accepted"))
    assert verdicts(city_url, taken) == [("accepted", None)]
    extract = Extract.copy(small_city / "extract", tmp_path / "extract")
    older = _premium(extract, unpaid, 失败原因="账户注销")
    import_extract(city_url, older, as_of=LAST - timedelta(days=1))
    assert _instalment(city_url, unpaid) == {"paid_on": LAST, "channel": "银行转账", "failure": None}
    # What the core says of a day after it counts.
    import_extract(city_url, older, as_of=LAST + timedelta(days=1))
    assert _instalment(city_url, unpaid) == {"paid_on": None, "channel": None, "failure": "账户注销"}
