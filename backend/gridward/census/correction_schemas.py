"""What correcting refused rows takes and answers over HTTP."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from gridward.census.schemas import Severity

RefusedState = Literal["wrong", "waits", "ready", "left_out", "delivered"]
# PostgreSQL and the importer's reader take no NUL.
_Text = Annotated[str, StringConstraints(max_length=20_000, pattern=r"^[^\x00]*$")]


class RefusedRowOut(BaseModel):
    """A refused row, without what is in it."""

    id: int
    file: str
    line: int
    code: str
    """The first reason why it was refused."""
    refers_to: str | None
    """The number that stood for nothing, where that was the reason."""
    state: RefusedState


class RefusedList(BaseModel):
    """A page of refused rows."""

    items: list[RefusedRowOut]
    next: str | None


class RefusedCount(BaseModel):
    """How many refused rows of a file and a first reason are in a state."""

    file: str
    code: str
    state: RefusedState
    rows: int


class RefusedCounts(BaseModel):
    """The refused rows of an import in figures."""

    items: list[RefusedCount]


class RowIssue(BaseModel):
    """A finding in a row as it is now; `index` is the place of its column in the header."""

    index: int | None
    column: str | None
    severity: Severity
    code: str
    detail: str
    value: str


class RefusedDetail(RefusedRowOut):
    """A refused row with its fields in the clear."""

    header: list[str]
    delivered: list[str]
    fields: list[str]
    """As they would be imported; more or fewer than the header has where the row's width is wrong."""
    issues: list[RowIssue]
    replaces: bool
    left_out: bool
    revision: int
    delivered_in: UUID | None


class EditIn(BaseModel):
    """What somebody makes of a refused row."""

    model_config = ConfigDict(extra="forbid")

    fields: Annotated[list[_Text], Field(max_length=500)] | None
    """None: as they were delivered."""
    replaces: bool
    """The row takes the place of the one in the book that has its number."""
    left_out: bool
    revision: int = Field(ge=0, lt=2**31)
    """The one that was edited."""
