"""What other rooms may know of engagement: the words that all workplaces share."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.kernel.ids import new_id


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
    SERVICE_REQUESTED = "service_requested"
    """Something about his policies was taken in."""
    DO_NOT_CALL = "do_not_call"
    """He does not want to be told of products any more."""
    CALL_BACK = "call_back"
    NO_ANSWER = "no_answer"
    DECLINED_CALL = "declined_call"
    WRONG_PERSON = "wrong_person"
    DEAD_NUMBER = "dead_number"
    CALLER_GONE = "caller_gone"
    """Who called hung up before he was helped."""


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


class FactKind(StrEnum):
    """What was done for a customer beyond his dues; by these he gets on in the four-sell."""

    DETAILS_CONFIRMED = "details_confirmed"
    """Policy service: he confirmed his contact details with a code on his own phone, changed or found right."""
    EVENT_ANSWERED = "event_answered"
    """Activities: he answered an invitation: signed up, or said no."""
    EVENT_ATTENDED = "event_attended"
    POLICY_REVIEWED = "policy_reviewed"
    """Recommendation: his cover was looked at with him."""
    RECOMMENDATION_ANSWERED = "recommendation_answered"


class Purpose(StrEnum):
    """What a customer agrees to, or does not."""

    MARKETING = "marketing"
    """To be told of products and invited."""
    PROFILING = "profiling"
    """To have what is recommended chosen by his data; who refuses still gets a list (PIPL art. 24)."""


REACHED_BY_CALL = frozenset(
    {
        CallOutcome.PROMISED,
        CallOutcome.PAID_ALREADY,
        CallOutcome.REACHED,
        CallOutcome.REFUSED,
        CallOutcome.WANTS_SURRENDER,
        CallOutcome.WANTS_VISIT,
        CallOutcome.SERVICE_REQUESTED,
        CallOutcome.DO_NOT_CALL,
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


@dataclass(frozen=True)
class NewContact:
    """A contact that was made. `customer_id` is the person's, the words are those of `engagement.contact`."""

    id: UUID
    city_id: int
    customer_id: int
    at: datetime
    purpose: str
    """`statutory`, `service`, `marketing`."""
    channel: str
    """`call`, `visit`, `sms`, `wechat`."""
    department: str
    """`seat`, `field`, `system`."""
    result: str
    reached: bool
    """Whether the customer himself was spoken to."""
    note: str = ""
    account_id: UUID | None = None
    specialist_id: int | None = None
    """Who did it, whoever serves the customer now."""
    cell_id: int | None = None
    task_id: UUID | None = None
    inbound: bool = False
    """The customer made it: it uses up no budget."""
    acknowledged: Mapping[str, str | None] | None = None
    """What the customer acknowledged on a visit: `what`, `how` and `reason`."""


@dataclass(frozen=True)
class NewTask:
    """Something to be done for a customer."""

    city_id: int
    customer_id: int
    """The person."""
    kind: str
    stage: Stage
    workplace: str
    """`field` or `seat`."""
    due_on: date
    priority: float
    source_key: str
    """What the task is for: a second one with the same key is not made."""
    cell_id: int | None = None
    policy_id: int | None = None
    instalment: int | None = None
    starts_on: date | None = None
    """The day from which it is to be worked on; None: at once."""
    why: tuple[dict[str, Any], ...] = ()
    """Reasons as `{"code", "params"}`, the most important first."""
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True)
class NewRequest:
    """A visit that a seat asks for."""

    city_id: int
    customer_id: int
    """The person."""
    reason: RequestReason
    raised_by: UUID
    raised_at: datetime
    policy_id: int | None = None
    note: str = ""
    wished_on: date | None = None
    wished_part: str | None = None
    """`morning`, `afternoon`, `evening`."""
    risk: float = 0.0
    """Of the customer's due, from 0 to 1: of two flags the riskier one comes first."""
    why: tuple[dict[str, Any], ...] = ()
    """What the seat knows about it already, as `{"code", "params"}`: the specialist reads it after the flag."""
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True)
class VisitRequestRef:
    """A visit that was asked for, and where it went."""

    id: UUID
    task_id: UUID
    cell_id: int | None
    """Empty where nobody works the customer's cell, or he has none: then a supervisor has to decide."""
    accept_by: datetime


@dataclass(frozen=True)
class NewMessage:
    """A message to a customer; its text is made from the template when it is delivered."""

    city_id: int
    customer_id: int
    """The person."""
    template: str
    params: dict[str, Any]
    """Nothing personal. `leave_by` is the last day on which it makes sense."""
    purpose: str
    """`statutory`, `service`, `marketing`."""
    source_key: str
    """What the message is for: a second one with the same key is not queued."""
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True)
class NewFact:
    """Something that was done for a customer. `params` hold nothing personal."""

    city_id: int
    customer_id: int
    """The person."""
    kind: FactKind
    at: datetime
    source_key: str
    """What it came from: a second fact with the same key is not kept."""
    account_id: UUID | None = None
    specialist_id: int | None = None
    """Who did it, whoever serves the customer now."""
    cell_id: int | None = None
    params: dict[str, Any] = field(default_factory=dict)
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True)
class NewConsent:
    """A customer agrees to something, or takes it back."""

    id: UUID
    city_id: int
    customer_id: int
    """The person."""
    purpose: Purpose
    given: bool
    how: str
    """`face_to_face`, `phone`, `wechat`."""
    at: datetime
    account_id: UUID
    specialist_id: int | None = None


@dataclass(frozen=True)
class NewNote:
    """What a specialist wrote down about a customer."""

    id: UUID
    city_id: int
    customer_id: int
    """The person."""
    at: datetime
    text: str
    account_id: UUID
    specialist_id: int | None = None
    cell_id: int | None = None


@dataclass(frozen=True)
class NewAppointment:
    """A customer is to be met."""

    id: UUID
    city_id: int
    customer_id: int
    """The person."""
    cell_id: int | None
    """His cell today."""
    specialist_id: int
    account_id: UUID
    task_id: UUID | None
    starts_at: datetime
    minutes: int
    place: str
    """`home`, `station`, `phone`, `elsewhere`."""
    at: datetime


@dataclass(frozen=True)
class NewUnreachableStep:
    """A way to reach a customer was tried."""

    id: UUID
    city_id: int
    customer_id: int
    """The person."""
    step: str
    """Of `grid_data/rules/unreachable`."""
    found: bool
    at: datetime
    account_id: UUID
    specialist_id: int
    cell_id: int


ORGANISED_SURRENDER = "organised_surrender"
"""The kind of a matter that is a suspicion of organised surrender (代理退保黑产)."""
FROM_TABLET = "field/"
"""What the source key of a request begins with that a tablet sent: its own id follows."""


@dataclass(frozen=True)
class NewMatter:
    """What a call left to be done for a customer, or to be looked into."""

    city_id: int
    customer_id: int | None
    """The person; a suspicion may be about a caller whom nobody knows."""
    kind: str
    """An item of `grid_data/rules/service_items`, or `ORGANISED_SURRENDER`."""
    opened_by: UUID
    opened_at: datetime
    source_key: str
    """What it came from: a second one with the same key is not kept."""
    note: str = ""
    signs: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    """Their SHA-256 in hexadecimal digits."""
    cell_id: int | None = None
    policy_id: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    """What was said to its needs, by their codes."""
    papers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Which attachments show what it needs, by the need's code."""
    lacks: tuple[str, ...] = ()
    """Codes of needs that are not met."""
    id: UUID = field(default_factory=new_id)


MoveOn = Callable[[AsyncSession, int], Awaitable[None]]
"""Move a person (by his id) on to the stage that has opened. A port: the gates look at dues, which lie above this room."""
