"""What those who lead the seats send and get. Outputs have no defaults, so that clients know every field is there."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from gridward.seats.supervision.presence import SeatState


class SeatStateIn(BaseModel):
    """What a seat says of himself."""

    model_config = ConfigDict(extra="forbid")

    state: SeatState


class SeatStateOut(BaseModel):
    """Whether a seat is ready."""

    state: SeatState
    since: datetime | None


class CityLine(BaseModel):
    """What waits in a city."""

    code: str
    name: str
    name_en: str
    waiting: int
    on_call: int
    callbacks_due: int
    late: int
    """Waiting beyond the target."""
    later: int
    oldest: datetime | None


class KindLine(BaseModel):
    """What waits for one purpose, by the days since it was to be called."""

    kind: str
    waiting: int
    today: int
    """Due today, or from today on."""
    to_3_days: int
    to_7_days: int
    longer: int
    oldest: datetime


class WaitingItem(BaseModel):
    """Somebody who waits."""

    item_id: int
    customer_id: int
    name_masked: str
    kind: str
    waits_since: datetime
    callback: bool
    late: bool
    assigned_to: UUID | None


class SeatLine(BaseModel):
    """A seat and where he is."""

    account_id: UUID
    name: str
    state: Literal["away", "absent", "on_call", "ready", "break", "after_call"]
    since: datetime | None
    away_until: datetime | None
    is_long: bool
    """A break, or the work after a call, that lasts longer than the rules say."""
    held: int
    is_full: bool
    assigned: int
    calls_today: int
    reached_today: int
    inbound_today: int
    """Of the calls those that customers made."""


class HourLevel(BaseModel):
    """The level of one hour."""

    hour: int
    handled: int
    in_time: int


class DayLevel(BaseModel):
    """The level of one day."""

    day: date
    handled: int
    in_time: int


class ServiceLevel(BaseModel):
    """The share of items handled within the target."""

    target_share: float
    callback_minutes: int
    days_allowed: int
    hours: list[HourLevel]
    days: list[DayLevel]


class SeatBoard(BaseModel):
    """The live board; also the event `board`."""

    cities: list[CityLine]
    kinds: list[KindLine]
    longest: list[WaitingItem]
    promised: list[WaitingItem]
    """Call backs that were promised, due within two hours or already."""
    seats: list[SeatLine]
    level: ServiceLevel


class SeatMoveIn(BaseModel):
    """What to move, and to whom."""

    model_config = ConfigDict(extra="forbid")

    from_seat: UUID | None = None
    """Whose; without it what waits for everybody."""
    to_seats: list[UUID] = Field(default_factory=list, max_length=100)
    """By turns; none: back to everybody."""
    kind: Annotated[str, Field(max_length=60)] | None = None
    only_promised: bool = False
    older_than_days: int = Field(default=0, ge=0, le=3650)
    most: int = Field(default=100, ge=1, le=1000)
    reason: str = Field(default="", max_length=200)


class MoveTarget(BaseModel):
    """A seat who takes items."""

    account_id: UUID
    name: str
    room: int
    gets: int


class MovedItem(BaseModel):
    """An item that is moved."""

    item_id: int
    name_masked: str
    kind: str
    due_on: date
    not_before: datetime | None
    callback: bool
    to_account: UUID | None


class MovePreview(BaseModel):
    """What a move would come to."""

    moved: int
    on_call: int
    without_room: int
    targets: list[MoveTarget]
    items: list[MovedItem]
    """The first two hundred."""


class SeatMoveOut(BaseModel):
    """A move that was made."""

    id: UUID
    at: datetime
    by: str
    reason: str
    moved: int
    from_names: list[str]
    to_names: list[str]
    undone_at: datetime | None


class SeatMoveList(BaseModel):
    """The last moves of a city."""

    items: list[SeatMoveOut]


class UndoneOut(BaseModel):
    """What came of taking a move back."""

    back: int
    kept: int
    """Taken or moved on since."""


class CallDrawIn(BaseModel):
    """Whose calls to draw."""

    model_config = ConfigDict(extra="forbid")

    day: Annotated[date, Field(ge=date(1900, 1, 1), lt=date(2200, 1, 1))]
    each: Annotated[int, Field(ge=1)] | None = None
    """Of each seat; without it as the rules say."""


class CallDrawOut(BaseModel):
    """A draw."""

    draw_id: UUID
    drawn: int


class SheetItemOut(BaseModel):
    """What is scored."""

    code: str
    most: int
    vital: bool
    zh: str
    en: str


class CallReviewOut(BaseModel):
    """A drawn call."""

    review_id: UUID
    call_id: UUID
    seat_name: str
    customer_id: int | None
    """Empty where nobody knows who called."""
    name_masked: str
    kind: str
    outcome: str
    begun_at: datetime
    ended_at: datetime
    note: str
    """Empty in lists, and for one who may not read it."""
    items: list[SheetItemOut]
    scores: dict[str, int] | None
    points: int | None
    most: int
    comment: str
    scorer: str | None
    scored_at: datetime | None
    seen_at: datetime | None


class CallReviewList(BaseModel):
    """Drawn calls."""

    items: list[CallReviewOut]


class ScoreIn(BaseModel):
    """The scores of a call."""

    model_config = ConfigDict(extra="forbid")

    scores: dict[Annotated[str, Field(max_length=40)], int]
    comment: str = Field(default="", max_length=2000)
