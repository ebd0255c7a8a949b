"""How matters are shown. Outputs have no defaults, so that clients know every field is there."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

MatterState = Literal["open", "looked_at", "confirmed", "dismissed"]


class SignOut(BaseModel):
    """A sign by which organised surrender was suspected, in both languages."""

    code: str
    zh: str
    en: str


class RequestTaken(BaseModel):
    """Something that was taken in for a customer, in both languages."""

    id: UUID
    kind: str
    zh: str
    en: str
    opened_at: datetime
    due_on: date | None
    state: MatterState


class MatterOut(RequestTaken):
    """A request or a suspicion as operations see it."""

    customer_id: int | None
    name_masked: str
    cell_name: str | None
    signs: list[SignOut]
    note: str
    opened_by: str
    """Masked, as who decided."""
    decided_by: str | None
    decided_at: datetime | None
    answer: str


class MatterList(BaseModel):
    """A page of them."""

    items: list[MatterOut]
    next: str | None


class MatterDecision(BaseModel):
    """What is decided on a matter; the answer says why, or what was done."""

    model_config = ConfigDict(extra="forbid")

    state: Literal["looked_at", "confirmed", "dismissed"]
    answer: str = Field(default="", max_length=1000)
