"""What the job page gets and sends."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel

JobKind = Literal[
    "import_delivery",
    "build_plan",
    "take_debits",
    "run_day",
    "judge_dues",
    "prepare_snapshots",
    "train_risk",
    "deliver_messages",
    "nightly",
    "expire_requests",
    "look_for_messages",
    "look_for_debits",
]
JobState = Literal["waiting", "again", "running", "interrupted", "done", "failed", "made_good", "stopped"]
"""`again`: failed, and waits to be tried again; `interrupted`: its worker has died, and the next one takes it up;
`made_good`: failed, but what it was for has been done since; `stopped`: called off."""
RunState = Literal["running", "interrupted", "failed", "done"]


class ProblemOut(BaseModel):
    """Why something did not end well."""

    code: str
    detail: str
    hint: str
    params: dict[str, Any]


class StepOut(BaseModel):
    """How far something is; `total` is 0 where nobody knows."""

    step: str
    done: int
    total: int


class JobOut(BaseModel):
    """A job. Who may see it has all of its city in scope; one of no city is for those who have all cities."""

    id: int
    kind: JobKind
    state: JobState
    city: str | None
    city_name: str | None
    city_name_en: str | None
    import_id: UUID | None
    plan_id: UUID | None
    delivery_id: UUID | None
    """Of a debit file."""
    subject: str | None
    """The source of an import, the version of a plan, the name of a debit file."""
    attempts: int
    """How often it was begun before."""
    queued_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    next_at: datetime | None
    """When it is tried again, or, where it waits for another job, looked at again."""
    progress: StepOut | None
    problem: ProblemOut | None


class JobList(BaseModel):
    """A page of jobs, newest first."""

    items: list[JobOut]
    next: str | None


class JobCounts(BaseModel):
    """Jobs by what is to be known of them."""

    running: int
    waiting: int
    failed: int


class JobsNow(BaseModel):
    """What goes on."""

    counts: JobCounts
    running: list[JobOut]
    workers: int
    """Who have been heard of within half a minute."""
    last_seen_at: datetime | None
    """When the last one was heard of, where there is none."""


class PartOut(BaseModel):
    """A part of a day's run."""

    name: str
    seconds: float


class FigureOut(BaseModel):
    """A figure of a day's run, by its name in the report: `work.tasks`."""

    name: str
    value: int


class DayRunOut(BaseModel):
    """A run of a city's day."""

    id: UUID
    city: str
    city_name: str
    city_name_en: str | None
    day: date
    state: RunState
    in_force: bool | None
    """Whether the city had cells on that day; without them the due list is all there is."""
    started_at: datetime
    finished_at: datetime | None
    parts: list[PartOut]
    figures: list[FigureOut]
    progress: StepOut | None
    problem: ProblemOut | None


class DayRunList(BaseModel):
    """A page of runs, newest first."""

    items: list[DayRunOut]
    next: str | None
