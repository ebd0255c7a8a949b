"""The page that customer and specialist look at together, and what others see of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import FactKind
from gridward.engagement.public import Standing
from gridward.kernel.clock import policy_day
from gridward.recommendation.facts import Offer, Reason
from gridward.recommendation.gate import review_closed
from gridward.recommendation.offering import Reviewed, offer_to
from gridward.recommendation.reading import read_about
from gridward.recommendation.reviewing import review
from gridward.recommendation.rules import review_rules
from gridward.recommendation.snapshot import fingerprint, proposal_figures, review_figures

_ANSWERED = text(
    """SELECT p.product_code, coalesce(t.name, p.product_code) AS product_name, p.decision, p.reason, p.at
       FROM recommendation.proposal p
       LEFT JOIN book.product t ON t.city_id = p.city_id AND t.product_code = p.product_code
       WHERE p.customer_id = :person ORDER BY p.at DESC, p.id LIMIT 10"""
)


async def review_at(session: AsyncSession, city_id: int, person_id: int, at: datetime) -> Reviewed:
    """A person's review at a moment, from the book as it is."""
    about = await read_about(session, person_id, policy_day(at))
    return Reviewed(city_id, person_id, at, about, review(about, review_rules()))


async def review_page(
    session: AsyncSession,
    city_id: int,
    person_id: int,
    standing: Standing | None,
    at: datetime,
    *,
    specialist_id: int | None = None,
    recommends: bool = False,
) -> dict[str, Any]:
    """The review, and for who recommends what may be, as `ReviewPage` without who it is. Nobody else gets a product."""
    missing = review_closed(standing)
    if missing:
        return {"missing": missing, "review": None, "recommendation": None}
    found = await review_at(session, city_id, person_id, at)
    return {
        "missing": [],
        "review": _shown(found, standing),
        "recommendation": await _recommendation(session, found, standing, specialist_id)
        if recommends
        else None,
    }


def _shown(found: Reviewed, standing: Standing | None) -> dict[str, Any]:
    about, rules = found.about, review_rules()
    counted = {number: need.need for need in found.review.needs for number in need.policies}
    return {
        **{name: getattr(about, name) for name in ("age", "income", "income_band", "children", "married")},
        "day": found.day,
        "rules": found.review.rules,
        "figures": fingerprint(review_figures(about, found.review)),
        "ceiling": rules.premium_ceiling,
        "premium": found.review.premium,
        "needs": found.review.needs,
        "policies": [
            {**vars(policy), "need": counted.get(policy.policy_id)}
            for policy in about.policies
            if policy.covers_him or policy.premium_a_year
        ],
        "shown_on": standing and standing.facts.get(FactKind.POLICY_REVIEWED),
    }


async def _recommendation(
    session: AsyncSession, found: Reviewed, standing: Standing | None, specialist_id: int | None
) -> dict[str, Any]:
    closed, offer = await offer_to(session, found, standing, specialist_id)
    rows = await session.execute(_ANSWERED, {"person": found.person_id})
    return {**_offer(closed, offer), "answers": [dict(row) for row in rows.mappings()]}


def _offer(closed: list[Reason], offer: Offer | None) -> dict[str, Any]:
    if offer is None:
        return {"state": "locked", "reasons": closed, "offered": [], "others": []}
    return {
        "state": offer.state,
        "reasons": offer.reasons,
        "offered": [
            {**vars(one), "figures": fingerprint(proposal_figures(one, offer.others))}
            for one in offer.offered
        ],
        "others": offer.others,
    }
