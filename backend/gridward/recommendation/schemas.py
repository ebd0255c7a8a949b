"""Review and recommendation over HTTP. Outputs have no defaults, so that clients know every field is there."""

from datetime import date, datetime
from decimal import Decimal

from pydantic import BaseModel

from gridward.engagement.public import ReasonOut
from gridward.recommendation.contract import CoverNeed, Decision, DeclineReason


class NeedOut(BaseModel):
    """One need: cover, need and gap in yuan. Need and gap are estimates by the rules, no quotation."""

    need: CoverNeed
    kind: str
    """`sum`, or `has` for what a sum says nothing about."""
    state: str
    """`gap`, `met`, `not_needed`, `unknown`."""
    cover: Decimal | None
    amount: Decimal | None
    gap: Decimal | None
    share: float | None
    """The gap as a share of the need."""
    at_least: bool
    """Something that is not recorded would only add to need and gap."""
    parts: list[ReasonOut]
    unknown: list[ReasonOut]
    notes: list[ReasonOut]


class PremiumOut(BaseModel):
    """What he pays in a year and what he can, in yuan."""

    yearly: Decimal | None
    income: int | None
    share: float | None
    ceiling: Decimal | None
    remaining: Decimal | None
    unknown: list[ReasonOut]


class CoverOut(BaseModel):
    """A policy that covers him or that he pays for."""

    policy_id: int
    policy_no: str
    product_name: str
    category: str
    state: str
    holds: bool
    insured: bool
    premium_a_year: Decimal | None
    sum_insured: Decimal | None
    need: CoverNeed | None
    """The need for which it counts."""


class ReviewOut(BaseModel):
    """Cover against need on a day, by a version of the rules. What is not recorded is null and named."""

    day: date
    rules: str
    figures: str
    """The fingerprint of the figures: a tablet sends it to say what it showed."""
    age: int | None
    income: int | None
    """The middle of the income band, yuan a year."""
    income_band: str | None
    children: int | None
    married: bool | None
    ceiling: Decimal
    """The share of income that all premiums together may take."""
    premium: PremiumOut
    needs: list[NeedOut]
    policies: list[CoverOut]
    shown_on: date | None
    """When it was last looked at together."""


class ProductOut(BaseModel):
    """A product as the insurer's table has it."""

    product_code: str
    name: str
    age_from: int | None
    age_to: int | None
    premium_from: Decimal | None
    """The lowest yearly premium, yuan."""
    pay_years: list[str]


class OfferedOut(BaseModel):
    """A product that may be shown to him, and why."""

    product: ProductOut
    figures: str
    """The fingerprint of it and of the reasons for and against: a tablet sends it with the answer."""
    product_class: str
    need: CoverNeed | None
    reasons: list[ReasonOut]
    notes: list[ReasonOut]


class RefusedOut(BaseModel):
    """A product that was looked at, and why not."""

    product: ProductOut
    reasons: list[ReasonOut]


class AnswerOut(BaseModel):
    """What he said to a product."""

    product_code: str
    product_name: str
    decision: Decision
    reason: DeclineReason | None
    at: datetime


class RecommendationOut(BaseModel):
    """What may be recommended. Behind a closed gate there is no product in it, only what opens it."""

    state: str
    """`locked`, `recommended`, `plain`, `stop`, `nothing`, `unknown`."""
    reasons: list[ReasonOut]
    offered: list[OfferedOut]
    others: list[RefusedOut]
    answers: list[AnswerOut]
    """His earlier answers, the newest first."""


class ReviewPage(BaseModel):
    """The page that is looked at together."""

    customer_id: int
    name_masked: str
    missing: list[ReasonOut]
    """Why there is no review yet."""
    review: ReviewOut | None
    recommendation: RecommendationOut | None
    """Only for the specialist."""
