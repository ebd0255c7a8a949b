"""The four-sell as a way with gates: which stage comes next for a customer, and what still keeps it closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gridward.engagement.contract import Stage


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
    open_promises: int = 0
    do_not_call: bool = False
    refused: bool = False
    """He does not want the specialist."""


Missing = list[dict[str, Any]]
"""Reasons as `{"code", "params"}`."""


def next_stage(standing: Standing) -> Stage | None:
    """The stage after the present one; None after the last. Who owes nothing goes from first contact to policy service."""
    if standing.stage is Stage.CONNECT and not standing.dues:
        return Stage.POLICY_SERVICE
    stages = list(Stage)
    after = stages.index(standing.stage) + 1
    return stages[after] if after < len(stages) else None


def missing(standing: Standing, day: date) -> Missing:
    """What keeps the next stage closed on a day, the most important first; empty where it is open or there is none.

    Service before sale: whatever the stage, the first contact comes first, and from renewal on the dues are settled.
    """
    if next_stage(standing) is None:
        return []
    found: Missing = []
    if standing.refused:
        found.append(_reason("customer_refused"))
    if not standing.first_contact:
        found.append(_reason("no_first_contact"))
    if standing.stage is not Stage.CONNECT:
        found += _unsettled(standing, day)
    if standing.stage is Stage.POLICY_SERVICE:
        found.append(_reason("no_policy_review"))
    if standing.stage is Stage.ACTIVITIES and standing.do_not_call:
        found.append(_reason("do_not_call"))
    return found


def _unsettled(standing: Standing, day: date) -> Missing:
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
    if standing.open_promises:
        found.append(_reason("promise_open", count=standing.open_promises))
    if standing.open_requests:
        found.append(_reason("visit_asked_for", count=standing.open_requests))
    return found


def _reason(code: str, **params: Any) -> dict[str, Any]:
    return {"code": code, "params": params}
