"""Whom to treat, over HTTP. Outputs have no defaults, so that clients know every field is there."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel

ActionName = Literal["none", "message", "call", "offer", "visit"]


class OutcomesOut(BaseModel):
    """Closed dues of an action."""

    count: int
    expected: float
    lapsed: int


class RateOut(BaseModel):
    """The save rate of an action."""

    action: ActionName
    assumed: float
    mean: float
    low: float
    high: float
    measured: float
    """How much of it is measured, from 0 to 1."""
    treated: OutcomesOut
    held_out: OutcomesOut


class EffectOut(BaseModel):
    """Persistency of those who may be treated beside those held out."""

    treated: int
    treated_paid: float | None
    held_out: int
    held_out_paid: float | None
    difference: float | None
    low: float | None
    high: float | None


class RunOut(BaseModel):
    """What a run of the day decided."""

    day: date
    at: datetime
    customers: int
    actions: dict[str, int]
    reasons: dict[str, int]
    expected: float
    """Yuan, the sum of the expected values."""
    bound: float
    """Yuan: more cannot be reached with these minutes."""
    seat_minutes: float
    seat_minutes_used: float
    seat_price: float
    """Yuan that another minute of the seats would bring."""


class TreatmentPage(BaseModel):
    """What is known of what contacts bring, and what the last runs decided, newest first."""

    rules: str
    held_out_share: float
    closed_after_days: int
    prior_weight: float
    rates: list[RateOut]
    effect: EffectOut | None
    """None before the first run."""
    runs: list[RunOut]


class TreatmentDecision(BaseModel):
    """What was decided about a due on a day, and by what."""

    decision_id: int
    policy_id: int
    policy_no: str
    product_name: str
    number: int
    due_on: date
    day: date
    held_out: bool
    options: list[str]
    action: ActionName
    would: ActionName
    why: str
    risk: float
    value: float
    inputs: dict[str, Any]
    card: str
    rules: str


class TreatmentDecisions(BaseModel):
    """The decisions about a customer, newest first."""

    items: list[TreatmentDecision]
