"""What is inside the operations of each kind."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from gridward.engagement.contract import CallOutcome, Purpose, ReturnReason, VisitOutcome

RowId = Annotated[int, Field(ge=1, le=2**63 - 1)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Attachments = Annotated[tuple[Sha256, ...], Field(max_length=10)]
"""What is in them comes later, apart from operations."""
# Working days, stops and pages are counted from what is typed: the ends of a calendar leave no room for that.
Day = Annotated[date, Field(ge=date(1970, 1, 1), lt=date(2100, 1, 1))]
Moment = Annotated[
    AwareDatetime, Field(ge=datetime(1970, 1, 1, tzinfo=UTC), lt=datetime(2100, 1, 1, tzinfo=UTC))
]
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
    promised_on: Day


class VisitBegin(Payload):
    """A check-in. It never needs a position."""

    visit_id: UUID
    customer_id: RowId
    task_id: UUID | None = None
    position: Position | None = None
    no_position: Literal["denied", "unavailable", "timeout"] | None = None


class Acknowledged(Payload):
    """What a customer acknowledged on a visit: that something took place, never money or rights."""

    what: Literal["visit", "documents", "papers"]
    """That he was visited, that papers of his were taken, that papers were handed over to him."""
    text: Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]
    """As it stood above the line."""
    how: Literal["signed", "by_voice", "declined"]
    reason: Literal["cannot_write", "prefers_not", "has_doubts"] | None = None
    """Why he did not sign."""
    signature: Sha256 | None = None
    """One of the attachments: the picture of text and signature."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.how == "signed") != (self.signature is not None) or (self.how == "signed") == (
            self.reason is not None
        ):
            raise ValueError("a signature, or the reason why there is none")
        return self


class VisitComplete(Payload):
    """What a visit came to."""

    visit_id: UUID
    customer_id: RowId
    task_id: UUID | None = None
    policy_id: RowId | None = None
    outcome: VisitOutcome
    promise: PromiseMade | None = None
    next_step: Literal["none", "visit_again", "seat_call"] = "none"
    next_on: Day | None = None
    note: _Note = ""
    attachments: Annotated[tuple[Sha256, ...], Field(max_length=11)] = ()
    """Ten photos and a signature."""
    acknowledged: Acknowledged | None = None

    @model_validator(mode="after")
    def _signature_comes(self) -> Self:
        signature = self.acknowledged and self.acknowledged.signature
        if signature and signature not in self.attachments:
            raise ValueError("the signature is none of the attachments")
        return self


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
