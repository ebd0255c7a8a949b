"""What tablets send and get. Outputs have no defaults, so that clients know every field is there."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from gridward.engagement.public import (
    AppointmentOut,
    AppointmentRules,
    BudgetRules,
    JourneyRules,
    ReasonOut,
    RequestOut,
    ServiceItems,
    UnreachableRules,
    Words,
)


class WorkedCell(BaseModel):
    """A cell that the specialist works today."""

    cell_id: int
    number: int
    name: str
    city: str
    role: str
    """`responsible` or `stand_in`."""
    until: date | None
    """The last day, where one is set."""
    customers: int
    """Persons."""
    handover_id: UUID | None
    """A hand-over that waits for his confirmation."""


class TaskFacts(BaseModel):
    """A field task: what, and why now."""

    task_id: UUID
    kind: str
    stage: str
    due_on: date
    priority: float
    why: list[ReasonOut]
    policy_id: int | None
    policy_no: str | None
    product_name: str | None
    amount: Decimal | None
    grace_ends: date | None
    tier: str | None
    request: RequestOut | None


class TodayItem(TaskFacts):
    """One stop of the day: what, why now, where."""

    customer_id: int
    name_masked: str
    mobile_masked: str
    address_masked: str
    community: str | None
    lon: float | None
    lat: float | None
    overdue_days: int
    household: int
    """Other open field tasks at the same door."""


class TodayCounts(BaseModel):
    """The day in figures."""

    open: int
    overdue: int
    flagged: int
    done_today: int


class TodayOut(BaseModel):
    """The day's work in order: flags first, then by priority."""

    day: date
    cells: list[WorkedCell]
    counts: TodayCounts
    items: list[TodayItem]


class AppointmentList(BaseModel):
    """What is booked, in the order of time."""

    items: list[AppointmentOut]


class CellCustomer(BaseModel):
    """A customer of the cell on its map and list."""

    customer_id: int
    name_masked: str
    community: str | None
    lon: float
    lat: float
    customer_tier: str | None
    care_state: str | None
    due_state: str | None
    risk_tier: str | None
    open_tasks: int
    last_contact_at: datetime | None


class MyCellOut(BaseModel):
    """A cell with all its customers; a few thousand rows."""

    cell: WorkedCell
    geometry: dict[str, Any]
    """GeoJSON, WGS-84."""
    customers: list[CellCustomer]


class FieldRulesOut(BaseModel):
    """The rules by which a tablet finds for itself what may be done, until the server tells it."""

    contact_budget: BudgetRules
    journey: JourneyRules
    appointments: AppointmentRules
    unreachable: UnreachableRules
    service: ServiceItems
    confirmation: str
    """What a customer is told of an appointment, with `{customer}`, `{on}` and `{time}` to be filled in."""


class ReceiptOut(BaseModel):
    """What became of an operation; the same id again gets the same receipt."""

    op_id: UUID
    state: str
    """`applied`, `merged`, `forwarded`, `needs_attention`, `invalid`."""
    received_at: datetime
    code: str | None
    """Why it is not simply applied."""
    fields: list[dict[str, str]]
    """For `invalid`: `field` and `detail` of each fault."""
    credited_to: str | None
    """The specialist who did the work, masked."""
    forwarded_to: str | None
    """Who serves the customer now, masked."""


class BatchOut(BaseModel):
    """A receipt for each operation, in their order."""

    receipts: list[ReceiptOut]
    next_sync_after_s: int


class DecisionOut(BaseModel):
    """What a supervisor decided about an operation that could not simply be applied."""

    verdict: Literal["taken", "refused"]
    reason: str | None
    """Why it was refused."""
    code: str | None
    """What could not be kept although it was taken."""
    decided_at: datetime


class SaidOut(BaseModel):
    """A part of an operation that says what it is about."""

    name: str
    value: str
    words: Words | None
    """Of what a rule names; the program has the words for the others."""


class OperationOut(BaseModel):
    """An operation that was sent earlier."""

    op_id: UUID
    kind: str
    said: list[SaidOut]
    customer_id: int | None
    occurred_at: datetime
    received_at: datetime
    state: str
    code: str | None
    decision: DecisionOut | None
    undone_at: datetime | None
    """When he took it back, or corrected it."""


class OperationList(BaseModel):
    """A page of them."""

    items: list[OperationOut]
    next: str | None


class FactOut(BaseModel):
    """A moment (`starts_at`), a day (`promised_on`, `next_on`) or a new contact detail, masked, that an operation names."""

    name: str
    value: str


class AttentionCustomer(BaseModel):
    """Whom an operation is about."""

    customer_id: int
    name_masked: str


class AttentionOut(BaseModel):
    """An operation that waits for a decision."""

    op_id: UUID
    kind: str
    specialist: str | None
    """Who did it, masked; empty where no specialist belongs to the account."""
    customer: AttentionCustomer | None
    """None where it is about nobody, or about nobody whom the reader may see."""
    said: list[SaidOut]
    written: str | None
    """What he wrote in it; None where he wrote nothing, or of somebody whom the reader may not see."""
    facts: list[FactOut]
    """What is to be when, and how he is to be reached; nothing of somebody whom the reader may not see."""
    occurred_at: datetime
    """When it was done: by the tablet's clock, or by ours where that one was wrong when it was sent."""
    received_at: datetime
    code: str | None
    """Why it waits."""
    in_part: bool
    """The rest of it was kept when it came."""


class AttentionList(BaseModel):
    """A page of them."""

    items: list[AttentionOut]
    next: str | None


class DecisionIn(BaseModel):
    """What somebody decides."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    verdict: Literal["taken", "refused"]
    reason: Annotated[str, Field(max_length=500)] = ""
    """For whoever sent it; only a refusal has one, and needs it."""

    @model_validator(mode="after")
    def _reason_of_refusal(self) -> Self:
        if (self.verdict == "refused") != bool(self.reason):
            raise ValueError("a refusal needs a reason, and only a refusal has one")
        return self


class DecidedOut(BaseModel):
    """That it was decided."""

    code: str | None
    """What could not be kept although it was taken."""
