"""What is inside the operations of each kind."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from gridward.engagement.contract import CallOutcome, Purpose, ReturnReason, VisitOutcome

RowId = Annotated[int, Field(ge=1, le=2**63 - 1)]
_Note = Annotated[str, Field(max_length=2000)]


class Payload(BaseModel):
    """The base of all: a field that nobody knows is a mistake."""

    model_config = ConfigDict(extra="forbid")


class Position(Payload):
    """Where the tablet was, WGS-84."""

    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)
    accuracy_m: float = Field(ge=0, le=1_000_000)


class PromiseMade(Payload):
    """By which day the customer will pay which instalment. Whether that day makes sense is judged when it is recorded."""

    policy_id: RowId
    number: int = Field(ge=1, le=10_000)
    promised_on: date


class VisitBegin(Payload):
    """A check-in. It never needs a position."""

    visit_id: UUID
    customer_id: RowId
    task_id: UUID | None = None
    position: Position | None = None
    no_position: Literal["denied", "unavailable", "timeout"] | None = None


class VisitComplete(Payload):
    """What a visit came to."""

    visit_id: UUID
    customer_id: RowId
    task_id: UUID | None = None
    policy_id: RowId | None = None
    outcome: VisitOutcome
    promise: PromiseMade | None = None
    next_step: Literal["none", "visit_again", "seat_call"] = "none"
    next_on: date | None = None
    note: _Note = ""


class ContactLog(Payload):
    """A call or a message by the specialist himself."""

    contact_id: UUID
    customer_id: RowId
    task_id: UUID | None = None
    channel: Literal["call", "wechat"]
    result: CallOutcome
    note: _Note = ""


class TaskSkip(Payload):
    """A task that is not done, and why."""

    task_id: UUID
    customer_id: RowId
    reason: Literal["no_time", "not_needed", "customer_asked"]


class ConsentRecord(Payload):
    """What a customer agreed to, or took back."""

    consent_id: UUID
    customer_id: RowId
    purpose: Purpose
    given: bool
    how: Literal["face_to_face", "phone", "wechat"]


class RequestAccept(Payload):
    """A visit that a seat asked for is taken on."""

    request_id: UUID


class RequestReturn(Payload):
    """... or given back."""

    request_id: UUID
    reason: ReturnReason


class HandoverAccept(Payload):
    """The customers of a cell are taken over."""

    handover_id: UUID
