"""What a review looks at, and what it finds: plain values, without a database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gridward.book.public import ContractState
from gridward.recommendation.contract import CoverNeed, Decision

Reason = dict[str, Any]
"""`{"code", "params"}`, as both languages have words for it."""

_COVERS = {
    ContractState.IN_FORCE,
    ContractState.IN_GRACE,
    ContractState.APL,
    ContractState.REDUCED_PAID_UP,
}
"""A suspended contract covers nothing."""


def reason(code: str, **params: Any) -> Reason:
    """A reason in the form that clients word."""
    return {"code": code, "params": params}


@dataclass(frozen=True)
class Held:
    """A policy that he holds or is insured under."""

    policy_id: int
    policy_no: str
    product_code: str
    product_name: str
    word: str | None
    """What the product is for, as delivered; None where the product table does not have it."""
    category: str
    state: ContractState
    """On the day of the review."""
    holds: bool
    insured: bool
    premium_a_year: Decimal | None
    """Yuan that are still to be paid every year, zero where nothing is; None where it cannot be said."""
    sum_insured: Decimal | None
    """Yuan; None where it was not delivered in yuan."""

    @property
    def covers_him(self) -> bool:
        """Whether he himself is covered by it."""
        return self.insured and self.state in _COVERS


@dataclass(frozen=True)
class About:
    """What is known of a person. None is what was not recorded, and is never guessed."""

    age: int | None
    income: int | None
    """The middle of his income band, yuan a year."""
    income_band: str | None
    children: int | None
    married: bool | None
    policies: Sequence[Held] = ()

    @property
    def has_family(self) -> bool | None:
        """Whether somebody lives on him."""
        if self.married or (self.children or 0) > 0:
            return True
        return False if self.married is False and self.children == 0 else None


@dataclass(frozen=True)
class Need:
    """One need: cover, need and gap in yuan."""

    need: CoverNeed
    kind: str
    """`sum` or `has`."""
    state: str
    """`gap`, `met`, `not_needed`, `unknown`."""
    cover: Decimal | None
    """None where it cannot be said, and for what no sum says."""
    amount: Decimal | None
    gap: Decimal | None
    share: float | None
    """The gap as a share of the need."""
    at_least: bool
    """Something that is not recorded would only add to need and gap."""
    parts: list[Reason]
    """What the need is made of; `amount` of each."""
    unknown: list[Reason]
    """What would have to be known."""
    notes: list[Reason]
    policies: list[int]
    """The ids of the policies that count."""


@dataclass(frozen=True)
class Premium:
    """What he pays in a year and what he can."""

    yearly: Decimal | None
    income: int | None
    share: float | None
    ceiling: Decimal | None
    """Yuan a year."""
    remaining: Decimal | None
    """Yuan a year below the ceiling; negative where he pays more than that."""
    unknown: list[Reason]


@dataclass(frozen=True)
class Review:
    """Cover against need."""

    rules: str
    """The version."""
    premium: Premium
    needs: list[Need]


@dataclass(frozen=True)
class Product:
    """A product on sale, with the amounts as the insurer's table has them."""

    product_code: str
    name: str
    word: str | None
    age_from: int | None
    age_to: int | None
    premium_from: Decimal | None
    """The lowest yearly premium."""
    pay_years: Sequence[str] = ()


@dataclass(frozen=True)
class Answer:
    """What he said to a product earlier."""

    product_code: str
    decision: Decision
    on: date


@dataclass(frozen=True)
class Seller:
    """Who would recommend, as the staff list has him."""

    qualifications: frozenset[str]
    status: str


@dataclass(frozen=True)
class Offered:
    """A product that may be shown to him, and why."""

    product: Product
    product_class: str
    need: CoverNeed | None
    reasons: list[Reason]
    notes: list[Reason]


@dataclass(frozen=True)
class Refused:
    """A product that was looked at, and why it is not recommended."""

    product: Product
    reasons: list[Reason]


@dataclass(frozen=True)
class Offer:
    """What comes of a review."""

    state: str
    """`recommended`: one product; `plain`: a list for who does not want to be profiled; `stop`: advise to stop (law);
    `nothing`: no product fits; `unknown`: something is not recorded."""
    offered: list[Offered]
    others: list[Refused]
    reasons: list[Reason]
