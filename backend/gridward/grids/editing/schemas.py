"""What editing a draft takes and answers over HTTP."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from gridward.grids.schemas import PlanOut

_MOST_CELLS = 10_000
_MOST_PLACES = 100_000
_MOST_VERTICES = 50_000
_WIDEST_BRUSH_M = 20_000

Position = tuple[Annotated[float, Field(ge=-180, le=180)], Annotated[float, Field(ge=-90, le=90)]]
_Rings = Annotated[
    list[Annotated[list[Position], Field(min_length=4, max_length=_MOST_VERTICES)]],
    Field(min_length=1, max_length=100),
]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]


def _check_vertices(rings: list[list[Position]]) -> None:
    if sum(map(len, rings)) > _MOST_VERTICES:
        raise ValueError(f"more than {_MOST_VERTICES:,} positions")


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class PointIn(_In):
    """A GeoJSON point, WGS-84."""

    type: Literal["Point"]
    coordinates: Position


class LineIn(_In):
    """A GeoJSON line, WGS-84."""

    type: Literal["LineString"]
    coordinates: list[Position] = Field(min_length=2, max_length=_MOST_VERTICES)


class AreaIn(_In):
    """A GeoJSON polygon, WGS-84; the first ring is its border, others are holes."""

    type: Literal["Polygon"]
    coordinates: _Rings

    @model_validator(mode="after")
    def _not_too_many(self) -> Self:
        _check_vertices(self.coordinates)
        return self


class AreasIn(_In):
    """A GeoJSON multipolygon, WGS-84: a cell may lie on several pieces of land."""

    type: Literal["MultiPolygon"]
    coordinates: list[_Rings] = Field(min_length=1, max_length=100)

    @model_validator(mode="after")
    def _not_too_many(self) -> Self:
        _check_vertices([ring for rings in self.coordinates for ring in rings])
        return self


AnyArea = Annotated[AreaIn | AreasIn, Field(discriminator="type")]


class MoveIn(_In):
    """Paint places into a cell: all that lie along a stroke or in an area, and those that are named."""

    kind: Literal["move"]
    to: Number
    stroke: Annotated[PointIn | LineIn, Field(discriminator="type")] | None = None
    radius_m: float = Field(0, ge=0, le=_WIDEST_BRUSH_M)
    area: AnyArea | None = None
    places: list[int] = Field([], max_length=_MOST_PLACES)


class MergeIn(_In):
    """Make one cell of several; the first keeps number and name."""

    kind: Literal["merge"]
    cells: list[Number] = Field(min_length=2, max_length=_MOST_CELLS)


class SplitIn(_In):
    """Divide a cell along a line, or into parts of nearly equal load."""

    kind: Literal["split"]
    cell: Number
    line: LineIn | None = None
    parts: int | None = Field(None, ge=2)


class DrawIn(_In):
    """Make a new cell of what lies in an area."""

    kind: Literal["draw"]
    area: AnyArea


class ReshapeIn(_In):
    """Move the border of a cell: it becomes this area, as far as there is land and no locked cell."""

    kind: Literal["reshape"]
    cell: Number
    area: AnyArea


class RenameIn(_In):
    """Give a cell another name."""

    kind: Literal["rename"]
    cell: Number
    name: str = Field(min_length=1, max_length=60)


class LockIn(_In):
    """Let no other edit change some cells, or let it again."""

    kind: Literal["lock"]
    cells: list[Number] = Field(min_length=1, max_length=_MOST_CELLS)
    locked: bool


Edit = MoveIn | MergeIn | SplitIn | DrawIn | ReshapeIn | RenameIn | LockIn
AnyEdit = Annotated[Edit, Field(discriminator="kind")]


class PlanEditIn(_In):
    """An edit of the plan as it was read."""

    revision: int
    edit: AnyEdit


class StepIn(_In):
    """The plan's revision as it was read."""

    revision: int


class TryIn(_In):
    """An edit that is only looked at."""

    edit: AnyEdit


class PlanEditOut(BaseModel):
    """An edit that was made."""

    number: int
    kind: str
    params: dict[str, Any]
    by: str
    at: datetime
    undone: bool


class EditHistory(BaseModel):
    """The edits of a plan, newest first."""

    edits: list[PlanEditOut]
    undo: PlanEditOut | None
    """The one that would be undone."""
    redo: PlanEditOut | None


class MovedOut(BaseModel):
    """What gets another cell."""

    places: int
    customers: int


class EditWarning(BaseModel):
    """What a person may not have wanted."""

    code: str
    params: dict[str, Any]


class DeviationOut(BaseModel):
    """The deviation of a cell that did not change otherwise: the mean is another one."""

    number: int
    deviation: float


class EditedPlan(BaseModel):
    """A plan after an edit."""

    plan: PlanOut
    cells: dict[str, Any]
    """Those that changed, as GeoJSON like all cells of the plan."""
    gone: list[int]
    deviations: list[DeviationOut]
    moved: MovedOut
    skipped_locked: int
    """Places that stay because their cells are locked."""
    warnings: list[EditWarning]
    history: EditHistory


class TriedCell(BaseModel):
    """A cell as it would be. New ones have the numbers that they would get."""

    number: int
    load: int
    hours: float | None
    deviation: float
    polsby_popper: float
    mean_distance_m: float


class EditProblem(BaseModel):
    """Why an edit would be refused."""

    code: str
    detail: str
    hint: str
    params: dict[str, Any]


class TriedEdit(BaseModel):
    """What an edit would change."""

    cells: list[TriedCell]
    moved: MovedOut
    skipped_locked: int
    warnings: list[EditWarning]
    problem: EditProblem | None
