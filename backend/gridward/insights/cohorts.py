"""Cohorts of 13-month persistency over a city, by the rules of `persistency.py`, in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import GRACE_DAYS, add_months
from gridward.census.public import search_terms
from gridward.insights.persistency import (
    EXCLUSIONS,
    NO_MORE,
    NOT_IN_TIME,
    VERSION,
    WAIVED,
    last_grace,
)
from gridward.insights.view import View, holder_in_view

Pay = Literal["yearly", "all"]
Owner = Literal["any", "agent", "nobody"]

_COHORTS = 12
_REACHED = 13
"""Months after which every policy of a cohort has reached its 13th month."""


@dataclass(frozen=True)
class Formula:
    """Which policies make the figure."""

    pay: Pay = "yearly"
    """Yearly payers only, as insurers' core systems count, or all instalments of the policy year."""
    owner: Owner = "any"
    """Served by an agent on the day on which the second year began, by nobody, or either."""

    @property
    def name(self) -> str:
        """The version with its switches."""
        return f"{VERSION} pay={self.pay} owner={self.owner} grace=exact_day apl=no reinstated=no"


_TIMES = "CASE p.pay_mode WHEN 'monthly' THEN 12 WHEN 'quarterly' THEN 4 WHEN 'half_yearly' THEN 2 ELSE 1 END"

# Whoever serves the policy or sold it was in service on its anniversary: of one who left since, insurers often deliver
# no number any more. A departure without a day counts as before it.
_SERVED = """EXISTS (SELECT FROM book.agent a
    WHERE a.city_id = p.city_id AND a.agent_no IN (p.service_agent_no, p.selling_agent_no)
      AND (a.left_on > p.effective_on + interval '1 year' OR a.left_on IS NULL AND a.status <> 'left'))"""

_JUDGED = f"""
    WITH policy AS (
        SELECT p.id, p.policy_no, p.holder_id, p.product_name, p.effective_on, p.pay_mode, p.state,
            t.times, p.premium * t.times AS premium, p.pay_years,
            p.holder_id IN (SELECT id FROM book.customer WHERE city_id = :city AND is_organisation) AS is_organisation,
            CAST(:owner AS text) = 'any' OR (CAST(:owner AS text) = 'agent') = {_SERVED} AS wanted,
            (p.effective_on + interval '1 year')::date AS year_two,
            (p.effective_on + make_interval(months => 24 - 12 / t.times))::date + {GRACE_DAYS} AS last_grace
        FROM book.policy p CROSS JOIN LATERAL (SELECT {_TIMES} AS times) t
        WHERE p.city_id = :city AND p.effective_on >= :first AND p.effective_on < :after_last
          AND {holder_in_view("p.holder_id")}
    ), judged AS (
        SELECT p.*, coalesce(y.received, 0) AS received,
            CASE WHEN p.is_organisation THEN 'organisation'
                 WHEN p.pay_mode = 'single' THEN 'single_pay'
                 WHEN p.pay_years <= 1 THEN 'one_year'
                 WHEN p.state = 'cancelled' THEN 'cooling_off'
                 WHEN p.state = 'moved_out' THEN 'moved_out'
                 WHEN :pay = 'yearly' AND p.pay_mode <> 'yearly' THEN 'other_pay_mode'
                 WHEN NOT p.wanted THEN 'other_owner'
                 WHEN y.waived THEN 'waived'
                 WHEN y.paid >= p.times THEN 'paid'
                 WHEN y.listed < p.times AND p.year_two < :listed_from THEN 'not_listed'
                 WHEN p.state = 'ended_by_claim' THEN 'claim'
                 WHEN y.late OR p.state = ANY(CAST(:no_more AS text[])) THEN 'unpaid'
                 WHEN y.listed = 0 AND :as_of > p.year_two
                     OR y.listed < p.times AND :as_of > p.last_grace THEN 'not_listed'
                 ELSE 'open' END AS verdict
        FROM policy p
        -- By policy, so that what it takes grows with the cohort and not with all instalments.
        CROSS JOIN LATERAL (
            SELECT count(*) AS listed, count(*) FILTER (WHERE i.in_time) AS paid,
                sum(coalesce(i.paid_amount, i.amount)) FILTER (WHERE i.in_time) AS received,
                bool_or(NOT i.in_time AND :as_of > i.due_on + {GRACE_DAYS}) AS late,
                bool_or(i.channel = ANY(CAST(:waived AS text[]))) AS waived
            FROM (SELECT *, coalesce(paid_on <= due_on + {GRACE_DAYS}
                      AND (channel IS NULL OR channel <> ALL(CAST(:not_in_time AS text[]))), false) AS in_time
                  FROM book.instalment WHERE policy_id = p.id AND due_on >= p.year_two
                      AND due_on < p.effective_on + interval '2 years') i
        ) y
    )
"""


async def persistency_figures(session: AsyncSession, view: View, formula: Formula) -> list[dict[str, Any]]:
    """The newest twelve cohorts that have reached their 13th month, the oldest first."""
    newest = add_months(view.as_of.replace(day=1), -_REACHED)
    months = [add_months(newest, step) for step in range(1 - _COHORTS, 1)]
    rows = await session.execute(
        text(
            f"""{_JUDGED} SELECT date_trunc('month', effective_on::timestamp)::date AS month, verdict, count(*) AS policies,
                sum(premium) AS premium, sum(received) AS received, max(last_grace) AS last_grace
                FROM judged GROUP BY 1, 2"""
        ),
        await _parameters(session, view, formula, months[0], add_months(newest, 1)),
    )
    found: dict[date, list[RowMapping]] = {month: [] for month in months}
    for row in rows.mappings():
        found[row["month"]].append(row)
    return [_figure(month, rows, formula, view.as_of) for month, rows in found.items()]


async def cohort_rows(
    session: AsyncSession,
    view: View,
    formula: Formula,
    month: date,
    verdict: str | None,
    query: str | None,
    after: int | None,
    limit: int,
) -> list[RowMapping]:
    """The policies that took effect in a month, in the order of their keys, those that are left out included."""
    terms = search_terms(query)
    first = month.replace(day=1)
    rows = await session.execute(
        text(
            f"""{_JUDGED} SELECT j.id AS policy_id, j.policy_no, s.person_id AS customer_id, j.product_name,
                    j.effective_on, j.pay_mode, j.premium, j.received, j.verdict, j.state
                FROM judged j JOIN book.customer c ON c.id = j.holder_id
                JOIN census.customer_standing s ON s.customer_id = j.holder_id
                WHERE (CAST(:verdict AS text) IS NULL OR j.verdict = :verdict)
                  AND (CAST(:after AS bigint) IS NULL OR j.id > :after)
                  AND (CAST(:number AS text) IS NULL OR j.policy_no LIKE :number OR c.customer_no LIKE :number)
                  AND (CAST(:tokens AS bigint[]) IS NULL OR c.name_tokens @> CAST(:tokens AS bigint[]))
                ORDER BY j.id LIMIT :limit"""
        ),
        await _parameters(session, view, formula, first, add_months(first, 1))
        | vars(terms)
        | {"verdict": verdict, "after": after, "limit": limit},
    )
    return list(rows.mappings())


async def _parameters(
    session: AsyncSession, view: View, formula: Formula, first: date, after_last: date
) -> dict[str, Any]:
    return view.parameters | {
        "first": first,
        "after_last": after_last,
        "listed_from": await _listed_from(session, view.city_id, add_months(first, 12)),
        "pay": formula.pay,
        "owner": formula.owner,
        "not_in_time": sorted(NOT_IN_TIME),
        "waived": sorted(WAIVED),
        "no_more": sorted(NO_MORE),
    }


async def _listed_from(session: AsyncSession, city_id: int, day: date) -> date:
    """From when on instalments are listed: a day for certain not after `day`, or else the first of them."""
    before = await session.scalar(
        text("SELECT due_on FROM book.instalment WHERE city_id = :city AND due_on <= :day LIMIT 1"),
        {"city": city_id, "day": day},
    )
    first = before or await session.scalar(
        text("SELECT min(due_on) FROM book.instalment WHERE city_id = :city"), {"city": city_id}
    )
    # Without any instalment nothing is known of any year.
    return first or date.max


def _figure(month: date, rows: Sequence[RowMapping], formula: Formula, as_of: date) -> dict[str, Any]:
    base = [row for row in rows if row["verdict"] not in EXCLUSIONS]
    policies = {row["verdict"]: row["policies"] for row in rows}
    premium = sum(row["premium"] for row in base)
    received = sum(row["received"] for row in base)
    count = sum(row["policies"] for row in base)
    # A month without policies is final when yearly payers of its last day would be.
    final_on = max((row["last_grace"] for row in base), default=last_grace(add_months(month, 1), 1))
    return {
        "cohort_month": month,
        "policies": count,
        "premium": premium,
        "received_policies": policies.get("paid", 0),
        "received_premium": received,
        "rate": float(received / premium) if premium else None,
        "rate_by_count": policies.get("paid", 0) / count if count else None,
        "final": as_of > final_on,
        "final_on": final_on,
        "open_policies": policies.get("open", 0),
        "excluded": {reason: policies[reason] for reason in EXCLUSIONS if reason in policies},
        "formula": formula.name,
    }
