"""Shapes that several workplaces answer with. Outputs have no defaults, so that clients know every field is there."""

from datetime import date, datetime
from typing import Any
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
