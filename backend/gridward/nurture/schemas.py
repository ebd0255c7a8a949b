"""The programme over HTTP. Outputs have no defaults, so that clients know every field is there."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

StepName = Literal["field", "message", "call"]


class LotsOut(BaseModel):
    """A count for each lot."""

    nurtured: int
    held_out: int
    """By the programme's own lot."""
    left_alone: int
    """By the lot of treatment."""


class DifferenceOut(BaseModel):
    """Persistency of the nurtured less that of those held out; None where there are too few to say."""

    difference: float | None
    low: float | None
    high: float | None


class MeasureOut(BaseModel):
    """What came of messages and calls."""

    messages: int
    delivered: int
    failed: int
    waiting: int
    calls: int
    tasks: int
    """Of specialists."""
    reached: int
    """By a call or a visit."""
    persons: LotsOut
    opted_out: LotsOut
    promised: LotsOut
    dues: LotsOut
    """Closed ones, the next of each policy."""
    paid: LotsOut
    effect: DifferenceOut


class MeasureRow(MeasureOut):
    """Of an occasion and a month."""

    occasion: str
    month: date


class MeasuresOut(BaseModel):
    """By occasion and month, and all together."""

    rows: list[MeasureRow]
    total: MeasureOut


class OccasionOut(BaseModel):
    """An occasion of the programme as the rules have it."""

    name: str
    zh: str
    en: str
    kind: str
    purpose: str
    template: str
    text: str
    """What is written, with its places to fill in."""
    lasts_days: int
    every_days: int
    call: bool
    field: bool
    """A specialist acts in place of the message, where he has room."""


class WindowOut(BaseModel):
    """In so many days at most so many messages."""

    days: int
    messages: int


class ProgrammeOut(BaseModel):
    """The rules."""

    version: str
    held_out: float
    left_alone: float
    before_due_days: int
    after_due_days: int
    after_contact_days: int
    case_days: int
    budget: list[WindowOut]
    call_first: int
    call_last: int
    field_a_day: int
    field_open: int
    """The most new tasks of a specialist in a day, and the most that are open."""
    opted_out_days: int
    promised_days: int
    follow_days: int
    closed_after_days: int
    paid_within_days: int
    months: int
    occasions: list[OccasionOut]


class NightOut(BaseModel):
    """What a night did."""

    day: date
    messages: int
    calls: int
    tasks: int
    """Of specialists."""
    kept_back: int
    """By a lot."""
    left_out: dict[str, int]
    """By reason."""


class NurturePage(BaseModel):
    """The programme, what came of it, and its last nights."""

    programme: ProgrammeOut
    measured_on: date | None
    measured_at: datetime | None
    measures: MeasuresOut | None
    """None before the first night."""
    nights: list[NightOut]


class PreviewStep(BaseModel):
    """What a step of an occasion would come to."""

    occasion: str
    step: StepName
    lots: LotsOut
    left_out: dict[str, int]
    """By reason."""


class NurturePreview(BaseModel):
    """What the next night would send, by step."""

    day: date
    steps: list[PreviewStep]
