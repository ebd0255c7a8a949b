"""Attachments as they go over HTTP."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from gridward.field.payloads import Sha256

Kind = Literal["image/jpeg", "image/png", "image/webp", "application/pdf"]


class AttachmentIn(BaseModel):
    """What will come."""

    model_config = ConfigDict(extra="forbid")

    sha256: Sha256
    size: Annotated[int, Field(ge=1, le=2**40)]
    kind: Kind


class AttachmentOut(BaseModel):
    """How far it is."""

    sha256: str
    size: int
    received: int
    """Where to go on."""
    state: Literal["receiving", "complete", "refused"]
    problem: str | None
    """A code: why it was refused, or has to be sent once more."""


class NamedAttachment(BaseModel):
    """One that a request or a visit of a customer names."""

    sha256: str
    item: str
    """What was asked for, of `grid_data/rules/service_items`; `visit` where it was taken on a visit, `signature` for
    what the customer acknowledged there."""
    zh: str | None
    en: str | None
    """What the item is called, where it is one of the rules in force."""
    named_in: UUID
    """The request or the visit."""
    paper_zh: str | None
    paper_en: str | None
    """What it shows of what the request needs."""
    named_at: datetime
    kind: str | None
    size_bytes: int | None
    state: Literal["waiting", "receiving", "complete", "refused"]
    """`waiting`: nothing of it has come."""
    problem: str | None


class NamedAttachments(BaseModel):
    """Those of a customer, the newest first."""

    items: list[NamedAttachment]
