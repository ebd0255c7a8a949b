"""What tablets report, and how they stand."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

Count = Annotated[int, Field(ge=0, le=2**31 - 1)]
Bytes = Annotated[int, Field(ge=0, le=2**53)]
MOST_IDS = 500
_MOST_CELLS = 100


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class OutboxReport(_In):
    """What waits on a tablet."""

    count: Count
    oldest_at: AwareDatetime | None = None
    op_ids: Annotated[list[UUID], Field(max_length=MOST_IDS)] = []
    """Which operations, the oldest first: with them the server tells what vanished from what arrived."""
    given_up: Annotated[list[UUID], Field(max_length=MOST_IDS)] = []
    """What the server refused and was given up since the last report: it did not vanish."""


class StorageReport(_In):
    """What its browser says about what it stores."""

    usage: Bytes | None = None
    quota: Bytes | None = None
    persisted: bool | None = None


class ReportIn(_In):
    """A tablet after a sync."""

    cursors: Annotated[
        dict[str, Annotated[int, Field(ge=0, le=2**63 - 1)]], Field(max_length=_MOST_CELLS)
    ] = {}
    """By cell how far it has read."""
    outbox: OutboxReport
    storage: StorageReport
    app_version: str = Field(min_length=1, max_length=40)
    wiped: bool = False
    """It has emptied itself, as it was told."""


class ReportOut(BaseModel):
    """What a tablet is to do."""

    state: Literal["active", "wipe", "revoked"]
    next_sync_after_s: int
    missing: int
    """Operations that waited on it and vanished without having arrived, until whoever leads him has seen it."""
    elsewhere: int
    """Operations that wait on his other tablets; also on this one before its store was lost with its id."""


Trouble = Literal[
    "missing",
    "left_behind",
    "waiting_long",
    "photos_waiting",
    "quiet",
    "nearly_full",
    "not_persisted",
    "given_up",
]


class TabletOut(BaseModel):
    """A tablet as one specialist uses it."""

    device_id: UUID
    specialist_id: int
    specialist: str
    """Masked."""
    staff_no: str
    cells: list[str]
    """The names of those that he works today."""
    name: str
    state: Literal["active", "revoked", "wipe", "lost", "wiped"]
    state_at: datetime
    registered_at: datetime
    reported_at: datetime | None
    received_at: datetime | None
    """When something that was done on it arrived last."""
    app_version: str
    waiting: int
    oldest_at: datetime | None
    photos: int
    """Photos and papers that what was done on it names, and that have not come."""
    photos_since: datetime | None
    """When the first of them was named."""
    usage_bytes: int | None
    quota_bytes: int | None
    persisted: bool | None
    missing: int | None
    """Operations that waited on it and vanished without having arrived."""
    missed_at: datetime | None
    given_up: int
    """Operations that were refused and given up on it."""
    trouble: list[Trouble]


class TabletList(BaseModel):
    """Tablets, those in trouble first."""

    items: list[TabletOut]


class TabletDecisionIn(_In):
    """What is to become of a tablet."""

    state: Literal["active", "revoked", "wipe", "lost"]
