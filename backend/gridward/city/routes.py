"""Cities over HTTP."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import FileResponse
from pydantic import BaseModel

from gridward.city.drawing import basemap_path
from gridward.city.queries import city_id, district_features, find_communities, list_cities
from gridward.city.tile_source import tile_source
from gridward.identity.contract import Action, Actor
from gridward.identity.public import CurrentActor, Read, allowed, profile
from gridward.kernel.errors import NotFound
from gridward.platform.settings import settings

router = APIRouter(tags=["city"])

CensusReader = Annotated[Actor, Depends(allowed(Action.SEE_CENSUS))]


class CityOut(BaseModel):
    """A city that the person may see."""

    code: str
    name: str
    name_en: str
    bbox: list[float]
    basemap: bool


class MeOut(BaseModel):
    """The person who is signed in."""

    account_id: str
    login: str
    name: str
    roles: list[str]
    locale: str
    cities: list[CityOut]


class TilesOut(BaseModel):
    """A tile source for maps."""

    url: str
    """With {z}, {x} and {y}."""
    frame: Literal["WGS-84", "GCJ-02"]
    credit: str
    most_zoom: int


class TileSourceOut(BaseModel):
    """What maps show under the cells; empty: the city's own basemap."""

    source: TilesOut | None


class CommunityOut(BaseModel):
    """A community of the gazetteer."""

    community_id: int
    name: str
    district: str
    lon: float
    lat: float


class CommunityList(BaseModel):
    """Communities that were found."""

    items: list[CommunityOut]


@router.get("/session", response_model=MeOut)
async def who_am_i(actor: CurrentActor, session: Read) -> dict[str, Any]:
    """The person who is signed in, with the cities in scope."""
    who = await profile(session, actor)
    return vars(who) | {"account_id": str(who.account_id), "cities": await list_cities(session, actor.scope)}


@router.get("/tile-source", response_model=TileSourceOut)
async def map_tiles(_: CurrentActor) -> dict[str, Any]:
    """The tile source that the administrator has set."""
    found = tile_source(settings())
    return {"source": found and vars(found)}


@router.get("/cities/{code}/basemap.pmtiles", response_class=FileResponse)
async def basemap(code: str, actor: CurrentActor, session: Read) -> FileResponse:
    """The city's basemap, read in ranges."""
    await city_id(session, actor.scope, code)
    path = basemap_path(code)
    if not path.exists():
        raise NotFound("city.no_basemap", "The city has no basemap.", "Run `gridward city add` again.")
    return FileResponse(
        path, media_type="application/vnd.pmtiles", headers={"Cache-Control": "private, max-age=300"}
    )


@router.get("/cities/{code}/districts.geojson")
async def districts(code: str, actor: CurrentActor, session: Read) -> dict[str, Any]:
    """The city's districts."""
    return await district_features(session, actor.scope, code)


@router.get("/cities/{code}/communities", response_model=CommunityList)
async def communities(
    code: str, actor: CensusReader, session: Read, q: Annotated[str, Query(min_length=1, max_length=60)]
) -> dict[str, Any]:
    """Communities whose name contains a text."""
    return {"items": await find_communities(session, actor.scope, code, q)}
