"""Figures of persistency: by cohort month, and of one cohort by owner."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import add_months
from gridward.insights.persistency.definition import EXCLUSIONS, ROLLING_MONTHS, Definition
from gridward.insights.persistency.judged import judged, parameters
from gridward.insights.persistency.owners import By, owned
from gridward.insights.view import View

COHORTS = 12
MOST_COHORTS = 60

_SUMS = """verdict, count(*) AS policies, count(*) FILTER (WHERE counted) AS counted, sum(base) AS base,
    sum(received) AS received, max(settled) AS settled"""

Row = Mapping[Any, Any]


def newest_cohort(as_of: date, how: Definition) -> date:
    """The newest month all of whose policies have reached their due date by the day that the book shows."""
    return add_months(as_of.replace(day=1), -how.months_on - 1)


async def cohort_figures(
    session: AsyncSession, view: View, how: Definition, newest: date | None = None, cohorts: int = COHORTS
) -> list[dict[str, Any]]:
    """The figures of some cohorts, the oldest first; `newest` is by default the newest that is wholly due."""
    last = (newest or newest_cohort(view.as_of, how)).replace(day=1)
    shown = [add_months(last, step) for step in range(1 - cohorts, 1)]
    months = sorted({month for cohort in shown for month in months_of(cohort, how)})
    rows = await session.execute(
        text(f"{judged(how)} SELECT cohort, {_SUMS} FROM judged GROUP BY cohort, verdict"),
        await parameters(session, view, how, months),
    )
    by_month: dict[date, list[Row]] = defaultdict(list)
    for row in rows.mappings():
        by_month[row["cohort"]].append(row)
    return [
        {"cohort_month": cohort}
        | _figure(
            [row for month in months_of(cohort, how) for row in by_month[month]], cohort, how, view.as_of
        )
        for cohort in shown
    ]


async def owner_figures(
    session: AsyncSession, view: View, how: Definition, cohort: date, by: By
) -> list[dict[str, Any]]:
    """The figures of a cohort by owner, the most premium first; an empty `owner` is nobody."""
    month = cohort.replace(day=1)
    rows = await session.execute(
        text(
            f"{judged(how)}, {owned(by)} SELECT owner, max(owner_name) AS owner_name, {_SUMS} FROM owned"
            " GROUP BY owner, verdict"
        ),
        await parameters(session, view, how, months_of(month, how)),
    )
    by_owner: dict[str, list[Row]] = defaultdict(list)
    for row in rows.mappings():
        by_owner[row["owner"]].append(row)
    found = [
        {"owner": owner, "name": next((row["owner_name"] for row in of if row["owner_name"]), None)}
        | _figure(of, month, how, view.as_of)
        for owner, of in by_owner.items()
    ]
    return sorted(found, key=lambda one: (-one["premium"], -one["policies"], one["owner"]))


def months_of(cohort: date, how: Definition) -> list[date]:
    """The months whose policies are of a cohort, the oldest first."""
    month = cohort.replace(day=1)
    return [
        add_months(month, step) for step in range(1 - ROLLING_MONTHS if how.window == "rolling" else 0, 1)
    ]


def total(figures: Iterable[Mapping[str, Any]], how: Definition) -> dict[str, Any]:
    """Several cohorts of a month each as one."""
    all_ = list(figures)
    sums = {name: sum(one[name] for one in all_) for name in _ADDED}
    excluded = {reason: sum(one["excluded"].get(reason, 0) for one in all_) for reason in EXCLUSIONS}
    return {
        **sums,
        **_rates(sums, how),
        "final": all(one["final"] for one in all_),
        "final_on": max(one["final_on"] for one in all_),
        "excluded": {reason: count for reason, count in excluded.items() if count},
        "formula": how.name,
    }


_ADDED = (
    "policies",
    "counted_policies",
    "premium",
    "received_premium",
    "paid_policies",
    "unpaid_policies",
    "open_policies",
    "open_counted_policies",
    "open_premium",
    "open_received_premium",
)


def _figure(rows: list[Row], month: date, how: Definition, as_of: date) -> dict[str, Any]:
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row["verdict"]] += row["policies"]
    base = [row for row in rows if row["verdict"] not in EXCLUSIONS]
    still_open = [row for row in base if row["verdict"] == "open"]
    sums = {
        "policies": sum(row["policies"] for row in base),
        "counted_policies": sum(row["counted"] for row in base),
        "premium": sum(row["base"] for row in base),
        "received_premium": sum(row["received"] for row in base),
        "paid_policies": counts["paid"],
        "unpaid_policies": counts["unpaid"],
        "open_policies": counts["open"],
        "open_counted_policies": sum(row["counted"] for row in still_open),
        "open_premium": sum(row["base"] for row in still_open),
        "open_received_premium": sum(row["received"] for row in still_open),
    }
    # A month without policies is final when yearly payers of its last day would be.
    last_due = add_months(add_months(month, 1), how.months_on)
    final_on = max((row["settled"] for row in base), default=how.settled_on(last_due))
    return {
        **sums,
        **_rates(sums, how),
        "final": as_of > final_on,
        "final_on": final_on,
        "excluded": {reason: counts[reason] for reason in EXCLUSIONS if counts[reason]},
        "formula": how.name,
    }


def _rates(sums: Mapping[str, Any], how: Definition) -> dict[str, Any]:
    """By premium and by count; and of what cannot change by paying any more, the one that the definition asks for."""
    by_premium = _share(sums["received_premium"], sums["premium"])
    by_count = _share(sums["paid_policies"], sums["counted_policies"])
    if how.basis == "premium":
        received, premium = (sums[name] - sums[f"open_{name}"] for name in ("received_premium", "premium"))
        closed = _share(received, premium)
    else:
        closed = _share(sums["paid_policies"], sums["counted_policies"] - sums["open_counted_policies"])
    return {
        "rate": by_premium if how.basis == "premium" else by_count,
        "closed_rate": closed,
        "rate_by_premium": by_premium,
        "rate_by_count": by_count,
    }


def _share(part: Any, whole: Any) -> float | None:
    return float(part / whole) if whole else None
