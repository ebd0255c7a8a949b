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


class Words(BaseModel):
    """Words of a rule, in both languages."""

    zh: str
    en: str


class SaidOut(Words):
    """What was said to something that a request needs, in both languages where it was chosen."""

    value_zh: str
    value_en: str


class LackOut(Words):
    """What a request needs and nobody had."""

    code: str


class RequestTaken(BaseModel):
    """Something that was taken in for a customer, in both languages."""

    id: UUID
    number: int
    """By which people speak of it."""
    request_id: UUID | None
    """As the tablet called it that sent it."""
    kind: str
    zh: str
    en: str
    policy_no: str | None
    opened_at: datetime
    due_on: date | None
    state: MatterState
    lacks: list[LackOut]


class MatterOut(RequestTaken):
    """A request or a suspicion as operations see it."""

    customer_id: int | None
    name_masked: str
    cell_name: str | None
    signs: list[SignOut]
    note: str
    said: list[SaidOut]
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
