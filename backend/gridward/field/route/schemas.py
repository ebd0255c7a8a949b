"""What the day's route says. Times are minutes of the day in the zone of the policies."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from gridward.field.route.planning import Left
from gridward.field.route.timing import Unkept


class WindowOut(BaseModel):
    """Between these he begins."""

    opens: int
    closes: int


class RouteDoor(BaseModel):
    """A door or a call, with what is to be done there."""

    task_ids: list[UUID]
    by_phone: bool
    minutes: int
    window: WindowOut | None
    weight: float


class RouteStop(RouteDoor):
    """One in its turn."""

    metres: int
    """From the stop before, along the straight line."""
    travel: int
    """Minutes for them."""
    arrives: int
    begins: int
    leaves: int
    unkept: Unkept | None


class RouteLeft(RouteDoor):
    """One that is not in the day."""

    why: Left


class RouteStart(BaseModel):
    """Where it begins."""

    lon: float
    lat: float
    station: str | None
    """Its name; None where it begins at the position that was sent."""


class RouteFigures(BaseModel):
    """What a tablet needs to order the day anew by itself: the rules `day_route` and the speeds."""

    hours: WindowOut
    legs_km: list[float]
    speeds_kmh: list[float]
    parts: dict[str, WindowOut]
    minutes: dict[str, int]
    otherwise: int
    one_more: int
    by_phone: list[str]
    late_at_most: int
    """So many minutes later than agreed an appointment may begin."""


class RouteOut(BaseModel):
    """A specialist's day in its order. Places are those of Today's items."""

    day: date
    at: int
    """When it begins."""
    start: RouteStart | None
    stops: list[RouteStop]
    left: list[RouteLeft]
    figures: RouteFigures
