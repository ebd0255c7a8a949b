"""What a review and a recommendation look at, read from the book."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import (
    INCOMES,
    MONTHS_BETWEEN,
    ContractState,
    PolicyFacts,
    add_months,
    contract_of,
    contract_state,
    instalments_of,
)
from gridward.kernel.ages import age_on
from gridward.kernel.clock import policy_day
from gridward.recommendation.contract import Decision
from gridward.recommendation.facts import About, Answer, Held, Product, Seller

_YUAN = "CNY"
_MARRIED = {"已婚": True, "未婚": False, "离异": False, "丧偶": False}
"""As delivered; whatever else is written there says nothing."""
_PAYING = {ContractState.IN_FORCE, ContractState.IN_GRACE, ContractState.APL}

# Of several customer numbers of a person each may know something else; the one that stands for him comes first.
_PERSON = text(
    """SELECT c.id, c.born_on, c.income_band, c.children, c.marital_status
       FROM census.customer_standing s JOIN book.customer c ON c.id = s.customer_id
       WHERE s.person_id = :person ORDER BY c.id <> s.person_id, c.id"""
)
_POLICIES = text(
    """SELECT p.id, p.policy_no, p.product_code, p.product_name, t.need AS word, p.category, p.effective_on, p.pay_mode,
           p.pay_years, p.premium, p.sum_insured, p.currency, p.state, p.paid_to,
           p.holder_id = ANY(:ids) AS holds, p.insured_id = ANY(:ids) AS insured, i.rows AS instalments
       FROM (SELECT id FROM book.policy WHERE holder_id = ANY(:ids)
             UNION SELECT id FROM book.policy WHERE insured_id = ANY(:ids)) his
       JOIN book.policy p USING (id)
       LEFT JOIN book.product t ON t.city_id = p.city_id AND t.product_code = p.product_code
       CROSS JOIN LATERAL (
           SELECT coalesce(json_agg(json_build_array(n.number, n.due_on, n.amount::text, n.paid_on, n.paid_amount::text,
               n.channel)), '[]') AS rows
           FROM book.instalment n WHERE n.policy_id = p.id
       ) i
       ORDER BY p.effective_on, p.id"""
)
_PRODUCTS = text(
    """SELECT product_code, name, need AS word, age_from, age_to, premium_from, pay_years FROM book.product
       WHERE city_id = :city AND on_sale ORDER BY product_code"""
)
_ANSWERS = text(
    "SELECT product_code, decision, at FROM recommendation.proposal WHERE customer_id = :person ORDER BY at DESC, id"
)


async def read_about(session: AsyncSession, person_id: int, day: date) -> About:
    """What is known of a person on a day."""
    numbers = (await session.execute(_PERSON, {"person": person_id})).mappings().all()
    rows = await session.execute(_POLICIES, {"ids": [row["id"] for row in numbers]})
    born_on, band = _first(numbers, "born_on"), _first(numbers, "income_band")
    return About(
        age=None if born_on is None else age_on(born_on, day),
        income=INCOMES.get(band),
        income_band=band,
        children=_first(numbers, "children"),
        married=_MARRIED.get(_first(numbers, "marital_status")),
        policies=[_held(row, day) for row in rows.mappings()],
    )


async def read_products(session: AsyncSession, city_id: int) -> list[Product]:
    """What is on sale in a city."""
    rows = await session.execute(_PRODUCTS, {"city": city_id})
    return [Product(**row) for row in rows.mappings()]


async def read_seller(session: AsyncSession, specialist_id: int) -> Seller:
    """A specialist as the staff list has him."""
    row = (
        await session.execute(
            text("SELECT qualifications, status FROM book.specialist WHERE id = :id"), {"id": specialist_id}
        )
    ).one()
    return Seller(frozenset(row.qualifications), row.status)


async def read_answers(session: AsyncSession, person_id: int) -> list[Answer]:
    """What he said to products earlier, the newest first."""
    rows = await session.execute(_ANSWERS, {"person": person_id})
    return [Answer(row.product_code, Decision(row.decision), policy_day(row.at)) for row in rows]


def _first(numbers: Sequence[RowMapping], column: str) -> Any:
    return next((row[column] for row in numbers if row[column] not in (None, "")), None)


def _held(row: RowMapping, day: date) -> Held:
    facts = PolicyFacts(
        row["state"], row["effective_on"], row["pay_mode"], row["pay_years"], row["premium"], row["paid_to"]
    )
    state = contract_state(contract_of(facts, instalments_of(row["instalments"])), day)
    in_yuan = row["currency"] == _YUAN
    yearly: Decimal | None = _premium_a_year(facts, state, day)
    return Held(
        policy_id=row["id"],
        policy_no=row["policy_no"],
        product_code=row["product_code"],
        product_name=row["product_name"],
        word=row["word"],
        category=row["category"],
        state=state,
        holds=row["holds"],
        insured=row["insured"],
        premium_a_year=yearly if in_yuan or not yearly else None,
        sum_insured=row["sum_insured"] if in_yuan else None,
    )


def _premium_a_year(policy: PolicyFacts, state: ContractState, day: date) -> Decimal:
    """Yuan that fall due in a year; zero once all is paid, and while nothing is owed."""
    between = MONTHS_BETWEEN.get(policy.pay_mode)
    if between is None or state not in _PAYING:
        return Decimal(0)
    if policy.pay_years is not None and add_months(policy.effective_on, 12 * policy.pay_years) <= day:
        return Decimal(0)
    return policy.premium * 12 / between
