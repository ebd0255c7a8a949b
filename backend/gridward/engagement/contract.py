"""What other rooms may know of engagement: the words that all workplaces share."""

from enum import StrEnum


class Stage(StrEnum):
    """The four-sell, with the first contact before it."""

    CONNECT = "connect"
    RENEWAL = "renewal"
    POLICY_SERVICE = "policy_service"
    ACTIVITIES = "activities"
    RECOMMENDATION = "recommendation"


class CallOutcome(StrEnum):
    """What a call came to."""

    PROMISED = "promised"
    """He will pay by a day that he named."""
    PAID_ALREADY = "paid_already"
    REACHED = "reached"
    """Spoken to: identity confirmed, informed."""
    REFUSED = "refused"
    WANTS_SURRENDER = "wants_surrender"
    WANTS_VISIT = "wants_visit"
    CALL_BACK = "call_back"
    NO_ANSWER = "no_answer"
    DECLINED_CALL = "declined_call"
    WRONG_PERSON = "wrong_person"
    DEAD_NUMBER = "dead_number"


class VisitOutcome(StrEnum):
    """What a visit came to."""

    PROMISED = "promised"
    LINK_SENT = "link_sent"
    """A payment link goes to the customer's own phone."""
    DEBIT_REPAIR = "debit_repair"
    """The bank debit is put right: account, authorisation or balance."""
    PAID_ALREADY = "paid_already"
    INFORMED = "informed"
    """Met and introduced; nothing is due."""
    REFUSED = "refused"
    WANTS_SURRENDER = "wants_surrender"
    NOT_HOME = "not_home"
    MOVED = "moved"
    WRONG_ADDRESS = "wrong_address"


REACHED_BY_CALL = frozenset(
    {
        CallOutcome.PROMISED,
        CallOutcome.PAID_ALREADY,
        CallOutcome.REACHED,
        CallOutcome.REFUSED,
        CallOutcome.WANTS_SURRENDER,
        CallOutcome.WANTS_VISIT,
    }
)
"""Outcomes that count as a first contact: the customer himself was spoken to."""

REACHED_BY_VISIT = frozenset(VisitOutcome) - {
    VisitOutcome.NOT_HOME,
    VisitOutcome.MOVED,
    VisitOutcome.WRONG_ADDRESS,
}


class RequestReason(StrEnum):
    """Why a seat asks for a visit."""

    LAPSE_RISK = "lapse_risk"
    UNREACHABLE = "unreachable"
    WANTS_VISIT = "wants_visit"
    DEBIT_REPAIR = "debit_repair"
    DISPUTE = "dispute"


class ReturnReason(StrEnum):
    """Why a specialist returns a request for a visit."""

    NOT_MY_CELL = "not_my_cell"
    MOVED_AWAY = "moved_away"
    NO_CAPACITY = "no_capacity"
    ALREADY_SETTLED = "already_settled"
    UNSAFE = "unsafe"
