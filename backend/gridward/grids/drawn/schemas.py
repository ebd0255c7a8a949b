"""What drawn plans take and answer over HTTP."""

from typing import Annotated

from fastapi import Form
from pydantic import BaseModel, ConfigDict

from gridward.geo.frames import Frame
from gridward.grids.contract import Pool
from gridward.grids.design.drawn import SLIVER_M, Fault, Weight


class DrawnFindingOut(BaseModel):
    """A fault of a drawn plan."""

    fault: Fault
    weight: Weight
    cells: list[str]
    """By name, or by their place in the file (`#3`)."""
    lon: float
    lat: float
    area_m2: float
    width_m: float
    customers: int


class DrawnReportOut(BaseModel):
    """What was found in a file of drawn cells. Nothing is stored by it."""

    model_config = ConfigDict(from_attributes=True)

    cells: int
    customers: int
    frame: Frame
    looks_like: Frame | None
    """Another frame in which the drawing fits the city's border; then nothing else was examined."""
    can_be_stored: bool
    findings: list[DrawnFindingOut]
    more_findings: int
    slivers: int
    slivers_m2: float
    least: int | None
    """Customers of the smallest cell, as it would be stored."""
    most: int | None


DrawnFrame = Annotated[Frame, Form(description="in which the cells were drawn")]
HealM = Annotated[float, Form(description="gaps and overlaps up to this width go to a neighbour, in metres")]
DrawnPool = Annotated[Pool, Form()]
HEAL_M = SLIVER_M
