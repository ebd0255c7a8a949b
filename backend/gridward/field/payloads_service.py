"""What is inside the operations about a customer's service: promises, notes, what he asks for."""

from collections.abc import Mapping
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from gridward.field.payloads import Attachments, Payload, PromiseMade, RowId

_Typed = Annotated[str, Field(max_length=300)]
_Code = Annotated[str, Field(max_length=40, pattern=r"^[a-z_]+$")]


class PromiseRecord(PromiseMade):
    """A promise that was made outside a visit."""

    promise_id: UUID
    customer_id: RowId


class NoteAdd(Payload):
    """Something that is worth knowing about a customer."""

    note_id: UUID
    customer_id: RowId
    text: Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S")]


def _require_named(attachments: Attachments, papers: Mapping[str, Attachments]) -> None:
    if not {name for names in papers.values() for name in names} <= set(attachments):
        raise ValueError("a paper is among the attachments")


class RequestSubmit(Payload):
    """What a customer asks for (保全受理)."""

    request_id: UUID
    customer_id: RowId
    item: _Code
    """Of `grid_data/rules/service_items`."""
    policy_id: RowId | None = None
    """The policy that it is about."""
    values: Annotated[dict[_Code, _Typed], Field(max_length=10, default_factory=dict)]
    """What he said to its needs, by their codes."""
    note: Annotated[str, Field(max_length=1000)] = ""
    attachments: Attachments = ()
    papers: Annotated[dict[_Code, Attachments], Field(max_length=10, default_factory=dict)]
    """Which of the attachments show what it needs, by the need's code."""

    @model_validator(mode="after")
    def _named(self) -> Self:
        _require_named(self.attachments, self.papers)
        return self


class RequestSupplement(Payload):
    """Photos of papers that a request lacked."""

    request_id: UUID
    customer_id: RowId
    attachments: Annotated[Attachments, Field(min_length=1)]
    papers: Annotated[dict[_Code, Attachments], Field(min_length=1, max_length=10)]
    """Which of them show what it needs, by the need's code."""

    @model_validator(mode="after")
    def _named(self) -> Self:
        _require_named(self.attachments, self.papers)
        return self


class Details(Payload):
    """Contact details."""

    mobile: _Typed | None = None
    landline: _Typed | None = None
    address: _Typed | None = None
    postcode: _Typed | None = None

    def values(self) -> dict[str, str]:
        """Those that are there, by field."""
        return {name: value for name, value in self if value is not None}


class CustomerCorrect(Details):
    """New contact details (those that change), and what the tablet showed in their place.

    They count when the customer says the code.
    """

    request_id: UUID
    customer_id: RowId
    seen: Details = Details()

    def values(self) -> dict[str, str]:
        """What is new, by field."""
        return {name: value for name in Details.model_fields if (value := getattr(self, name)) is not None}

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.values():
            raise ValueError("nothing is new")
        return self
