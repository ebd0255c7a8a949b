"""13-month persistency of a city: a cohort worked by hand, and SQL that agrees with the rule as a function."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import MONTHS_BETWEEN, add_months
from gridward.identity.public import everything
from gridward.insights.cohorts import Formula, cohort_rows, persistency_figures
from gridward.insights.persistency import EXCLUSIONS, CohortPolicy, YearTwo, judge
from gridward.insights.view import View, look
from gridward.kernel.clock import frozen
from gridward.platform.db import in_transaction
from support.small_city import AS_OF

COHORT = date(2025, 3, 1)
DUE = date(2026, 3, 15)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """The day after that of the book."""
    with frozen(datetime(2026, 11, 2, 4, tzinfo=UTC)):
        yield


@dataclass
class Book:
    """The small city's book without its policies, to write some in."""

    connection: psycopg.Connection
    holders: list[int]
    written: int = 0

    def policy(self, **terms: Any) -> int:
        """A policy of 3,600 a year that took effect in the cohort's month, unless other terms are given."""
        self.written += 1
        given = {
            "policy_no": f"G{self.written:05}",
            "holder_id": self.holders[self.written % len(self.holders)],
            "effective_on": COHORT + timedelta(14),
            "pay_mode": "yearly",
            "pay_years": 20,
            "premium": 3600,
            "state": "in_force",
            "service_agent_no": None,
        } | terms
        columns = ", ".join(given)
        row = self.connection.execute(
            f"""INSERT INTO book.policy (city_id, insured_id, product_code, product_name, category, import_id, row_hash,
                    {columns})
                SELECT 1, %(holder_id)s, '1', '终身寿险', '寿险', gen_random_uuid(), gen_random_uuid(),
                    {", ".join(f"%({name})s" for name in given)} RETURNING id""",
            given,
        ).fetchone()
        assert row is not None
        return int(row[0])

    def premium(
        self,
        policy: int,
        due_on: date = DUE,
        paid_on: date | None = None,
        channel: str | None = None,
        amount: int = 3600,
    ) -> None:
        """One of its instalments."""
        self.connection.execute(
            """INSERT INTO book.instalment (policy_id, city_id, number, due_on, amount, paid_on, paid_amount, channel,
                   import_id, row_hash)
               SELECT %(policy)s, 1, 2 + count(*), %(due)s, %(amount)s, %(paid)s::date,
                   CASE WHEN %(paid)s::date IS NOT NULL THEN %(amount)s END, %(channel)s, gen_random_uuid(),
                   gen_random_uuid() FROM book.instalment WHERE policy_id = %(policy)s""",
            {"policy": policy, "due": due_on, "amount": amount, "paid": paid_on, "channel": channel},
        )


@pytest.fixture
def book(city_url: str) -> Iterator[Book]:
    """A book to write in; what is written is seen once the block `with book.connection` has ended."""
    with psycopg.connect(city_url, autocommit=True) as connection:
        connection.execute("TRUNCATE book.policy CASCADE")
        holders = connection.execute(
            "SELECT id FROM book.customer WHERE NOT is_organisation ORDER BY id LIMIT 20"
        ).fetchall()
        yield Book(connection, [row[0] for row in holders])


def ask(url: str, act: Callable[[AsyncSession, View], Awaitable[Any]]) -> Any:
    async def run(session: AsyncSession) -> Any:
        return await act(session, await look(session, everything(), 1))

    return asyncio.run(in_transaction(url, run))


def figure(url: str, formula: Formula = Formula(), month: date = COHORT) -> dict[str, Any]:  # noqa: B008
    figures = ask(url, lambda session, view: persistency_figures(session, view, formula))
    assert [one["cohort_month"] for one in figures] == [add_months(date(2024, 11, 1), n) for n in range(12)]
    return next(one for one in figures if one["cohort_month"] == month)


def rows(url: str, formula: Formula = Formula(), month: date = COHORT, **given: Any) -> list[Any]:  # noqa: B008
    wanted = {"verdict": None, "query": None, "after": None, "limit": 5000} | given
    return list(ask(url, lambda session, view: cohort_rows(session, view, formula, month, **wanted)))


def test_a_cohort_worked_by_hand(city_url: str, book: Book) -> None:
    organisation = book.connection.execute(
        "UPDATE book.customer SET is_organisation = true WHERE id = %s RETURNING id", [book.holders.pop()]
    ).fetchone()
    assert organisation is not None
    # In the cohort: 5 policies of 3,600 and one of 10,000.
    book.premium(book.policy(), paid_on=DUE)
    book.premium(book.policy(premium=10_000), paid_on=DUE + timedelta(60), amount=10_000)
    book.premium(book.policy(), paid_on=DUE + timedelta(61))
    book.premium(book.policy(state="apl"), paid_on=DUE, channel="自动垫交")
    book.premium(book.policy(), paid_on=DUE + timedelta(90), channel="柜面(复效)")
    book.policy(state="surrendered")
    # Not in it.
    book.policy(pay_mode="single", pay_years=1)
    book.policy(pay_years=1)
    book.policy(state="cancelled")
    book.policy(state="ended_by_claim")
    book.policy(holder_id=organisation[0])
    book.premium(book.policy(), channel="豁免", paid_on=DUE)
    book.policy()
    book.policy(effective_on=date(2025, 4, 1), state="surrendered")
    quarterly = book.policy(pay_mode="quarterly", premium=900)
    for months in (12, 15, 18, 21)[:3]:
        book.premium(quarterly, add_months(date(2025, 3, 15), months), DUE, amount=900)

    found = figure(city_url)
    assert (found["policies"], found["premium"]) == (6, 28_000)
    assert (found["received_policies"], found["received_premium"]) == (2, 13_600)
    assert found["rate"] == pytest.approx(13_600 / 28_000)
    assert found["rate_by_count"] == pytest.approx(2 / 6)
    assert found["excluded"] == {
        "organisation": 1,
        "single_pay": 1,
        "one_year": 1,
        "cooling_off": 1,
        "other_pay_mode": 1,
        "waived": 1,
        "not_listed": 1,
        "claim": 1,
    }
    assert (found["final"], found["final_on"], found["open_policies"]) == (True, date(2026, 5, 14), 0)

    everyone = figure(city_url, Formula("all"))
    assert (everyone["policies"], everyone["premium"], everyone["received_premium"]) == (7, 31_600, 16_300)
    assert (everyone["received_policies"], everyone["open_policies"]) == (2, 1)
    assert (everyone["final"], everyone["final_on"]) == (False, date(2027, 2, 13)), "its year is not over"
    assert "pay=all" in everyone["formula"] and "pay=yearly" in found["formula"]


def test_who_served_the_policy_on_its_anniversary(city_url: str, book: Book) -> None:
    agents = book.connection.execute("SELECT agent_no FROM book.agent ORDER BY 1 LIMIT 2").fetchall()
    (stays,), (left,) = agents
    book.connection.execute(
        """UPDATE book.agent SET status = CASE WHEN agent_no = %(left)s THEN 'left' ELSE 'in_service' END,
               left_on = CASE WHEN agent_no = %(left)s THEN %(day)s::date END WHERE agent_no IN (%(left)s, %(stays)s)""",
        {"left": left, "stays": stays, "day": DUE},
    )
    for agent, seller in ((stays, left), (left, left), (None, left), (None, stays), ("99999999", None)):
        book.premium(book.policy(service_agent_no=agent, selling_agent_no=seller), paid_on=DUE)
    served, orphaned = figure(city_url, Formula(owner="agent")), figure(city_url, Formula(owner="nobody"))
    assert (served["policies"], served["excluded"]) == (2, {"other_owner": 3})
    assert (orphaned["policies"], orphaned["excluded"]) == (3, {"other_owner": 2})


def test_sql_and_the_function_agree(city_url: str, book: Book) -> None:
    rng = random.Random(5)
    channels = ["银行转账", "自动垫交", "柜面(复效)", None]
    states = [
        "in_force", "in_force", "in_force", "in_grace", "suspended", "surrendered", "matured", "apl",
        "reduced_paid_up", "ended_by_claim", "cancelled", "terminated",
    ]  # fmt: skip
    given: dict[int, tuple[CohortPolicy, list[YearTwo]]] = {}
    with book.connection.transaction():
        for _ in range(1500):
            mode = rng.choice(["yearly", "yearly", "half_yearly", "quarterly", "monthly", "single"])
            terms = {
                "effective_on": date(2021, 1, 31) + timedelta(rng.randrange(2100)),
                "pay_mode": mode,
                "pay_years": rng.choice([20, 20, 20, 10, 1]),
                "state": rng.choice(states),
            }
            policy = book.policy(**terms)
            instalments = []
            for number in range(12 // MONTHS_BETWEEN.get(mode, 12) * 2 + 2):
                due_on = add_months(terms["effective_on"], number * MONTHS_BETWEEN.get(mode, 12))  # type: ignore[arg-type]
                if number == 0 or due_on > AS_OF or rng.random() < 0.1:
                    continue
                paid_on = due_on + timedelta(rng.randrange(-10, 66)) if rng.random() < 0.9 else None
                channel = (rng.choice(channels) if rng.random() < 0.3 else "银行转账") if paid_on else None
                if rng.random() < 0.01:
                    channel = "豁免"
                book.premium(policy, due_on, paid_on, channel)
                paid = Decimal(3600) if paid_on else None
                instalments.append(YearTwo(due_on, Decimal(3600), paid_on, paid, channel))
            given[policy] = (CohortPolicy(**terms), instalments)  # type: ignore[arg-type]
    listed_from = min(one.due_on for _, all_ in given.values() for one in all_)

    verdicts: Counter[str] = Counter()
    for yearly_only in (True, False):
        formula = Formula("yearly" if yearly_only else "all")
        for month in {policy.effective_on.replace(day=1) for policy, _ in given.values()}:
            for row in rows(city_url, formula, month):
                policy, instalments = given[row["policy_id"]]
                begin, end = (add_months(policy.effective_on, months) for months in (12, 24))
                year_two = [one for one in instalments if begin <= one.due_on < end]
                expected = judge(policy, year_two, AS_OF, listed_from=listed_from, yearly_only=yearly_only)
                assert (row["verdict"], row["received"]) == (expected.verdict, expected.received), (
                    policy,
                    year_two,
                )
                verdicts[expected.verdict] += 1
    assert sum(verdicts.values()) == 2 * len(given)
    asked = {
        "paid",
        "unpaid",
        "open",
        "claim",
        "waived",
        "not_listed",
        "one_year",
        "cooling_off",
        "single_pay",
    }
    assert asked <= set(verdicts)


def test_a_cohort_opens_to_its_policies(city_url: str) -> None:
    for formula in (Formula(), Formula("all"), Formula("all", "nobody")):
        for one in ask(city_url, lambda session, view, f=formula: persistency_figures(session, view, f)):
            behind = rows(city_url, formula, one["cohort_month"])
            base = [row for row in behind if row["verdict"] not in EXCLUSIONS]
            left_out = Counter(row["verdict"] for row in behind if row["verdict"] in EXCLUSIONS)
            assert len(base) == one["policies"]
            assert sum(row["premium"] for row in base) == one["premium"]
            assert sum(row["received"] for row in base) == one["received_premium"]
            assert sum(row["verdict"] == "paid" for row in base) == one["received_policies"]
            assert left_out == one["excluded"]


def test_rows_come_in_pages_and_are_found(city_url: str) -> None:
    behind = rows(city_url, month=date(2025, 1, 1))
    assert len(behind) > 3
    assert rows(city_url, month=date(2025, 1, 31), after=behind[0]["policy_id"], limit=2) == behind[1:3]
    assert rows(city_url, month=date(2025, 1, 1), query=behind[2]["policy_no"]) == [behind[2]]
    paid = rows(city_url, month=date(2025, 1, 1), verdict="paid")
    assert paid == [row for row in behind if row["verdict"] == "paid"]
