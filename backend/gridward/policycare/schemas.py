"""Policy service over HTTP. Outputs have no defaults, so that clients know every field is there."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from gridward.book.public import DETAILS
from gridward.policycare.contract import Kind, Reason, State

Typed = Annotated[str, Field(min_length=1, max_length=300)]


class ServiceRequestIn(BaseModel):
    """New contact details, those that change; or that all of them were found right."""

    model_config = ConfigDict(extra="forbid")

    request_id: UUID
    """Made by the client: the same one sent twice is one request."""
    mobile: Typed | None = None
    landline: Typed | None = None
    address: Typed | None = None
    postcode: Typed | None = None
    all_right: bool = False

    @model_validator(mode="after")
    def _one_or_the_other(self) -> Self:
        if self.all_right and any(self.values().values()):
            raise ValueError("where all is right, nothing is new")
        return self

    def values(self) -> dict[str, str | None]:
        """What is new, by field."""
        return {name: getattr(self, name) for name in DETAILS}


class CodeIn(BaseModel):
    """What the customer read out."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(min_length=1, max_length=20)]


class CodeOut(BaseModel):
    """The code that was sent last; never the code itself."""

    number_masked: str
    sent_at: datetime
    expires_at: datetime
    again_at: datetime
    """From then on another one may be sent, where one is left today."""
    tries_left: int
    gateway: str | None
    """`file`: it was written into a file for the insurer's own gateway."""


class OnFileOut(BaseModel):
    """How the customer is reached, masked."""

    mobile: str
    landline: str
    address: str


class ServiceRequestOut(BaseModel):
    """A request and where it stands."""

    id: UUID
    customer_id: int
    kind: Kind
    state: State
    reason: Reason | None
    fields: list[str]
    masked: dict[str, str]
    workplace: str
    taken_by: str
    """Masked."""
    taken_at: datetime
    confirmed_at: datetime | None
    closed_at: datetime | None
    code: CodeOut | None


class ServiceRequestList(BaseModel):
    """A customer's requests, newest first, and what is on file."""

    on_file: OnFileOut
    items: list[ServiceRequestOut]
