"""Persistency over HTTP. Outputs have no defaults."""

from datetime import date
from decimal import Decimal

from pydantic import BaseModel


class Figure(BaseModel):
    """What some policies come to, by one definition."""

    policies: int
    """In the base."""
    counted_policies: int
    """Of them below the line, where policies are counted: all, or those paid in time in the year before."""
    premium: Decimal
    """Yuan below the line."""
    paid_policies: int
    unpaid_policies: int
    open_policies: int
    """May still be paid in time."""
    open_premium: Decimal
    """Theirs below the line."""
    received_premium: Decimal
    rate: float | None
    """By premium or by count, as the definition says."""
    closed_rate: float | None
    """The same without those that are open: what a provisional figure tells so far."""
    rate_by_premium: float | None
    rate_by_count: float | None
    final: bool
    final_on: date
    """The last day that can change it: final from the day after it, provisional before."""
    excluded: dict[str, int]
    """Policies that are left out, by reason."""
    formula: str
    """The version of the rule with all switches."""


class CohortFigure(Figure):
    """Of the contracts that took effect in a month, or in the twelve months to its end."""

    cohort_month: date


class OwnerFigure(Figure):
    """Of one owner within a cohort."""

    owner: str
    """Its key; empty for what nobody owned on the due date."""
    name: str | None
    """None where the key is a word of the program."""


class PersistencyOut(BaseModel):
    """Cohorts by one definition."""

    as_of: date
    newest: date
    """The newest cohort that is wholly due."""
    formula: str
    cohorts: list[CohortFigure]
    """The oldest first."""


class OwnersOut(BaseModel):
    """One cohort, told apart by owner."""

    as_of: date
    cohort: CohortFigure
    owners: list[OwnerFigure]
    """The most premium first."""


class CohortRow(BaseModel):
    """A policy of a cohort."""

    policy_id: int
    policy_no: str
    customer_id: int
    name_masked: str
    product_name: str
    effective_on: date
    pay_mode: str
    due_on: date
    """The anniversary on which the policy year of the figure began."""
    premium: Decimal
    """What it has below the line, yuan."""
    received: Decimal
    """What it has above the line, yuan."""
    verdict: str
    """`paid`, `unpaid`, `open` (may still be paid in time), or why it is left out."""
    state: str
    settled_on: date
    """The last day that can change it."""
    owner_name: str | None


class CohortList(BaseModel):
    """A page of them."""

    items: list[CohortRow]
    next: str | None
