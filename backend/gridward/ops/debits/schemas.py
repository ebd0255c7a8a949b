"""Debit return files over HTTP. Outputs have no defaults, so that clients know every field is there."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel

DebitVerdict = Literal["accepted", "known", "failed", "reversed", "refused"]


class StartedOut(BaseModel):
    """What a file started at once."""

    messages: int
    tasks: int
    raised: int
    """Open tasks that got to know why a debit failed."""
    closed: int
    """Tasks that nobody needs to do any more."""
    kept: int
    """Promises."""


class DebitFileOut(BaseModel):
    """A file that was taken."""

    id: UUID
    city: str
    name: str
    sender: str
    number: str
    day: date
    created_by: str
    created_at: datetime
    rows: int
    accepted: int
    failed: int
    reversed: int
    refused: int
    amount: Decimal
    """Yuan that were accepted."""
    started: StartedOut


class DebitFileList(BaseModel):
    """Files, the newest first."""

    items: list[DebitFileOut]
    next: str | None


class DebitProblemOut(BaseModel):
    """Why a file was not taken."""

    code: str
    detail: str
    hint: str
    params: dict[str, Any]


class DebitStepOut(BaseModel):
    """How far taking a file is."""

    step: str
    done: int
    total: int


class DebitDeliveryOut(BaseModel):
    """A file that was delivered through the browser."""

    id: UUID
    city: str
    name: str
    status: Literal["queued", "running", "done", "failed"]
    created_at: datetime
    progress: DebitStepOut | None
    problem: DebitProblemOut | None
    file_id: UUID | None
    """The file that it became, or that had been taken before."""
    is_new: bool | None
    """False for one that was taken before: nothing changed."""


class DebitRowOut(BaseModel):
    """A row of a file, and what became of it."""

    line: int
    verdict: DebitVerdict
    code: str | None
    column_name: str | None
    value: str | None
    policy_no: str | None
    customer_id: int | None
    number: int | None
    amount: Decimal | None
    debit_on: date | None
    failure: str | None


class DebitRowList(BaseModel):
    """Rows in the order of their lines."""

    items: list[DebitRowOut]
    next: str | None


class ContradictionOut(BaseModel):
    """A policy whose state as delivered contradicts its payments. Both are kept."""

    policy_id: int
    policy_no: str
    customer_id: int
    kind: str
    said: str
    found: str
    unpaid_on: date | None
    seen_on: date


class ContradictionList(BaseModel):
    """Contradictions in the order of their policies."""

    items: list[ContradictionOut]
    next: str | None
    total: int
