"""What is inside the operations of policy review and recommendation."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from gridward.field.payloads import Payload, RowId
from gridward.recommendation.contract import Decision, DeclineReason

_Fingerprint = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class ReviewShown(Payload):
    """A policy review was looked at together."""

    review_id: UUID
    customer_id: RowId
    figures: _Fingerprint
    """Of what was on the screen."""


class RecommendationDecide(Payload):
    """What the customer says to a product."""

    proposal_id: UUID
    customer_id: RowId
    product_code: Annotated[str, Field(min_length=1, max_length=40)]
    figures: _Fingerprint
    """Of the product with its reasons, as they were on the screen."""
    decision: Decision
    reason: DeclineReason | None = None

    @model_validator(mode="after")
    def _no_reason_to_accept(self) -> Self:
        if self.decision is Decision.ACCEPT and self.reason is not None:
            raise ValueError("a reason belongs to a refusal")
        return self
