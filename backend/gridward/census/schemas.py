"""What the census takes and answers over HTTP. Outputs have no defaults, so that clients know every field is there."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from gridward.kernel.errors import Invalid


class Coverage(BaseModel):
    """Of `total`, so many are served by somebody in service."""

    covered: int
    total: int


class CoverageOut(BaseModel):
    """Coverage in policies and in customers."""

    policies: Coverage
    customers: Coverage


class DistrictOut(BaseModel):
    """The customers of a district; the name is empty for those whose district is not known."""

    district: str
    customers: int
    orphan_customers: int
    placed: int


class CensusOut(BaseModel):
    """The census in figures."""

    as_of: date | None
    last_import_id: UUID | None
    customers: int
    persons: int
    second_records: int
    policies: int
    policies_live: int
    agents: int
    agents_in_service: int
    placed: dict[str, int]
    position_check: dict[str, int]
    kinds: dict[str, int]
    policies_by: dict[str, int]
    coverage: CoverageOut
    todo: int
    by_district: list[DistrictOut]


class ProblemOut(BaseModel):
    """Why something failed."""

    code: str
    detail: str
    hint: str
    params: dict[str, Any]


class ProgressOut(BaseModel):
    """How far long work is; `total` is 0 where that is unknown."""

    step: str
    done: int
    total: int


class ColumnOut(BaseModel):
    """A delivered column and the field that it stands for."""

    header: str
    field: str | None
    sample: str


class FileOut(BaseModel):
    """A delivered file: what it is, and what became of its rows."""

    name: str
    kind: str | None
    # Imports from before workbooks were read have neither format nor sheet.
    format: Literal["csv", "excel", "parquet"] = "csv"
    encoding: str
    sheet: str = ""
    rows: int
    loaded: int
    updated: int
    unchanged: int
    repaired: int
    refused: int
    columns: list[ColumnOut]
    problem: ProblemOut | None
    seconds: float


class ImportOut(BaseModel):
    """A delivery from upload to report."""

    id: UUID
    city: str
    status: str
    source: str
    as_of: date
    created_by: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    mapping_version: str
    progress: ProgressOut | None
    problem: ProblemOut | None
    files: list[FileOut]
    corrects: UUID | None
    """The import whose refused rows this one brings back, corrected."""


class ImportList(BaseModel):
    """A page of imports."""

    items: list[ImportOut]
    next: str | None


Severity = Literal["repaired", "refused", "noted"]


class IssueOut(BaseModel):
    """One finding in one delivered row."""

    file: str
    line: int
    column: str | None
    severity: Severity
    code: str
    detail: str
    value_masked: str


class IssueList(BaseModel):
    """A page of findings."""

    items: list[IssueOut]
    next: str | None


class IssueCount(BaseModel):
    """How often a finding occurs in a file."""

    file: str
    severity: Severity
    code: str
    times: int


class IssueCounts(BaseModel):
    """All kinds of finding of an import."""

    items: list[IssueCount]


class PointOut(BaseModel):
    """A position in WGS-84."""

    lon: float
    lat: float


class TodoOut(BaseModel):
    """A customer to be placed by hand, or one who was."""

    customer_id: int
    customer_no: str
    name_masked: str
    address_masked: str
    reason: str | None
    precision: str
    kind: str
    stated_district: str | None
    point: PointOut | None


class TodoList(BaseModel):
    """A page of the to-do list."""

    items: list[TodoOut]
    next: str | None


class SuggestionOut(BaseModel):
    """A community that an address may mean."""

    community_id: int
    name: str
    district: str
    score: float
    lon: float
    lat: float


class TodoDetail(TodoOut):
    """The whole address, and what it may mean."""

    address: str
    suggestions: list[SuggestionOut]


class TodoCount(BaseModel):
    """How many wait for a reason in a district."""

    reason: str
    district: str
    customers: int


class TodoCounts(BaseModel):
    """The to-do list in figures."""

    items: list[TodoCount]


class PlaceIn(BaseModel):
    """Where a customer lives: a community, or a point."""

    model_config = ConfigDict(extra="forbid")

    community_id: int | None = None
    lon: float | None = Field(None, ge=-180, le=180)
    lat: float | None = Field(None, ge=-90, le=90)

    @model_validator(mode="after")
    def one_of_both(self) -> "PlaceIn":
        """A community or a point, not both."""
        point = self.lon is not None and self.lat is not None
        if (self.community_id is not None) == point:
            raise Invalid(
                "place.one_of", "Give a community or a point.", "Send community_id, or lon and lat."
            )
        return self
