"""The premium calendar: which step a due has reached on a day, at each workplace, and how urgent it is. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from gridward.book.public import GRACE_DAYS
from gridward.platform.rules import RulePart, load_rules


class Step(RulePart):
    """Days around the due date, both included; negative before it."""

    first: int = Field(alias="from")
    last: int = Field(alias="to")

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.last < self.first:
            raise ValueError("a step ends after it begins")
        return self


class MessageStep(Step):
    """A message of the system."""

    template: str
    purpose: Literal["service", "statutory"]


class TaskStep(Step):
    """Work for people."""

    step: str
    kind: Literal["renewal_call", "renewal_visit"]
    workplace: Literal["seat", "field"]
    who: Literal["all", "high_risk", "high_value", "high_risk_or_value"]
    within_days: int = Field(ge=1)

    def fits(self, high_risk: bool, high_value: bool) -> bool:
        """Whether the step is for a due."""
        return {
            "all": True,
            "high_risk": high_risk,
            "high_value": high_value,
            "high_risk_or_value": high_risk or high_value,
        }[self.who]


class ValueRules(RulePart):
    """What counts as much."""

    high_from: Decimal = Field(gt=0)
    """Yuan of premium a year."""


class PromiseRules(RulePart):
    """When a promise is broken, and what then."""

    wait_days: int = Field(ge=0)
    check_within_days: int = Field(ge=0)


class PremiumCalendar(RulePart):
    """A version of the calendar."""

    version: str
    value: ValueRules
    promise: PromiseRules
    messages: tuple[MessageStep, ...]
    tasks: tuple[TaskStep, ...]

    @model_validator(mode="after")
    def _one_sequence(self) -> Self:
        _require_apart(self.messages)
        for workplace in ("seat", "field"):
            _require_apart([step for step in self.tasks if step.workplace == workplace])
        return self


@dataclass(frozen=True)
class OpenDue:
    """A row of the due list, with what the calendar needs to know beside it."""

    policy_id: int
    customer_id: int
    cell_id: int | None
    number: int
    due_on: date
    grace_ends: date
    amount: Decimal
    failure: str | None
    risk: float
    tier: str
    premium_a_year: Decimal
    suspended: bool
    promised: bool
    """A promise to pay it is open."""
    offered: bool = False
    """A call is to offer a way out: loan, reduced paid-up, another pay mode."""


def premium_calendar() -> PremiumCalendar:
    """The calendar in use. Raises `rules.invalid`."""
    return load_rules(PremiumCalendar, "premium_calendar")


def message_step(calendar: PremiumCalendar, due: OpenDue, day: date) -> MessageStep | None:
    """The message that a due has reached. The insurer may suspend earlier than the calendar thinks: then nothing of before
    is said any more."""
    passed = (day - due.due_on).days
    step = next((step for step in calendar.messages if step.first <= passed <= step.last), None)
    return None if step is None or (due.suspended and step.first <= GRACE_DAYS) else step


def task_step(calendar: PremiumCalendar, due: OpenDue, workplace: str, day: date) -> TaskStep | None:
    """The step that a due has reached at a workplace; None where it has none, or where the customer has promised to pay and
    is waited for."""
    if due.promised or due.suspended:
        return None
    passed = (day - due.due_on).days
    high_value = due.premium_a_year >= calendar.value.high_from
    return next(
        (
            step
            for step in calendar.tasks
            if step.workplace == workplace
            and step.first <= passed <= step.last
            and step.fits(due.tier == "high", high_value)
        ),
        None,
    )


def do_by(step: TaskStep, due: OpenDue, day: date) -> date:
    """The day by which the work of a step that is taken on a day has to be done."""
    begun = max(day, due.due_on + timedelta(days=step.first))
    return min(begun + timedelta(days=step.within_days), due.grace_ends)


def urgency(due: OpenDue, day: date) -> float:
    """From 10 to 50: six parts risk, four parts how much of grace is over."""
    over = min(max((day - due.due_on).days, 0), GRACE_DAYS) / GRACE_DAYS
    return round(10 + 24 * due.risk + 16 * over, 2)


def why(due: OpenDue, day: date) -> tuple[dict[str, Any], ...]:
    """Why a due is work on a day, as codes, the most important first."""
    days, amount = (day - due.due_on).days, str(due.amount)
    found = [
        _reason("due_since", days=days, amount=amount)
        if days >= 0
        else _reason("due_in", days=-days, amount=amount)
    ]
    if 0 <= days <= GRACE_DAYS:
        found.append(_reason("grace_ends_in", days=(due.grace_ends - day).days))
    if due.failure:
        found.append(_reason("debit_failed", failure=due.failure))
    if due.tier == "high":
        found.append(_reason("high_risk", risk=due.risk))
    if due.offered:
        found.append(_reason("offer_options"))
    return tuple(found)


def _reason(code: str, **params: object) -> dict[str, Any]:
    return {"code": code, "params": params}


def _require_apart(steps: Sequence[Step]) -> None:
    ordered = sorted(steps, key=lambda step: step.first)
    for before, after in pairwise(ordered):
        if after.first <= before.last:
            raise ValueError(f"two steps of one workplace on day {after.first}")
