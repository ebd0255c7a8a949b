"""Staffing over HTTP. Outputs have no defaults, so that clients know every field is there."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class PlanRef(BaseModel):
    """The plan in force; where there is none yet, the one to come."""

    plan_id: UUID
    version: int
    effective_from: date


class ReasonOut(BaseModel):
    """Something that was weighed when a cell was given to somebody."""

    what: str
    """`way`, `known_customers`, `language`, `grade`, `capacity`, `experience`, `licence`, `employment` or `chosen`."""
    value: float | str | None
    worth_m: float
    """So many metres of the way from home; negative against him."""


class TenureOut(BaseModel):
    """Somebody who works a cell."""

    tenure_id: UUID
    specialist_id: int
    staff_no: str
    name_masked: str
    employment: str
    since: date
    until: date | None
    """The last day, where one is set."""
    way_m: float | None
    reason: str
    known_customers: int
    reasons: list[ReasonOut]
    note: str | None
    """Why a person chose him."""


class HandoverOut(BaseModel):
    """The hand-over of a cell's customers."""

    handover_id: UUID
    customers: int
    new_customers: int
    due_on: date
    accepted_at: datetime | None


class StaffedCell(BaseModel):
    """A cell and who works it."""

    cell_id: int
    number: int
    name: str
    customers: int
    station_id: int | None
    station_name: str | None
    station_distance_m: float | None
    lon: float
    lat: float
    responsible: TenureOut | None
    stand_in: TenureOut | None
    vacant: bool
    handover: HandoverOut | None


class StationOut(BaseModel):
    """An open station."""

    station_id: int
    station_no: str
    name: str
    lon: float
    lat: float
    capacity: int | None
    cells: int


class DeliveredOut(BaseModel):
    """What the staff list says of a specialist's languages, grade and capacity."""

    languages: list[str]
    grade: int | None
    working_share: float | None
    most_customers: int | None


class LeaveOut(BaseModel):
    """Days on which a specialist is away."""

    start: date
    last: date | None
    reason: str


class ProfileOut(BaseModel):
    """A specialist's languages, grade, capacity and leave as they count: what a person entered stands before the list."""

    languages: list[str]
    """Beside the common one."""
    grade: int | None
    """The highest class of products, of 1 to 5, that he may offer."""
    working_share: float | None
    """Of full time."""
    most_customers: int | None
    kept: list[str]
    """The names of those that a person entered."""
    delivered: DeliveredOut
    leave: LeaveOut | None
    on_leave: bool
    """Today."""
    revision: int
    """0 where nobody has entered anything."""
    changed_by: str | None
    changed_at: datetime | None


class SpecialistOut(BaseModel):
    """A specialist of the staff list."""

    specialist_id: int
    staff_no: str
    name_masked: str
    employment: str
    status: str
    """As the staff list says: 在岗, 休假, 培训中 ..."""
    in_service: bool
    qualifications: list[str]
    years_of_service: float | None
    login: str | None
    cell_id: int | None
    cell_name: str | None
    standing_in: list[int]
    """Numbers of the cells in which he stands in."""
    profile: ProfileOut


class StaffingOut(BaseModel):
    """Who works which cell of a city."""

    plan: PlanRef | None
    cells: list[StaffedCell]
    stations: list[StationOut]
    specialists: list[SpecialistOut]
    vacant: int
    mean_way_m: float | None


Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20)]


class LeaveIn(BaseModel):
    """Days on which a specialist is away."""

    model_config = ConfigDict(extra="forbid")

    start: date
    last: date | None
    """None where nobody knows."""
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class ProfileIn(BaseModel):
    """What a person says of a specialist; null leaves it to the staff list."""

    model_config = ConfigDict(extra="forbid")

    languages: Annotated[list[Word], Field(max_length=10)] | None
    grade: int | None = Field(ge=1, le=5)
    working_share: float | None = Field(ge=0.05, le=1)
    most_customers: int | None = Field(ge=1, le=1_000_000)
    leave: LeaveIn | None
    revision: int = Field(ge=0, le=2**31 - 2)
    """The profile's revision as it was read."""


class TenureIn(BaseModel):
    """Who is to work the cell from which day on."""

    model_config = ConfigDict(extra="forbid")

    specialist_id: int = Field(ge=1, le=2**63 - 1)
    start: date
    note: str | None = Field(None, max_length=200)
    """Why he: kept with the cell, also when a later plan goes on from it."""


class StaffedOut(BaseModel):
    """What filling the cells did."""

    assigned: int
    kept: int
    vacant: int
    stand_ins: int
    total_way_m: float
