"""A policy's story over HTTP. Outputs have no defaults, so that clients know every field is there."""

from datetime import date
from decimal import Decimal

from pydantic import BaseModel

from gridward.book.public import Cause, ContractState, EventKind, InstalmentState


class InstalmentThen(BaseModel):
    """An instalment as it was on the day."""

    number: int
    due_on: date
    amount: Decimal
    state: InstalmentState
    premium: Decimal
    """Received, less what was reversed."""
    loan: Decimal
    outstanding: Decimal
    settled_on: date | None


class StateChangeOut(BaseModel):
    """The first day of another state of the contract."""

    on: date
    before: ContractState
    after: ContractState
    cause: Cause | None
    """Empty where the insurer told a change of its own."""


class PolicyEventOut(BaseModel):
    """What was learnt, and how the instalment (or, with number 0, the contract) was known from then on."""

    id: int
    kind: EventKind
    number: int
    about_on: date
    learnt_on: date
    due_on: date | None
    amount: Decimal
    paid_on: date | None
    paid_amount: Decimal | None
    channel: str | None
    failure: str | None
    state: str | None
    paid_to: date | None
    source: str | None
    """The delivery or debit file that told it."""


class PolicyHistory(BaseModel):
    """A policy on a day, by what was known on another."""

    policy_id: int
    policy_no: str
    product_name: str
    as_of: date
    known_on: date
    first_known_on: date
    learnt_on: date | None
    """The last day on which anything was learnt of the city's policies."""
    state: ContractState
    owed: Decimal
    """Yuan that were due and unpaid."""
    instalments: list[InstalmentThen]
    changes: list[StateChangeOut]
    """Of the state, in order, until the day."""
    events: list[PolicyEventOut]
    """All, the newest first, whatever the days are."""
