"""Candidates for stations over HTTP. Outputs have no defaults."""

from decimal import Decimal
from typing import Annotated

from fastapi import Form
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from gridward.geo.frames import Frame
from gridward.stations.examining import MOST_COST, MOST_ROOM, Why

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Room = Annotated[int | None, Field(ge=0, le=MOST_ROOM)]
Cost = Annotated[Decimal | None, Field(ge=0, le=MOST_COST)]
FileFrame = Annotated[Frame, Form(description="of rows that name none")]
Check = Annotated[bool, Form(description="only say what is wrong, take nothing")]


class NewCandidateIn(BaseModel):
    """A place that could be a station."""

    model_config = ConfigDict(extra="forbid")

    station_no: Name | None = None
    """By default the next free one."""
    name: Name
    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)
    frame: Frame = Frame.WGS84
    capacity: Room = None
    """Specialists who find room in it; None where that is unknown."""
    monthly_cost: Cost = None
    """Yuan; None takes that of the rules."""


class CandidateIn(BaseModel):
    """What can be changed of a candidate."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    capacity: Room = None
    monthly_cost: Cost = None


class CandidateOut(BaseModel):
    """A candidate that was taken."""

    station_no: str


class RefusalOut(BaseModel):
    """A row that is not taken."""

    model_config = ConfigDict(from_attributes=True)

    line: int
    station_no: str
    why: Why
    value: str


class CandidatesTakenOut(BaseModel):
    """What a file of candidates brings, or would bring."""

    taken: bool
    new: int
    changed: int
    unchanged: int
    refused: list[RefusalOut]
