"""Messages over HTTP. Outputs have no defaults, so that clients know every field is there."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1, max_length=500)]
Origin = Literal["supervisor", "seat", "system"]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class SeatMessageIn(_In):
    """A message about a customer, to whoever works his cell."""

    message_id: UUID
    """Made by whoever sends it: the same one again is not a second one."""
    text: Text


class MessageIn(SeatMessageIn):
    """A message to specialists."""

    to: Annotated[list[Annotated[int, Field(ge=1, le=2**63 - 1)]], Field(min_length=1, max_length=500)]
    """Their numbers."""
    customer_id: Annotated[int, Field(ge=1, le=2**63 - 1)] | None = None


class _Message(BaseModel):
    message_id: UUID
    origin: Origin
    sender: str | None
    """None: the system."""
    customer_id: int | None
    customer_name: str | None
    """Masked."""
    text: str | None
    """None: it was withdrawn, or the system says it by its code."""
    code: str | None
    params: dict[str, Any]
    sent_at: datetime
    withdrawn_at: datetime | None


class MessageOut(_Message):
    """A message as its reader has it."""

    seq: int
    read_at: datetime | None
    reply: str | None
    replied_at: datetime | None


class MessageChanges(BaseModel):
    """What came or changed since a number."""

    cursor: int
    more: bool
    """There is more behind `cursor`."""
    anew: bool
    """What is known from before is to be dropped."""
    items: list[MessageOut]


class Reader(BaseModel):
    """Somebody who can be written to."""

    specialist_id: int
    name_masked: str
    cells: list[str]
    station: str | None


class ReaderList(BaseModel):
    """All of them, by station."""

    items: list[Reader]


class SentTo(BaseModel):
    """What became of a message at one of its readers."""

    specialist_id: int | None
    """None: no specialist belongs to the account any more."""
    name_masked: str | None
    read_at: datetime | None
    reply: str | None
    replied_at: datetime | None


class SentMessage(_Message):
    """A message as those who send them see it."""

    mine: bool
    to: list[SentTo]


class SentList(BaseModel):
    """A page of them."""

    items: list[SentMessage]
    next: str | None
