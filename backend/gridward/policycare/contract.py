"""What other rooms may know of policy service."""

from enum import StrEnum


class Kind(StrEnum):
    """What a request is about."""

    CONTACT_DETAILS = "contact_details"
    DETAILS_RIGHT = "details_right"
    """All details were found right: nothing changes, and he confirmed them."""


class State(StrEnum):
    """Where a request stands."""

    NEEDS_CUSTOMER = "needs_customer"
    """He has to say the code."""
    IN_REVIEW = "in_review"
    """Confirmed, and on its way to the insurer's core."""
    EXECUTED = "executed"
    """The core delivered what he confirmed; where nothing was to change: he confirmed it."""
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Reason(StrEnum):
    """Why a request was closed before it was executed."""

    EXPIRED = "expired"
    WRONG_CODES = "wrong_codes"
    SUPERSEDED = "superseded"
    """The core delivered something else than he had confirmed."""
    BY_CUSTOMER = "by_customer"
    REPLACED = "replaced"
    """Another request was taken in before he confirmed this one."""
