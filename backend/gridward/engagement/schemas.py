"""Shapes that several workplaces answer with. Outputs have no defaults, so that clients know every field is there."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel

from gridward.engagement.contract import Purpose, RequestReason, ReturnReason


class ReasonOut(BaseModel):
    """Why something is so, in a form that both languages have words for."""

    code: str
    params: dict[str, Any]


class ConsentOut(BaseModel):
    """What a customer last said to one purpose."""

    purpose: Purpose
    given: bool
    how: str
    at: datetime


class NoteOut(BaseModel):
    """What a specialist wrote down."""

    id: UUID
    at: datetime
    text: str
    by: str | None
    """Who wrote it, masked."""


class AppointmentFacts(BaseModel):
    """When a customer is to be met, or was."""

    id: UUID
    task_id: UUID | None
    starts_at: datetime
    minutes: int
    place: Literal["home", "station", "phone", "elsewhere"]
    state: Literal["booked", "kept", "missed", "cancelled"]
    revision: int
    """1 as it was booked; one more each time that it was moved."""
    confirmed_at: datetime | None
    """When a message with this time was asked for."""
    told_at: datetime | None
    """When it left; empty while it waits."""
    untold: str | None
    """The code of why it could not leave."""
    closed_at: datetime | None
    reason: str | None
    """Why it was cancelled."""
    by: str | None
    """Who booked it, masked."""


class AppointmentOut(AppointmentFacts):
    """The same with whom it is with."""

    customer_id: int
    name_masked: str
    address_masked: str
    cell_id: int | None


class SearchStep(BaseModel):
    """A way to reach a customer that was tried."""

    id: UUID
    step: str
    found: bool
    at: datetime
    by: str | None
    """Who tried it, masked."""


class RequestOut(BaseModel):
    """A visit that a seat asked for."""

    id: UUID
    customer_id: int
    name_masked: str
    policy_id: int | None
    policy_no: str | None
    cell_id: int | None
    cell_name: str | None
    reason: RequestReason
    note: str
    wished_on: date | None
    wished_part: str | None
    raised_at: datetime
    accept_by: datetime
    state: str
    specialist: str | None
    """Who answered it, masked."""
    answered_at: datetime | None
    returned_reason: ReturnReason | None
    closed_at: datetime | None
    outcome: str | None


class RequestList(BaseModel):
    """A page of them."""

    items: list[RequestOut]
    next: str | None
