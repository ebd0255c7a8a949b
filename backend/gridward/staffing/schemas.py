"""Staffing over HTTP. Outputs have no defaults, so that clients know every field is there."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class PlanRef(BaseModel):
    """The plan in force; where there is none yet, the one to come."""

    plan_id: UUID
    version: int
    effective_from: date


class ReasonOut(BaseModel):
    """Something that was weighed when a cell was given to somebody."""

    what: str
    """`way`, `known_customers`, `experience`, `licence`, `employment` or `chosen`."""
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


class StaffingOut(BaseModel):
    """Who works which cell of a city."""

    plan: PlanRef | None
    cells: list[StaffedCell]
    stations: list[StationOut]
    specialists: list[SpecialistOut]
    vacant: int
    mean_way_m: float | None


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
