"""What somebody's map program sees: the cells of each of his cities, and its customers where he may and wanted to."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import Action
from gridward.identity.public import MapReader
from gridward.kernel.errors import NotFound


class Kind(StrEnum):
    """What the features of a collection are."""

    CELLS = "cells"
    CUSTOMERS = "customers"


@dataclass(frozen=True)
class Collection:
    """The cells or the customers of a city."""

    kind: Kind
    city_id: int
    code: str
    city: str
    bbox: tuple[float, float, float, float]
    """Of the city, in degrees."""

    @property
    def id(self) -> str:
        """Its name in addresses."""
        return f"{self.kind}-{self.code}"


async def collections(session: AsyncSession, reader: MapReader) -> list[Collection]:
    """All that a map program may read."""
    scope = reader.actor.scope
    rows = await session.execute(
        text(
            """SELECT id, code, name, west, south, east, north FROM city.city
               WHERE :everything OR id = ANY(:ids) ORDER BY code"""
        ),
        {"everything": scope.all_cities, "ids": sorted(scope.city_ids)},
    )
    return [
        Collection(kind, row.id, row.code, row.name, (row.west, row.south, row.east, row.north))
        for row in rows
        for kind in _kinds(reader)
    ]


async def collection(session: AsyncSession, reader: MapReader, name: str) -> Collection:
    """One of them by name. Raises `ogc.no_collection`, also for one that is not for this reader."""
    for found in await collections(session, reader):
        if found.id == name:
            return found
    raise NotFound("ogc.no_collection", f"There is no collection {name}.", "See /ogc/collections.")


def _kinds(reader: MapReader) -> list[Kind]:
    # What its owner may do is asked each time: a key made by somebody who has lost the right since shows cells only.
    with_points = reader.points and reader.actor.may(Action.SEE_CUSTOMER)
    return [Kind.CELLS, Kind.CUSTOMERS] if with_points else [Kind.CELLS]
