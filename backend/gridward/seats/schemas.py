"""What seats send and get. Outputs have no defaults, so that clients know every field is there."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from gridward.engagement.contract import CallOutcome, RequestReason
from gridward.engagement.public import ReasonOut, ServiceItems, SuspicionRules
from gridward.seats.outcomes import OutcomeRules
from gridward.seats.scripts import ScriptRules

Number = Annotated[int, Field(ge=1, lt=2**63)]
"""A row's number as the database counts."""


class QueueRow(BaseModel):
    """A customer who waits for a call."""

    item_id: int
    task_id: UUID
    customer_id: int
    name_masked: str
    kind: str
    stage: str
    due_on: date
    priority: float
    why: list[ReasonOut]
    amount: Decimal | None
    grace_ends: date | None
    tier: str | None
    cell_name: str | None
    not_before: datetime | None
    callback: bool
    """The time was promised to the customer."""
    claimed_by: str | None
    """Who has him, masked; empty where nobody does."""
    mine: bool


class QueueCounts(BaseModel):
    """The queue in figures."""

    waiting: int
    """Who may be called now."""
    claimed: int
    overdue: int
    """Unclaimed tasks whose day is over."""
    callbacks_due: int
    later: int
    """Who is not to be called before a certain time."""
    next_at: datetime | None
    """The first of those times."""
    calls_today: int
    """Calls of the seat who asks."""


class ClaimOut(BaseModel):
    """A customer in a seat's hand."""

    claim_id: UUID
    task_id: UUID
    customer_id: int
    kind: str
    stage: str
    due_on: date
    script: str
    """Of `grid_data/rules/call_scripts`: what to say."""
    why: list[ReasonOut]
    claimed_at: datetime
    leased_until: datetime | None
    """Empty when the lease has ended."""
    called: bool


class QueueOut(BaseModel):
    """The queue of a city as a seat sees it."""

    counts: QueueCounts
    mine: list[ClaimOut]
    items: list[QueueRow]
    next: str | None


class ClaimIn(BaseModel):
    """Whom to take: the next one, or a certain one."""

    model_config = ConfigDict(extra="forbid")

    item_id: Number | None = None


class PromiseIn(BaseModel):
    """By which day he will pay which instalment."""

    model_config = ConfigDict(extra="forbid")

    policy_id: Number
    number: Annotated[int, Field(ge=1, lt=2**31)]
    promised_on: date


class RequestIn(BaseModel):
    """A visit that is asked for."""

    model_config = ConfigDict(extra="forbid")

    policy_id: Number | None = None
    reason: RequestReason
    note: str = Field(default="", max_length=1000)
    wished_on: date | None = None
    wished_part: Literal["morning", "afternoon", "evening"] | None = None


class ServiceIn(BaseModel):
    """A request that is taken in."""

    model_config = ConfigDict(extra="forbid")

    item: str = Field(max_length=40)
    """Of `grid_data/rules/service_items`."""
    note: str = Field(default="", max_length=1000)


class SuspicionIn(BaseModel):
    """What sounded like organised surrender (代理退保黑产)."""

    model_config = ConfigDict(extra="forbid")

    signs: Annotated[list[Annotated[str, Field(max_length=40)]], Field(min_length=1, max_length=20)]
    """Of `grid_data/rules/organised_surrender`."""
    note: str = Field(default="", max_length=1000)


class DueIn(BaseModel):
    """An instalment that is due."""

    model_config = ConfigDict(extra="forbid")

    policy_id: Number
    number: Annotated[int, Field(ge=1, lt=2**31)]


class CallIn(BaseModel):
    """A call and what came of it."""

    model_config = ConfigDict(extra="forbid")

    call_id: UUID
    """Made by the client: the same call sent twice is saved once."""
    begun_at: AwareDatetime
    outcome: CallOutcome
    note: str = Field(default="", max_length=2000)
    promise: PromiseIn | None = None
    callback_at: AwareDatetime | None = None
    visit: RequestIn | None = None
    service: ServiceIn | None = None
    suspicion: SuspicionIn | None = None
    """For the insurer to look into; what the customer asks for goes on all the same."""
    link: DueIn | None = None
    """For which instalment a payment link goes to his own telephone."""
    language: Literal["zh", "yue", "en"] | None = None
    """In which he wishes to speak from now on; empty: as before."""
    recording: str = Field(default="", max_length=120)
    """Where the recording is found in the telephone system."""


class InboundIn(CallIn):
    """A call that somebody made."""

    customer_id: Number | None = None
    """Any of his customer numbers; empty where nobody knows him."""
    purpose: str = Field(max_length=40)
    """Of `grid_data/rules/call_scripts`: what he calls for."""
    number: str = Field(default="", max_length=40)
    """From which he calls; kept where nobody knows him."""


class CallerIn(BaseModel):
    """Who calls: a telephone number, a customer or policy number, or a name."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=60)


class CallerOut(BaseModel):
    """A customer whom it may be."""

    customer_id: int
    how: Literal["phone", "number", "name"]
    """By what he was found."""
    city: str
    name_masked: str
    sex: str | None
    born_year: int | None
    mobile_masked: str
    address_masked: str
    kind: str
    dues: int
    in_hand: bool
    """A seat calls him just now."""


class CallerList(BaseModel):
    """At most twenty."""

    items: list[CallerOut]


class UsedOut(BaseModel):
    """A contact that counts."""

    at: datetime
    department: str


class WindowOut(BaseModel):
    """So many calls in so many days, and those that were made, the newest first."""

    days: int
    contacts: int
    used: list[UsedOut]


class CallBudgetOut(BaseModel):
    """Whether the customer of a claim may be called now."""

    begun_at: datetime | None
    """When the call of the claim was begun."""
    windows: list[WindowOut]
    reasons: list[ReasonOut]
    """Why he may not; none where he may."""
    free_at: datetime | None
    """When he may be called again."""
    asked: bool
    """He asked for this call himself: it passes, and is counted."""


class SeatRulesOut(BaseModel):
    """By which rules seats talk, with their words in both languages."""

    outcomes: OutcomeRules
    scripts: ScriptRules
    service: ServiceItems
    suspicion: SuspicionRules


class CallOut(BaseModel):
    """A saved call."""

    call_id: UUID
    customer_id: int | None
    """Empty where nobody knows who called."""
    name_masked: str
    purpose: str | None
    """What he called for; empty where the seat called."""
    outcome: CallOutcome
    begun_at: datetime
    ended_at: datetime
    after_lease: bool
    callback_at: datetime | None
    promise_id: UUID | None
    request_id: UUID | None
    link_sent: bool
    answer_by: date | None
    """Of the request that was taken in with it."""
    do_not_call: bool
    """As it stands now; it may have been set during the call."""
    recording: str | None


class CallList(BaseModel):
    """A page of calls, newest first."""

    items: list[CallOut]
    next: str | None


class RequestState(BaseModel):
    """What became of a visit that the seat asked for."""

    id: UUID
    customer_id: int
    name_masked: str
    state: str
    outcome: str | None
    changed_at: datetime


class SeatNews(BaseModel):
    """The event `seat`: the queue in figures, and the seat's own requests that are open or changed within a day."""

    counts: QueueCounts
    requests: list[RequestState]
