"""Collection rates by due month, window and policy year: the nine-box (九宫图达成率).

Windows are calendar months: a premium counts in `current` when it was paid by the end of the month in which it fell due,
in `next` by the end of the month after, in `grace_end` (宽末月) by the end of the month after that. What the cash value
paid (automatic premium loan) is no premium received.
"""

from collections import defaultdict
from datetime import date
from typing import Any, Literal

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import GRACE_DAYS, LOAN_CHANNELS, add_months
from gridward.census.public import COMPANY_AGENT, search_terms
from gridward.insights.persistency.owners import By, Owned, owned
from gridward.insights.view import View, holder_in_view
from gridward.platform.paging import after_pair

Window = Literal["current", "next", "grace_end"]
PolicyYear = Literal["second", "third", "fourth_on"]

WINDOWS: dict[Window, int] = {"current": 1, "next": 2, "grace_end": 3}
"""The months that a window has, the month of the due dates included."""
_YEARS: tuple[PolicyYear, ...] = ("second", "third", "fourth_on")
_DUE_MONTHS = 4

# Instalments of the first policy year belong to no box. An anniversary of 29 February is the 28th where there is none.
_DUE = f"""
    SELECT i.policy_id, i.number, i.due_on, i.amount, i.paid_on, i.paid_amount, i.channel, p.policy_no, p.holder_id,
        p.product_code, p.product_name, p.selling_agent_no, p.service_agent_no,
        CASE WHEN i.due_on < p.effective_on + interval '2 years' THEN 'second'
             WHEN i.due_on < p.effective_on + interval '3 years' THEN 'third' ELSE 'fourth_on' END AS policy_year,
        date_trunc('month', i.due_on::timestamp) AS due_month,
        date_trunc('month', CASE WHEN i.channel IS NULL OR i.channel <> ALL(CAST(:loans AS text[])) THEN i.paid_on END
            ::timestamp) AS received_month,
        coalesce(i.paid_amount, i.amount) AS received
    FROM book.instalment i JOIN book.policy p ON p.id = i.policy_id
    JOIN census.policy_standing t ON t.policy_id = p.id
    WHERE i.city_id = :city AND t.standing = 'orphan' AND p.pay_mode <> 'single'
      AND i.due_on >= :first AND i.due_on < :after_last AND i.due_on >= p.effective_on + interval '1 year'
      AND {holder_in_view("p.holder_id")}
"""


async def collection_boxes(session: AsyncSession, view: View) -> list[dict[str, Any]]:
    """Three windows and three policy years of each of the last four due months, the oldest month first."""
    newest = view.as_of.replace(day=1)
    first = add_months(newest, 1 - _DUE_MONTHS)
    rows = await session.execute(
        text(
            # Summed by month of payment first: the windows are then asked of a few rows, not of every instalment.
            f"""SELECT due_month::date AS month, policy_year, sum(count)::bigint AS due_count,
                sum(amount) AS due_amount, {_windows()}
                FROM (SELECT due_month, received_month, policy_year, count(*) AS count, sum(amount) AS amount,
                          sum(received) AS received FROM ({_DUE}) d GROUP BY 1, 2, 3) s
                GROUP BY 1, 2"""
        ),
        _parameters(view, first, add_months(newest, 1)),
    )
    found = {(row["month"], row["policy_year"]): row for row in rows.mappings()}
    return [
        _box(found.get((month, year)), month, window, year, view.as_of)
        for month in (add_months(first, step) for step in range(_DUE_MONTHS))
        for window in WINDOWS
        for year in _YEARS
    ]


async def owner_boxes(session: AsyncSession, view: View, due_month: date, by: By) -> list[dict[str, Any]]:
    """The nine boxes of a due month for each owner on the due date, the most premium first."""
    month = due_month.replace(day=1)
    rows = await session.execute(
        text(
            f"""WITH {_as_judged()}, {owned(by)}
                SELECT owner, max(owner_name) AS name, policy_year, count(*) AS due_count,
                    sum(amount) AS due_amount, {_windows()}
                FROM (SELECT o.*, 1 AS count FROM owned o) s GROUP BY owner, policy_year"""
        ),
        _parameters(view, month, add_months(month, 1)),
    )
    found: dict[str, dict[str, RowMapping]] = defaultdict(dict)
    for row in rows.mappings():
        found[row["owner"]][row["policy_year"]] = row
    owners = [
        {
            "owner": owner,
            "name": next((row["name"] for row in of.values() if row["name"]), None),
            "due_amount": sum(row["due_amount"] for row in of.values()),
            "boxes": [
                _box(of.get(year), month, window, year, view.as_of) for window in WINDOWS for year in _YEARS
            ],
        }
        for owner, of in found.items()
    ]
    return sorted(owners, key=lambda one: (-one["due_amount"], one["owner"]))


async def instalment_rows(
    session: AsyncSession,
    view: View,
    due_month: date,
    window: Window,
    policy_year: PolicyYear,
    counted: bool | None,
    of: Owned,
    query: str | None,
    cursor: str | None,
    limit: int,
) -> list[RowMapping]:
    """The instalments of a box; `counted` says which were paid within the window. `key` is the policy and the number."""
    terms = search_terms(query)
    policy, number = after_pair(cursor)
    month = due_month.replace(day=1)
    rows = await session.execute(
        text(
            f"""WITH {_as_judged()}, {owned(of.by)} SELECT f.*, f.policy_id || '.' || f.number AS key
                FROM (SELECT d.policy_id, d.policy_no, s.person_id AS customer_id, d.number, d.due_on, d.amount,
                          d.paid_on, d.paid_amount, d.channel, coalesce({_paid(WINDOWS[window])}, false) AS counted
                      FROM owned d JOIN book.customer c ON c.id = d.holder_id
                      JOIN census.customer_standing s ON s.customer_id = c.id
                      WHERE d.policy_year = :policy_year AND (CAST(:owner AS text) IS NULL OR d.owner = :owner)
                        AND (CAST(:policy AS bigint) IS NULL OR (d.policy_id, d.number) > (:policy, :instalment))
                        AND (CAST(:number AS text) IS NULL OR d.policy_no LIKE :number OR c.customer_no LIKE :number)
                        AND (CAST(:tokens AS bigint[]) IS NULL OR c.name_tokens @> CAST(:tokens AS bigint[]))) f
                WHERE CAST(:counted AS boolean) IS NULL OR f.counted = :counted
                ORDER BY f.policy_id, f.number LIMIT :limit"""
        ),
        _parameters(view, month, add_months(month, 1))
        | vars(terms)
        | {
            "policy_year": policy_year,
            "owner": of.owner,
            "policy": policy,
            "instalment": number,
            "counted": counted,
            "limit": limit,
        },
    )
    return list(rows.mappings())


def _windows() -> str:
    """Counts and yuan that were paid within each window, of rows with a `count` and what was `received`."""
    return ", ".join(
        f"coalesce(sum(count) FILTER (WHERE {_paid(months)}), 0)::bigint AS {name}_count,"
        f" coalesce(sum(received) FILTER (WHERE {_paid(months)}), 0) AS {name}_amount"
        for name, months in WINDOWS.items()
    )


def _as_judged() -> str:
    """The instalments as `owned` takes what it tells apart: owned on the due date, open to the end of grace."""
    return f"judged AS (SELECT d.*, d.due_on AS begins, d.due_on + {GRACE_DAYS} AS settled FROM ({_DUE}) d)"


def _paid(months: int) -> str:
    return f"received_month < due_month + interval '{months} months'"


def _parameters(view: View, first: date, after_last: date) -> dict[str, Any]:
    return view.parameters | {
        "first": first,
        "after_last": after_last,
        "loans": sorted(LOAN_CHANNELS),
        "company": COMPANY_AGENT,
    }


def _box(
    row: RowMapping | None, month: date, window: Window, year: PolicyYear, as_of: date
) -> dict[str, Any]:
    return {
        "due_month": month,
        "window": window,
        "policy_year": year,
        "due_count": row["due_count"] if row else 0,
        "paid_count": row[f"{window}_count"] if row else 0,
        "due_amount": row["due_amount"] if row else 0,
        "paid_amount": row[f"{window}_amount"] if row else 0,
        "final": as_of >= add_months(month, WINDOWS[window]),
    }
