"""The contact budget (触达额度) and the hours of calls: whether a customer may be called or visited now, by whomever."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Literal

from pydantic import Field
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.kernel.clock import POLICY_ZONE
from gridward.platform.rules import RulePart, load_rules


class Window(RulePart):
    """In so many days at most so many contacts."""

    purpose: Literal["service", "marketing"]
    channel: Literal["call", "visit"]
    days: int = Field(ge=1)
    contacts: int = Field(ge=1)


class Hours(RulePart):
    """From `first` on and before `end`, in the policies' time zone."""

    first: time
    end: time


class InVain(RulePart):
    """What uses up nothing."""

    results: tuple[str, ...]


class Delivered(RulePart):
    """The insurer's words."""

    call: tuple[str, ...]
    visit: tuple[str, ...]
    inbound: tuple[str, ...]
    marketing: tuple[str, ...]


class BudgetRules(RulePart):
    """A version of `grid_data/rules/contact_budget`."""

    version: str
    window: tuple[Window, ...]
    hours: Hours
    in_vain: InVain
    delivered: Delivered


@dataclass(frozen=True)
class Used:
    """A contact that counts."""

    at: datetime
    purpose: str
    channel: str
    department: str


@dataclass(frozen=True)
class WindowUse:
    """A window as it stands at a moment, with what is in it, the newest first."""

    window: Window
    used: tuple[Used, ...]

    @property
    def full(self) -> bool:
        """Whether one more is too many."""
        return len(self.used) >= self.window.contacts

    @property
    def free_at(self) -> datetime:
        """When the first contact of a full window drops out of it so that there is room for one more."""
        return self.used[self.window.contacts - 1].at + timedelta(days=self.window.days)


@dataclass(frozen=True)
class Budget:
    """What a purpose and channel has left for a customer at a moment."""

    windows: tuple[WindowUse, ...]
    reasons: tuple[dict[str, Any], ...]
    """Why there may be no contact now, as `{"code", "params"}`; none where there may."""
    free_at: datetime | None
    """When there may be one again."""


_PAST = text(
    """SELECT at, CASE purpose WHEN 'statutory' THEN 'service' ELSE purpose END AS purpose, channel, department
       FROM engagement.contact
       WHERE customer_id = :person AND at > :since AND channel IN ('call', 'visit') AND NOT inbound
         AND NOT result = ANY(:vain)
       UNION ALL
       SELECT b.at, CASE WHEN b.department = ANY(:marketing) THEN 'marketing' ELSE 'service' END,
           CASE WHEN b.channel = ANY(:calls) THEN 'call' ELSE 'visit' END, b.department
       FROM census.customer_standing s JOIN book.contact b ON b.customer_id = s.customer_id
       WHERE s.person_id = :person AND b.at > :since AND (b.channel = ANY(:calls) OR b.channel = ANY(:visits))
         AND NOT coalesce(b.direction, '') = ANY(:inbound) AND NOT coalesce(b.result, '') = ANY(:vain)"""
)


def budget_rules() -> BudgetRules:
    """The rules in use. Raises `rules.invalid`."""
    return load_rules(BudgetRules, "contact_budget")


def budget_at(
    rules: BudgetRules,
    past: Sequence[Used],
    purpose: str,
    channel: str,
    at: datetime,
    *,
    passes: bool = False,
) -> Budget:
    """What is left at a moment. A contact that passes (statutory, or the customer asked for it) is only counted."""
    uses = tuple(
        WindowUse(window, _within(past, window, at))
        for window in rules.window
        if (window.purpose, window.channel) == (purpose, channel)
    )
    if passes:
        return Budget(uses, (), None)
    full = [use for use in uses if use.full]
    reasons = [_used_up(use) for use in full]
    free_at = max((use.free_at for use in full), default=at)
    if channel == "call":
        if not _awake(rules.hours, at):
            reasons.append(
                {
                    "code": "quiet_hours",
                    "params": {"first": f"{rules.hours.first:%H:%M}", "end": f"{rules.hours.end:%H:%M}"},
                }
            )
        free_at = _next_awake(rules.hours, free_at)
    return Budget(uses, tuple(reasons), free_at if reasons else None)


async def contact_budget(
    session: AsyncSession, person_id: int, purpose: str, channel: str, at: datetime, *, passes: bool = False
) -> Budget:
    """What a customer's budget for a purpose and channel is at a moment, all departments together."""
    rules = budget_rules()
    rows = await session.execute(
        _PAST,
        {
            "person": person_id,
            "since": at - timedelta(days=max((window.days for window in rules.window), default=1)),
            "vain": list(rules.in_vain.results),
            "calls": list(rules.delivered.call),
            "visits": list(rules.delivered.visit),
            "inbound": list(rules.delivered.inbound),
            "marketing": list(rules.delivered.marketing),
        },
    )
    past = [Used(row.at, row.purpose, row.channel, row.department) for row in rows]
    return budget_at(rules, past, purpose, channel, at, passes=passes)


def _within(past: Sequence[Used], window: Window, at: datetime) -> tuple[Used, ...]:
    since = at - timedelta(days=window.days)
    found = (
        one for one in past
        if since < one.at <= at and (one.purpose, one.channel) == (window.purpose, window.channel)
    )  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def _used_up(use: WindowUse) -> dict[str, Any]:
    return {
        "code": "contact_budget_used",
        "params": {
            "channel": use.window.channel,
            "days": use.window.days,
            "count": len(use.used),
            "limit": use.window.contacts,
            "departments": list(dict.fromkeys(one.department for one in use.used)),
        },
    }


def _awake(hours: Hours, at: datetime) -> bool:
    return hours.first <= at.astimezone(POLICY_ZONE).time() < hours.end


def _next_awake(hours: Hours, at: datetime) -> datetime:
    local = at.astimezone(POLICY_ZONE)
    if _awake(hours, local):
        return at
    day = local.date() if local.time() < hours.first else local.date() + timedelta(days=1)
    return datetime.combine(day, hours.first, POLICY_ZONE)
