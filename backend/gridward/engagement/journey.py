"""The four-sell as a way with gates: which stage comes next for a customer, and what still keeps it closed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import Field

from gridward.engagement.contract import FactKind, Stage
from gridward.platform.rules import RulePart, load_rules


class Need(StrEnum):
    """What a stage may ask for; the rule file says what each means."""

    FIRST_CONTACT = "first_contact"
    DUES_SETTLED = "dues_settled"
    VISITS_MADE = "visits_made"
    DETAILS_CONFIRMED = "details_confirmed"
    EVENT_ANSWERED = "event_answered"
    NO_COMPLAINT = "no_complaint"
    MARKETING_CONSENT = "marketing_consent"
    MAY_BE_CALLED = "may_be_called"


class StageRule(RulePart):
    """A stage, and what has to hold before it is entered, the most important first."""

    stage: Stage
    needs: list[Need]


class JourneyRules(RulePart):
    """A version of `grid_data/rules/journey`."""

    version: str
    stages: list[StageRule] = Field(min_length=1)
    """In their order."""
    holds_days: dict[FactKind, int]
    """How long a fact counts."""


@dataclass(frozen=True)
class UnpaidDue:
    """The oldest unpaid instalment of one of the customer's policies."""

    policy_no: str
    due_on: date
    amount: Decimal
    """Yuan."""
    failure: str | None = None
    """Why the last debit failed, as delivered."""


@dataclass(frozen=True)
class Standing:
    """What the gates look at."""

    stage: Stage
    first_contact: bool
    """The customer himself was spoken to."""
    dues: Sequence[UnpaidDue] = ()
    open_requests: int = 0
    """Visits that seats asked for and that are neither made nor given back."""
    open_complaints: int = 0
    do_not_call: bool = False
    refused: bool = False
    """He does not want the specialist."""
    marketing: bool | None = None
    """His last word on marketing; None where he was never asked."""
    facts: Mapping[FactKind, date] = field(default_factory=dict)
    """The last day of each."""


Missing = list[dict[str, Any]]
"""Reasons as `{"code", "params"}`."""


def journey_rules() -> JourneyRules:
    """The rules in use. Raises `rules.invalid`."""
    return load_rules(JourneyRules, "journey")


def next_stage(standing: Standing) -> Stage | None:
    """The stage after the present one; None after the last. Who owes nothing goes from first contact to policy service."""
    if standing.stage is Stage.CONNECT and not standing.dues:
        return Stage.POLICY_SERVICE
    return _following(standing.stage)


def missing(standing: Standing, day: date) -> Missing:
    """What keeps the next stage closed on a day, the most important first; empty where it is open or there is none."""
    # Who owes nothing and skips renewal needs no more than who enters there.
    gate = _following(standing.stage)
    return [] if gate is None else missing_for(gate, standing, day)


def missing_for(stage: Stage, standing: Standing, day: date) -> Missing:
    """What keeps a stage closed on a day, wherever the customer stands."""
    rule = next(rule for rule in journey_rules().stages if rule.stage is stage)
    return [reason for need in rule.needs for reason in _LACKS[need](standing, day)]


def missing_up_to(stage: Stage, standing: Standing, day: date) -> Missing:
    """What keeps a stage closed on a day, gates before it that he has not gone through included; each reason once."""
    order = [rule.stage for rule in journey_rules().stages]
    ahead = order[order.index(standing.stage) + 1 : order.index(stage) + 1]
    # Who is in the stage already still has to meet what it asks for.
    lacking = [reason for gate in ahead or [stage] for reason in missing_for(gate, standing, day)]
    return [reason for place, reason in enumerate(lacking) if reason not in lacking[:place]]


def stage_reached(standing: Standing, day: date) -> Stage:
    """The stage in which he is on a day: gates that are open are gone through. Before the first contact nobody moves."""
    stage = standing.stage
    if not standing.first_contact:
        return stage
    while True:
        here = Standing(**{**vars(standing), "stage": stage})
        after = next_stage(here)
        if after is None or missing(here, day):
            return stage
        stage = after


def _following(stage: Stage) -> Stage | None:
    stages = [rule.stage for rule in journey_rules().stages]
    after = stages.index(stage) + 1
    return stages[after] if after < len(stages) else None


def _first_contact(standing: Standing, day: date) -> Missing:
    found = [_reason("customer_refused")] if standing.refused else []
    return found if standing.first_contact else [*found, _reason("no_first_contact")]


def _dues(standing: Standing, day: date) -> Missing:
    found: Missing = []
    for due in standing.dues:
        if due.due_on <= day:
            params = {
                "policy_no": due.policy_no,
                "days": (day - due.due_on).days,
                "amount": f"{due.amount:.2f}",
            }
            found.append(_reason("due_unpaid", **params))
        if due.failure:
            found.append(_reason("debit_failed", policy_no=due.policy_no, failure=due.failure))
    return found


def _visits(standing: Standing, day: date) -> Missing:
    return [_reason("visit_asked_for", count=standing.open_requests)] if standing.open_requests else []


def _complaints(standing: Standing, day: date) -> Missing:
    return [_reason("complaint_open", count=standing.open_complaints)] if standing.open_complaints else []


def _marketing(standing: Standing, day: date) -> Missing:
    if standing.marketing:
        return []
    return [_reason("no_marketing_consent" if standing.marketing is None else "marketing_refused")]


def _do_not_call(standing: Standing, day: date) -> Missing:
    return [_reason("do_not_call")] if standing.do_not_call else []


def _fact(kind: FactKind, code: str) -> Callable[[Standing, date], Missing]:
    def lacks(standing: Standing, day: date) -> Missing:
        done = standing.facts.get(kind)
        holds = timedelta(days=journey_rules().holds_days[kind])
        return [] if done is not None and done + holds >= day else [_reason(code)]

    return lacks


_LACKS: dict[Need, Callable[[Standing, date], Missing]] = {
    Need.FIRST_CONTACT: _first_contact,
    Need.DUES_SETTLED: _dues,
    Need.VISITS_MADE: _visits,
    Need.DETAILS_CONFIRMED: _fact(FactKind.DETAILS_CONFIRMED, "details_unconfirmed"),
    Need.EVENT_ANSWERED: _fact(FactKind.EVENT_ANSWERED, "no_event_answered"),
    Need.NO_COMPLAINT: _complaints,
    Need.MARKETING_CONSENT: _marketing,
    Need.MAY_BE_CALLED: _do_not_call,
}


def _reason(code: str, **params: Any) -> dict[str, Any]:
    return {"code": code, "params": params}
