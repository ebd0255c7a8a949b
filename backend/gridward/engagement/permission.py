"""Whether a customer may be contacted for marketing now: consent, wishes, and the budget that all departments share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import Field
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.kernel.clock import policy_day
from gridward.platform.rules import RulePart, load_rules


class Budget(RulePart):
    """So many contacts in so many days."""

    days: int = Field(ge=1)
    contacts: int = Field(ge=0)


class ConsentRules(RulePart):
    """A version of `grid_data/rules/consent`."""

    version: str
    refusal_days: int = Field(ge=1)
    budget: list[Budget]


@dataclass(frozen=True)
class MarketingStanding:
    """What permission looks at."""

    given: bool | None
    """His last word on marketing; None where he was never asked."""
    said_at: datetime | None
    do_not_call: bool
    contacts: Sequence[datetime] = ()
    """The marketing contacts and messages of all departments."""


_STANDING = text(
    """SELECT n.given, n.at AS said_at,
           coalesce((SELECT bool_or(c.do_not_call) FROM census.customer_standing s
               JOIN book.customer c ON c.id = s.customer_id WHERE s.person_id = :customer), false) AS do_not_call,
           ARRAY(SELECT at FROM engagement.contact
                 WHERE customer_id = :customer AND purpose = 'marketing' AND at > :since
                 UNION ALL
                 SELECT created_at FROM engagement.message
                 WHERE customer_id = :customer AND purpose = 'marketing' AND state <> 'failed' AND created_at > :since)
               AS contacts
       FROM (SELECT) one LEFT JOIN LATERAL (
           SELECT given, at FROM engagement.consent WHERE customer_id = :customer AND purpose = 'marketing'
           ORDER BY at DESC, id DESC LIMIT 1) n ON true"""
)


def consent_rules() -> ConsentRules:
    """The rules in use. Raises `rules.invalid`."""
    return load_rules(ConsentRules, "consent")


def what_forbids(standing: MarketingStanding, at: datetime) -> list[dict[str, Any]]:
    """Why a marketing contact may not be made at a moment, as `{"code", "params"}`; empty where it may."""
    rules = consent_rules()
    found: list[dict[str, Any]] = []
    if standing.do_not_call:
        found.append({"code": "do_not_call", "params": {}})
    if standing.given is None:
        found.append({"code": "no_marketing_consent", "params": {}})
    elif not standing.given:
        assert standing.said_at is not None
        asked_again = policy_day(standing.said_at + timedelta(days=rules.refusal_days))
        found.append({"code": "marketing_refused", "params": {"until": asked_again.isoformat()}})
    for budget in rules.budget:
        made = sum(at - timedelta(days=budget.days) < one <= at for one in standing.contacts)
        if made >= budget.contacts:
            found.append({"code": "marketing_budget_used", "params": {"count": made, "days": budget.days}})
            break
    return found


async def marketing_allowed(session: AsyncSession, person_id: int, at: datetime) -> list[dict[str, Any]]:
    """Why a person may not be contacted for marketing at a moment; empty where he may."""
    since = at - timedelta(days=max((budget.days for budget in consent_rules().budget), default=0))
    row = (await session.execute(_STANDING, {"customer": person_id, "since": since})).one()
    return what_forbids(MarketingStanding(row.given, row.said_at, row.do_not_call, row.contacts), at)
