"""What a map program asks for: a box, a page, a time, properties; and how it is told what it did wrong.

OGC API - Features asks for 400 where a query is wrong or names something unknown, and the programs look at nothing else.
"""

import math
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Annotated, Any

import shapely
from fastapi import Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from gridward.kernel.errors import GridwardError, Unauthenticated
from gridward.platform.problems import problem

MOST = 1000
"""Features of one page; who asks for more gets so many, and the link to the next."""

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?")


@dataclass(frozen=True)
class Asked:
    """One page of a collection."""

    limit: int
    after: int
    """The page begins behind the feature with this number."""
    box: shapely.Geometry | None = None
    """Degrees, WGS-84."""
    properties: dict[str, str] = field(default_factory=dict)
    """Only features whose properties have these values."""

    @property
    def everything(self) -> bool:
        """Whether this is the first page of the whole collection, whose size is worth telling."""
        return self.after < 0 and self.box is None and not self.properties


BoundingBox = Annotated[
    str | None,
    Query(description="west,south,east,north in degrees (WGS-84, longitude first)", max_length=200),
]
Limit = Annotated[int, Query(ge=1, description=f"features of one page; {MOST} at most are given")]
After = Annotated[int, Query(ge=-1, lt=2**63, description="the page behind the feature with this number")]
Moment = Annotated[
    str | None,
    Query(
        alias="datetime",
        max_length=100,
        description="an instant or interval; the features have no time of their own, so all of them fit",
    ),
]


def asked_for(
    limit: int, after: int, bbox: str | None, moment: str | None, **properties: object | None
) -> Asked:
    """What was asked for. Raises `ogc.query` for a box or a time that is none."""
    if moment is not None and not _is_moment(moment):
        raise wrong("datetime", f"'{moment}' is no instant and no interval.")
    named = {name: str(value) for name, value in properties.items() if value is not None}
    return Asked(min(limit, MOST), after, None if bbox is None else _box(bbox), named)


def wrong(parameter: str, detail: str) -> GridwardError:
    """A query that cannot be understood."""
    return GridwardError("ogc.query", detail, f"Correct the parameter {parameter}.", parameter=parameter)


def _box(text: str) -> shapely.Geometry:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == 6:
        # With heights, which nothing here has.
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)) or numbers[1] > numbers[3]:
        raise wrong("bbox", f"'{text}' is no box: west,south,east,north in degrees.")
    west, south, east, north = numbers
    if west <= east:
        return shapely.box(west, south, east, north)
    # Across the antimeridian.
    return shapely.union(shapely.box(west, south, 180, north), shapely.box(-180, south, east, north))


def _is_moment(text: str) -> bool:
    parts = text.split("/")
    open_end = {"", ".."}
    if len(parts) == 1:
        return _MOMENT.fullmatch(text) is not None
    return (
        len(parts) == 2
        and all(part in open_end or _MOMENT.fullmatch(part) for part in parts)
        and not set(parts) <= open_end
    )


class OgcRoute(APIRoute):
    """Answers as map programs need it: 400 for a wrong query, and a challenge where the key is missing or wrong."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        known = {parameter.alias for parameter in self.dependant.query_params}

        async def answer(request: Request) -> Response:
            for name in request.query_params:
                if name not in known:
                    raise wrong(name, f"There is no parameter {name}.")
            try:
                return await handle(request)
            except RequestValidationError as error:
                first = error.errors()[0]
                raise wrong(str(first["loc"][-1]), str(first["msg"])) from error
            except Unauthenticated as error:
                refused = problem(error.status, error.code, error.detail, error.hint)
                refused.headers["WWW-Authenticate"] = 'Basic realm="Gridward maps", charset="UTF-8"'
                return refused

        return answer
