"""Persistency of a city: the cohorts worked by hand, and SQL that agrees with the rule as a function."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import MONTHS_BETWEEN, add_months
from gridward.identity.public import everything
from gridward.insights.persistency.definition import EXCLUSIONS, Definition
from gridward.insights.persistency.figures import cohort_figures, newest_cohort, owner_figures, total
from gridward.insights.persistency.owners import OWNERS
from gridward.insights.persistency.rows import Wanted, cohort_rows
from gridward.insights.persistency.rule import CohortPolicy, Premium, judge
from gridward.insights.view import View, look
from gridward.kernel.clock import frozen
from gridward.platform.db import in_transaction
from support.cohorts import golden
from support.small_city import AS_OF

COHORT = date(2025, 3, 1)
DUE = date(2026, 3, 15)
USUAL = Definition()


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
        amount: Decimal | int = 3600,
        paid: Decimal | int | None = None,
    ) -> None:
        """One of its instalments."""
        self.connection.execute(
            """INSERT INTO book.instalment (policy_id, city_id, number, due_on, amount, paid_on, paid_amount, channel,
                   import_id, row_hash)
               SELECT %(policy)s, 1, 2 + count(*), %(due)s, %(amount)s, %(paid_on)s::date,
                   CASE WHEN %(paid_on)s::date IS NOT NULL THEN coalesce(%(paid)s, %(amount)s) END, %(channel)s,
                   gen_random_uuid(), gen_random_uuid() FROM book.instalment WHERE policy_id = %(policy)s""",
            {
                "policy": policy,
                "due": due_on,
                "amount": amount,
                "paid_on": paid_on,
                "paid": paid,
                "channel": channel,
            },
        )


@pytest.fixture
def book(city_url: str) -> Iterator[Book]:
    """A book to write in; what is written is seen once the block `with book.connection` has ended."""
    with psycopg.connect(city_url, autocommit=True) as connection:
        # What was learnt of policies is never taken back, but for a test that begins without any.
        connection.execute("SET session_replication_role = replica")
        connection.execute("TRUNCATE book.policy CASCADE")
        connection.execute("SET session_replication_role = origin")
        holders = connection.execute(
            "SELECT id FROM book.customer WHERE NOT is_organisation ORDER BY id LIMIT 20"
        ).fetchall()
        yield Book(connection, [row[0] for row in holders])


def ask(url: str, act: Callable[[AsyncSession, View], Awaitable[Any]]) -> Any:
    async def run(session: AsyncSession) -> Any:
        return await act(session, await look(session, everything(), 1))

    return asyncio.run(in_transaction(url, run))


def rows(url: str, how: Definition = USUAL, month: date = COHORT, **given: Any) -> list[Any]:
    after, limit = given.pop("after", None), given.pop("limit", 5000)
    return list(
        ask(url, lambda session, view: cohort_rows(session, view, how, month, Wanted(**given), after, limit))
    )


def test_the_cohorts_worked_by_hand(city_url: str, book: Book) -> None:
    organisation = book.holders.pop()
    book.connection.execute("UPDATE book.customer SET is_organisation = true WHERE id = %s", [organisation])
    with book.connection.transaction():
        for one in golden().policies:
            terms = vars(one.terms) | {"policy_no": one.number}
            terms.pop("wanted")
            if terms.pop("organisation"):
                terms["holder_id"] = organisation
            policy = book.policy(**terms)
            for paid in one.premiums:
                book.premium(policy, paid.due_on, paid.paid_on, paid.channel, paid.amount, paid.paid_amount)
    assert golden().as_of == AS_OF

    async def act(session: AsyncSession, view: View) -> list[dict[str, Any]]:
        return [(await cohort_figures(session, view, one.how, one.cohort, 1))[0] for one in golden().figures]

    for figure, found in zip(golden().figures, ask(city_url, act), strict=True):
        assert {
            "base": found["premium"],
            "received": found["received_premium"],
            "paid": found["paid_policies"],
            "unpaid": found["unpaid_policies"],
            "open": found["open_policies"],
            "of": found["counted_policies"],
        } == figure.amounts, figure
        if figure.excluded:
            assert found["excluded"] == figure.excluded, figure
        if figure.final_on:
            assert (found["final_on"], found["final"]) == (figure.final_on, figure.final_on < AS_OF), figure
        premium, counted = figure.amounts["base"], figure.amounts["of"]
        if premium:
            assert found["rate"] == pytest.approx(float(figure.amounts["received"] / premium))
        if counted:
            assert found["rate_by_count"] == pytest.approx(float(figure.amounts["paid"] / counted))


def test_who_served_the_policy_on_its_anniversary(city_url: str, book: Book) -> None:
    agents = book.connection.execute("SELECT agent_no FROM book.agent ORDER BY 1 LIMIT 2").fetchall()
    (stays,), (left,) = agents
    book.connection.execute(
        """UPDATE book.agent SET status = CASE WHEN agent_no = %(left)s THEN 'left' ELSE 'in_service' END,
               left_on = CASE WHEN agent_no = %(left)s THEN %(day)s::date END WHERE agent_no IN (%(left)s, %(stays)s)""",
        {"left": left, "stays": stays, "day": DUE},
    )
    # Who took a policy over later did not serve it then; the seller counts, and of an unknown seller who serves it now.
    for agent, seller in (
        (stays, left),
        (left, left),
        (None, left),
        (None, stays),
        ("99999999", None),
        (stays, None),
    ):
        book.premium(book.policy(service_agent_no=agent, selling_agent_no=seller), paid_on=DUE)

    async def act(session: AsyncSession, view: View) -> list[Any]:
        told = [
            (await cohort_figures(session, view, how, COHORT, 1))[0]
            for how in (Definition(served="agent"), Definition(served="nobody"))
        ]
        return [*told, await owner_figures(session, view, Definition(), COHORT, "agent-cohort")]

    served, orphaned, owners = ask(city_url, act)
    assert (served["policies"], served["excluded"]) == (2, {"other_owner": 4})
    assert (orphaned["policies"], orphaned["excluded"]) == (4, {"other_owner": 2})
    assert {one["owner"]: one["policies"] for one in owners} == {"2026-Q1": 3, "in_service": 2, "no_agent": 1}


def test_sql_and_the_function_agree(city_url: str, book: Book) -> None:
    rng = random.Random(5)
    channels = ["银行转账", "自动垫交", "柜面(复效)", None]
    states = [
        "in_force", "in_force", "in_force", "in_grace", "suspended", "surrendered", "matured", "apl",
        "reduced_paid_up", "ended_by_claim", "cancelled", "terminated",
    ]  # fmt: skip
    given: dict[int, tuple[CohortPolicy, list[Premium]]] = {}
    with book.connection.transaction():
        for _ in range(900):
            mode = rng.choice(["yearly", "yearly", "half_yearly", "quarterly", "monthly", "single"])
            terms: dict[str, Any] = {
                "effective_on": date(2021, 1, 31) + timedelta(rng.randrange(2100)),
                "pay_mode": mode,
                "pay_years": rng.choice([20, 20, 20, 2, 1]),
                "state": rng.choice(states),
                "premium": Decimal("3000.50"),
            }
            policy = book.policy(**terms)
            instalments = []
            for number in range(12 // MONTHS_BETWEEN.get(mode, 12) * 3 + 2):
                due_on = add_months(terms["effective_on"], number * MONTHS_BETWEEN.get(mode, 12))
                if number == 0 or due_on > AS_OF or rng.random() < 0.1:
                    continue
                paid_on = due_on + timedelta(rng.randrange(-10, 100)) if rng.random() < 0.9 else None
                channel = (rng.choice(channels) if rng.random() < 0.3 else "银行转账") if paid_on else None
                if paid_on and rng.random() < 0.01:
                    channel = "豁免"
                amount = rng.choice([Decimal("3000.50"), Decimal(3600)])
                paid = rng.choice([amount, amount, amount - 1, amount + 1]) if paid_on else None
                book.premium(policy, due_on, paid_on, channel, amount, paid)
                instalments.append(Premium(due_on, amount, paid_on, paid, channel))
            given[policy] = (CohortPolicy(**terms), instalments)
    listed_from = min(one.due_on for _, all_ in given.values() for one in all_)

    verdicts: Counter[str] = Counter()
    for how in (
        Definition(),
        Definition(timing="day", pay="all"),
        Definition(2, against="year_before", pay="all", apl=True, riders=False),
        Definition(2, timing="day", pay="anniversary", reinstated=True, suspended_out=True, claims_in=True),
        Definition(None, against="year_before", pay="anniversary"),
    ):
        rolling = replace(how, window="rolling")
        for year in range(2021, 2028):
            for row in rows(city_url, rolling, date(year, 12, 1)):
                policy, instalments = given[row["policy_id"]]
                years = how.years or (row["due_on"].year - policy.effective_on.year)
                expected = judge(policy, instalments, AS_OF, how, years=years, listed_from=listed_from)
                assert (row["verdict"], row["premium"], row["received"]) == (
                    expected.verdict,
                    expected.base,
                    expected.received,
                ), (how, policy, instalments)
                verdicts[expected.verdict] += 1
    asked = {
        "paid", "unpaid", "open", "claim", "waived", "not_listed", "one_year", "completed", "cooling_off", "single_pay",
        "suspended",
    }  # fmt: skip
    assert asked <= set(verdicts)


def test_a_cohort_opens_to_its_policies(city_url: str) -> None:
    for how in (
        Definition(),
        Definition(pay="all", served="nobody"),
        Definition(2, against="year_before"),
        Definition(None, window="rolling"),
    ):
        for one in ask(city_url, lambda session, view, how=how: cohort_figures(session, view, how, None, 2)):
            behind = rows(city_url, how, one["cohort_month"])
            base = [row for row in behind if row["verdict"] not in EXCLUSIONS]
            left_out = Counter(row["verdict"] for row in behind if row["verdict"] in EXCLUSIONS)
            assert len(base) == one["policies"]
            assert sum(row["premium"] for row in base) == one["premium"]
            assert sum(row["received"] for row in base) == one["received_premium"]
            assert sum(row["verdict"] == "paid" for row in base) == one["paid_policies"]
            assert left_out == one["excluded"]


def test_every_owners_figure_opens_to_its_policies(worked_url: str) -> None:
    how = Definition(None, window="rolling")

    async def act(session: AsyncSession, view: View) -> None:
        month = newest_cohort(view.as_of, how)
        (whole,) = await cohort_figures(session, view, how, month, 1)
        for by in OWNERS:
            owners = await owner_figures(session, view, how, month, by)
            assert sum(one["premium"] for one in owners) == whole["premium"], by
            assert sum(one["policies"] for one in owners) == whole["policies"], by
            for one in (owners[0], owners[-1]):
                wanted = Wanted("in", by, one["owner"])
                assert (
                    len(await cohort_rows(session, view, how, month, wanted, None, 9999)) == one["policies"]
                ), by

    ask(worked_url, act)


def test_cohorts_add_up(city_url: str) -> None:
    how = Definition(basis="count")
    months = ask(city_url, lambda session, view: cohort_figures(session, view, how, date(2025, 8, 1), 12))
    rolling = Definition(basis="count", window="rolling")
    (year,) = ask(city_url, lambda session, view: cohort_figures(session, view, rolling, date(2025, 8, 1), 1))
    added = total(months, how)
    assert added["policies"] > 0
    for name in (
        "policies",
        "premium",
        "received_premium",
        "paid_policies",
        "rate",
        "closed_rate",
        "excluded",
    ):
        assert added[name] == year[name], name


def test_rows_come_in_pages_in_order_and_are_found(city_url: str) -> None:
    behind = rows(city_url, month=date(2025, 1, 1))
    assert len(behind) > 3
    assert rows(city_url, month=date(2025, 1, 31), after=behind[0]["policy_id"], limit=2) == behind[1:3]
    assert rows(city_url, month=date(2025, 1, 1), text=behind[2]["policy_no"]) == [behind[2]]
    paid = rows(city_url, month=date(2025, 1, 1), verdict="paid")
    assert paid == [row for row in behind if row["verdict"] == "paid"]
    inside, out = (rows(city_url, month=date(2025, 1, 1), verdict=one) for one in ("in", "out"))
    assert len(inside) + len(out) == len(behind) and paid[0] in inside
    dearest = rows(city_url, month=date(2025, 1, 1), order="premium", descending=True)
    assert dearest == sorted(behind, key=lambda row: (row["premium"], row["policy_id"]), reverse=True)
    after = dearest[1]["policy_id"]
    assert (
        rows(city_url, month=date(2025, 1, 1), order="premium", descending=True, after=after) == dearest[2:]
    )
