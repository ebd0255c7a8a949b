"""The rule of `rule.py` over a city's cohorts, in SQL: one row a policy and cohort.

The switches choose between fragments of SQL that stand in this file; nothing that somebody typed becomes SQL.
"""

from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import GRACE_DAYS, LOAN_CHANNELS, MONTHS_BETWEEN, REINSTATEMENT_YEARS, add_months
from gridward.census.public import COMPANY_AGENT
from gridward.insights.persistency.definition import Definition
from gridward.insights.persistency.rule import CURRENCY, NO_MORE, REINSTATED, WAIVED
from gridward.insights.view import View, holder_in_view

_MONTHS = "CASE p.pay_mode {} ELSE 12 END".format(
    " ".join(f"WHEN '{mode}' THEN {months}" for mode, months in MONTHS_BETWEEN.items())
)

# Who sold the policy served it until he left; only of a policy without a known seller is the agent of today asked.
SERVED_BY = """
    LEFT JOIN book.agent seller ON seller.city_id = :city AND seller.agent_no = p.selling_agent_no
    LEFT JOIN book.agent server ON server.city_id = :city AND server.agent_no = p.service_agent_no
        AND seller.id IS NULL AND server.agent_no <> :company
"""
_LEFT = "coalesce(seller.left_on, server.left_on)"
_STATUS = "coalesce(seller.status, server.status)"
# A departure without a day counts as before it.
SERVED = f"coalesce({_LEFT} > p.begins OR {_LEFT} IS NULL AND {_STATUS} <> 'left', false)"
LEFT_ON = _LEFT
KNOWN = f"{_STATUS} IS NOT NULL"


_COLUMNS = ", ".join(
    f"p.{column}"
    for column in (
        "id", "policy_no", "holder_id", "product_code", "product_name", "effective_on", "pay_mode", "pay_years", "premium",
        "currency", "state", "selling_agent_no", "service_agent_no",
    )
)  # fmt: skip


def judged(how: Definition) -> str:
    """The common table expressions that end with `judged`: of each policy of the cohorts `verdict`, `base`, `received`,
    `counted`, `settled` (the last day that can change it), and its own columns."""
    before = (
        f", before AS MATERIALIZED ({_year(how, 'before_begins', 'begins')})" if _conditional(how) else ""
    )
    return f"""
    WITH cohort AS (SELECT unnest(CAST(:months AS date[])) AS month), term AS (
        SELECT {_COLUMNS}, c.month AS cohort, {_years(how)} AS years, t.times, p.premium * t.times AS first_year,
            (p.effective_on + make_interval(years => {_years(how)}))::date AS begins,
            (p.effective_on + make_interval(years => {_years(how)} - 1))::date AS before_begins,
            (p.effective_on + make_interval(months => 12 * {_years(how)} + {_months(how)}))::date AS ends,
            (p.effective_on + make_interval(months => {_last_due(how)}))::date AS last_due
        FROM cohort c JOIN book.policy p ON {_of_cohort(how)}
        CROSS JOIN LATERAL (SELECT {_times(how)} AS times) t
        WHERE p.city_id = :city AND p.effective_on >= :first AND p.effective_on < :after_last
          AND {holder_in_view("p.holder_id")}
    ), policy AS (
        SELECT p.*, CASE
                 WHEN p.holder_id IN (SELECT id FROM book.customer WHERE city_id = :city AND is_organisation)
                     THEN 'organisation'
                 WHEN p.currency <> :currency THEN 'other_currency'
                 WHEN p.pay_mode = 'single' THEN 'single_pay'
                 WHEN p.pay_years <= 1 THEN 'one_year'
                 WHEN p.pay_years <= p.years THEN 'completed'
                 WHEN p.state = 'cancelled' THEN 'cooling_off'
                 WHEN p.state = 'moved_out' THEN 'moved_out'
                 WHEN p.state = 'converted' THEN 'converted'
                 {"WHEN p.pay_mode <> 'yearly' THEN 'other_pay_mode'" if how.pay == "yearly" else ""}
                 WHEN NOT {_wanted(how)} THEN 'other_owner' END AS reason
        FROM term p {SERVED_BY if how.served != "any" else ""}
    ), year AS MATERIALIZED ({_year(how, "begins", "ends")}){before}, judged AS (
        SELECT p.*, coalesce(y.received, 0) AS received, {_settled(how)} AS settled,
            {_below(how, "p.first_year", "coalesce(b.received, 0)")} AS base,
            {_below(how, "true", "coalesce(b.paid >= p.times, false)")} AS counted,
            CASE WHEN p.reason IS NOT NULL THEN p.reason
                 WHEN y.waived THEN 'waived'
                 WHEN {_below(how, "false", "p.before_begins < :listed_from")} THEN 'not_listed'
                 WHEN y.paid >= p.times THEN 'paid'
                 WHEN coalesce(y.listed, 0) < p.times AND p.begins < :listed_from THEN 'not_listed'
                 WHEN p.state = 'ended_by_claim' THEN '{"unpaid" if how.claims_in else "claim"}'
                 WHEN p.state = 'matured' THEN 'completed'
                 {"WHEN p.state = 'suspended' THEN 'suspended'" if how.suspended_out else ""}
                 WHEN y.late OR p.state = ANY(CAST(:no_more AS text[])) THEN 'unpaid'
                 WHEN y.listed IS NULL AND :as_of > p.begins OR coalesce(y.listed, 0) < p.times
                     AND :as_of > {_open_until(how, "p.last_due")} THEN 'not_listed'
                 ELSE 'open' END AS verdict
        FROM policy p LEFT JOIN year y USING (id, cohort)
        {"LEFT JOIN before b USING (id, cohort)" if _conditional(how) else ""}
    )
    """


async def parameters(
    session: AsyncSession, view: View, how: Definition, months: list[date]
) -> dict[str, Any]:
    """What the statement takes for some cohort months, none of them twice."""
    first, after_last = min(months), add_months(max(months), 1)
    return (
        view.parameters
        | {
            "months": months,
            "first": date.min if how.years is None else first,
            "after_last": after_last,
            "listed_from": await _listed_from(session, view.city_id),
            "company": COMPANY_AGENT,
            "currency": CURRENCY,
            "not_in_time": sorted(LOAN_CHANNELS | WAIVED | (frozenset() if how.reinstated else REINSTATED)),
            "loans": sorted(LOAN_CHANNELS),
            "waived": sorted(WAIVED),
            "no_more": sorted(NO_MORE),
        }
        | (_due_range(months) if how.years is None else {"years": how.years})
    )


def _due_range(months: list[date]) -> dict[str, date]:
    """From the year before the oldest cohort's due dates to the end of the newest one's policy year."""
    return {"due_from": min(months), "due_to": add_months(max(months), 1 + 24)}


def _conditional(how: Definition) -> bool:
    return how.against == "year_before" and how.years != 1


def _below(how: Definition, first: str, before: str) -> str:
    """What a policy has below the line; the year before its second one is the first, whose premium was paid."""
    return f"CASE WHEN p.years = 1 THEN {first} ELSE {before} END" if _conditional(how) else first


def _years(how: Definition) -> str:
    if how.years is not None:
        return "CAST(:years AS integer)"
    return "(extract(year FROM c.month) - extract(year FROM p.effective_on) + 1)::integer"


def _of_cohort(how: Definition) -> str:
    if how.years is not None:
        return "date_trunc('month', p.effective_on::timestamp)::date = c.month"
    return (
        "extract(month FROM p.effective_on) = extract(month FROM c.month)"
        " AND p.effective_on < c.month + interval '1 month'"
    )


def _times(how: Definition) -> str:
    return "1" if how.pay == "anniversary" else f"12 / {_MONTHS}"


def _months(how: Definition) -> str:
    """Months from the anniversary in which instalments belong to the figure."""
    return "1" if how.pay == "anniversary" else "12"


def _last_due(how: Definition) -> str:
    last = "0" if how.pay == "anniversary" else f"12 - {_MONTHS}"
    return f"12 * {_years(how)} + {last}"


def _wanted(how: Definition) -> str:
    return "true" if how.served == "any" else f"{'' if how.served == 'agent' else 'NOT '}{SERVED}"


def _last_day(how: Definition, due_on: str) -> str:
    if how.timing == "day":
        return f"({due_on} + {GRACE_DAYS})"
    return f"((date_trunc('month', {due_on}::timestamp) + interval '3 months')::date - 1)"


def _open_until(how: Definition, due_on: str) -> str:
    last = _last_day(how, due_on)
    return f"greatest({last}, {due_on} + {GRACE_DAYS})" if how.apl else last


def _settled(how: Definition) -> str:
    back = f", ((p.last_due + {GRACE_DAYS + 1}) + interval '{REINSTATEMENT_YEARS} years')::date"
    last = _last_day(how, "p.last_due")
    return f"greatest({last}, p.last_due + {GRACE_DAYS}{back if how.reinstated else ''})"


def _year(how: Definition, begins: str, ends: str) -> str:
    """What came in of the policy years between two columns of `policy`, by policy and cohort."""
    late_too = "true" if how.reinstated else f"i.paid_on <= {_last_day(how, 'i.due_on')}"
    lent = "i.channel = ANY(CAST(:loans AS text[]))" if how.apl else "false"
    most = "i.amount" if how.riders else "least(i.amount, p.premium)"
    ends = (
        "(p.before_begins + interval '1 month')"
        if how.pay == "anniversary" and ends == "begins"
        else f"p.{ends}"
    )
    return f"""
        SELECT p.id, p.cohort, count(*) AS listed, count(*) FILTER (WHERE t.in_time AND t.whole) AS paid,
            sum(least(coalesce(i.paid_amount, i.amount), {most})) FILTER (WHERE t.in_time) AS received,
            bool_or(NOT (t.in_time AND t.whole) AND :as_of > {_open_until(how, "i.due_on")}) AS late,
            bool_or(i.channel = ANY(CAST(:waived AS text[]))) AS waived
        FROM policy p JOIN book.instalment i
            ON i.policy_id = p.id AND i.due_on >= p.{begins} AND i.due_on < {ends}{_listed(how)}
        CROSS JOIN LATERAL (SELECT coalesce(i.paid_on IS NOT NULL AND ({lent}
                OR {late_too} AND (i.channel IS NULL OR i.channel <> ALL(CAST(:not_in_time AS text[])))), false) AS in_time,
            coalesce(i.paid_amount, i.amount) >= i.amount AS whole) t
        WHERE p.reason IS NULL GROUP BY 1, 2"""


def _listed(how: Definition) -> str:
    """Of all policies instalments are found by day, of those of a few months by policy."""
    return "" if how.years else " AND i.city_id = :city AND i.due_on >= :due_from AND i.due_on < :due_to"


async def _listed_from(session: AsyncSession, city_id: int) -> date:
    """From when on instalments are listed. Without any, nothing is known of any year."""
    found: date | None = await session.scalar(
        text("SELECT min(due_on) FROM book.instalment WHERE city_id = :city"), {"city": city_id}
    )
    return found or date.max
