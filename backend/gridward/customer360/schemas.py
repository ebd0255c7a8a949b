"""The one-page story over HTTP. Outputs have no defaults, so that clients know every field is there."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from gridward.engagement.contract import FactKind, Purpose
from gridward.engagement.public import (
    AppointmentFacts,
    ConsentOut,
    NoteOut,
    ReasonOut,
    RequestOut,
    RequestTaken,
    SearchStep,
)


class DueFacts(BaseModel):
    """The oldest unpaid instalment of a policy, without what changes by the day."""

    policy_id: int
    policy_no: str
    product_name: str
    number: int
    due_on: date
    grace_ends: date
    amount: Decimal
    unpaid: int
    unpaid_amount: Decimal
    state: str
    failure: str | None
    points: int
    risk: float
    tier: str
    reasons: list[ReasonOut]


class DueOut(DueFacts):
    """The same, as it stands today."""

    days: int
    """Since the due date; negative before it."""


class PolicyOut(BaseModel):
    """A policy that the person holds or is insured under."""

    policy_id: int
    policy_no: str
    product_name: str
    category: str
    role: str
    """`holder`, `insured`, `both`."""
    effective_on: date
    pay_mode: str
    premium: Decimal
    sum_insured: Decimal | None
    state: str
    """As the state engine finds it from the instalments."""
    standing: str
    """`orphan`, `served`, `ended`."""
    paid_to: date | None
    debit_state: str | None
    paid_instalments: int | None
    """Those that were delivered and those before them; empty where none was delivered."""
    late_instalments: int | None
    """Of those that were delivered."""


class AcknowledgedOut(BaseModel):
    """What a customer acknowledged on a visit."""

    what: Literal["visit", "documents", "papers"]
    how: Literal["signed", "by_voice", "declined"]
    reason: Literal["cannot_write", "prefers_not", "has_doubts"] | None
    """Why he did not sign."""


class PastContact(BaseModel):
    """A contact of any department."""

    at: datetime
    department: str
    channel: str
    direction: str | None
    result: str | None
    purpose: str | None
    """`service`, `marketing`, `statutory`; none where the insurer delivered it."""
    ours: bool
    """Made in this product, not delivered by the insurer."""
    by: str | None
    """Who made it, masked."""
    acknowledged: AcknowledgedOut | None
    """Where it was a visit on which he was asked to acknowledge something."""


class OpenTask(BaseModel):
    """Work that is open for the customer, in the field or at a seat."""

    task_id: UUID
    kind: str
    stage: str
    workplace: str
    due_on: date
    why: list[ReasonOut]


class PromiseOut(BaseModel):
    """A promise to pay."""

    id: UUID
    policy_id: int
    policy_no: str
    number: int
    amount: Decimal
    promised_on: date
    made_at: datetime
    source: str
    state: str


class NeighbourOut(BaseModel):
    """Another customer at the same door."""

    customer_id: int
    name_masked: str
    open_tasks: int


class CellRef(BaseModel):
    """The customer's cell and who works it."""

    cell_id: int
    number: int
    name: str
    specialist: str | None
    """Masked; empty for a vacant cell."""
    stand_in: str | None


class CareOut(BaseModel):
    """Where he stands in the orphan's lifecycle and the four-sell."""

    state: str
    stage: str
    opened_on: date
    notified_at: datetime | None
    wave_on: date | None
    first_contact_at: datetime | None
    next_stage: str | None
    missing: list[ReasonOut]
    """What still keeps the next stage closed."""
    facts: dict[FactKind, date]
    """What was done for him beyond his dues: the last day of each."""
    open_complaints: int


class CustomerFacts(BaseModel):
    """What is told of a customer wherever he is told of, masked."""

    customer_id: int
    city: str
    numbers: list[str]
    """All customer numbers of the person."""
    name_masked: str
    sex: str | None
    born_year: int | None
    mobile_masked: str
    address_masked: str
    community: str | None
    lon: float | None
    lat: float | None
    tier: str | None
    kind: str
    """`orphan`, `mixed`, `served`, `dormant`, `no_policy`."""
    do_not_call: bool
    on_wechat: bool
    care: CareOut | None
    policies: list[PolicyOut]
    contacts: list[PastContact]
    """The newest fifty."""
    tasks: list[OpenTask]
    promises: list[PromiseOut]
    requests: list[RequestOut]
    services: list[RequestTaken]
    """What was taken in for him on the telephone, the newest first."""
    notes: list[NoteOut]
    """What specialists wrote down about him, the newest first."""
    consents: list[ConsentOut]
    """Of each purpose that he was asked about, his last word."""
    appointments: list[AppointmentFacts]
    """The latest twenty, the last first."""
    steps: list[SearchStep]
    """What was tried to reach him, the last first."""


class StoryOut(CustomerFacts):
    """Everything about a customer that a workplace shows, masked."""

    cell: CellRef | None
    dues: list[DueOut]
    household: list[NeighbourOut]


class ConsentIn(BaseModel):
    """What a customer said on the telephone. The same `consent_id` again changes nothing."""

    model_config = ConfigDict(extra="forbid")

    consent_id: UUID
    purpose: Purpose
    given: bool


class EventAnswerIn(BaseModel):
    """What a customer said on the telephone to an event that he was asked to."""

    model_config = ConfigDict(extra="forbid")

    answer: Literal["signed_up", "declined", "cancelled"]
    """`cancelled`: he had signed up, or waited, and will not come."""
    persons: int = Field(default=1, ge=1, le=100)
    """Who comes, himself among them."""


class EventAnswered(BaseModel):
    """What became of it."""

    note: str | None
    """What he has to be told: `event.waiting`, `event.number_kept`, `event.newer_answer`."""


class RevealOut(BaseModel):
    """What is masked elsewhere. That it was read is recorded."""

    name: str
    mobile: str
    landline: str
    address: str
