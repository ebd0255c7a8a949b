"""The policies behind a figure, those that are left out included."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.census.public import search_terms
from gridward.insights.persistency.definition import EXCLUSIONS, Definition
from gridward.insights.persistency.figures import months_of
from gridward.insights.persistency.judged import judged, parameters
from gridward.insights.persistency.owners import By, owned
from gridward.insights.view import View

Order = Literal["policy", "effective", "premium", "received"]

_ORDERS = {"policy": "id", "effective": "effective_on", "premium": "base", "received": "received"}


@dataclass(frozen=True)
class Wanted:
    """Which policies of a cohort, and in which order; None means all."""

    verdict: str | None = None
    """A verdict, or `in` for all in the base, `out` for all that are left out."""
    by: By = "city"
    owner: str | None = None
    """One owner's only; an empty one for those that nobody owned."""
    text: str | None = None
    order: Order = "policy"
    descending: bool = False


async def cohort_rows(
    session: AsyncSession,
    view: View,
    how: Definition,
    cohort: date,
    wanted: Wanted,
    after: int | None,
    limit: int,
) -> list[RowMapping]:
    """The policies of a cohort; `after` is the one after which the page begins."""
    terms = search_terms(wanted.text)
    column, beyond = _ORDERS[wanted.order], "<" if wanted.descending else ">"
    direction = "DESC" if wanted.descending else "ASC"
    rows = await session.execute(
        text(
            f"""{judged(how)}, {owned(wanted.by)}
                SELECT j.id AS policy_id, j.policy_no, s.person_id AS customer_id, c.name_masked, j.product_name,
                    j.effective_on, j.pay_mode, j.begins AS due_on, j.base AS premium, j.received, j.verdict, j.state,
                    j.settled AS settled_on, j.owner_name
                FROM owned j JOIN book.customer c ON c.id = j.holder_id
                JOIN census.customer_standing s ON s.customer_id = j.holder_id
                WHERE (CAST(:verdict AS text) IS NULL OR j.verdict = :verdict
                       OR :verdict = CASE WHEN j.verdict = ANY(CAST(:exclusions AS text[])) THEN 'out' ELSE 'in' END)
                  AND (CAST(:owner AS text) IS NULL OR j.owner = :owner)
                  AND (CAST(:after AS bigint) IS NULL OR (j.{column}, j.id) {beyond}
                       (SELECT a.{column}, a.id FROM judged a WHERE a.id = :after LIMIT 1))
                  AND (CAST(:number AS text) IS NULL OR j.policy_no LIKE :number OR c.customer_no LIKE :number)
                  AND (CAST(:tokens AS bigint[]) IS NULL OR c.name_tokens @> CAST(:tokens AS bigint[]))
                ORDER BY j.{column} {direction}, j.id {direction} LIMIT :limit"""
        ),
        await parameters(session, view, how, months_of(cohort, how))
        | vars(terms)
        | {
            "verdict": wanted.verdict,
            "owner": wanted.owner,
            "exclusions": list(EXCLUSIONS),
            "after": after,
            "limit": limit,
        },
    )
    return list(rows.mappings())
