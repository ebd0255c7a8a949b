"""What other rooms may know of recommendation."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class CoverNeed(StrEnum):
    """What a person may need cover for."""

    MEDICAL = "medical"
    ACCIDENT = "accident"
    ILLNESS = "illness"
    LIFE = "life"
    PENSION = "pension"


class Decision(StrEnum):
    """What a customer says to what was recommended. Nothing is sold by it."""

    ACCEPT = "accept"
    """He wants it: it is followed up, and concluded in the insurer's own system."""
    DECLINE = "decline"
    LATER = "later"


class DeclineReason(StrEnum):
    """Why he does not want it, or not now."""

    NO_NEED = "no_need"
    TOO_DEAR = "too_dear"
    HAS_ELSEWHERE = "has_elsewhere"
    ASK_FAMILY = "ask_family"
    NOT_NOW = "not_now"
    OTHER = "other"


@dataclass(frozen=True)
class Shown:
    """A review that was looked at together."""

    id: UUID
    city_id: int
    customer_id: int
    """The person."""
    figures: str
    """The fingerprint of the figures on the screen."""
    at: datetime
    account_id: UUID
    specialist_id: int
    cell_id: int


@dataclass(frozen=True)
class Decided:
    """A customer's answer to a product."""

    id: UUID
    city_id: int
    customer_id: int
    """The person."""
    product_code: str
    figures: str
    """The fingerprint of the product with its reasons, as they stood on the screen."""
    decision: Decision
    reason: DeclineReason | None
    at: datetime
    account_id: UUID
    specialist_id: int
    cell_id: int
    """The cell in which he was when he answered."""
    cell_now: int | None
    """The cell in which he is today, for what follows."""
