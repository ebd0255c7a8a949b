"""OGC API - Features over HTTP. Every route is read with a key for maps."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from sqlalchemy.ext.asyncio import AsyncSession

from gridward import __version__
from gridward.identity.public import MapReader, Maps, Write, act_as
from gridward.ogc import documents
from gridward.ogc.asking import After, Asked, BoundingBox, Limit, Moment, OgcRoute, asked_for, wrong
from gridward.ogc.cells import find_cells, one_cell
from gridward.ogc.collections import Collection, Kind, collection, collections
from gridward.ogc.customers import find_customers, one_customer
from gridward.ogc.features import Found
from gridward.platform.audit import record_read

PREFIX = "/ogc"

router = APIRouter(tags=["maps"], route_class=OgcRoute, generate_unique_id_function=lambda route: route.name)

Name = Annotated[str, Path(max_length=120)]
Number = Annotated[int | None, Query(ge=0, lt=2**63)]
Text = Annotated[str | None, Query(max_length=120)]
_FILTERS = {Kind.CELLS: {"number", "name"}, Kind.CUSTOMERS: {"cell", "kind", "state", "tier"}}


@router.get("/", include_in_schema=False)
@router.get("")
async def ogc_landing(request: Request, reader: Maps) -> dict[str, Any]:
    """Where a map program begins."""
    return documents.landing(_root(request))


@router.get("/conformance")
async def ogc_conformance(reader: Maps) -> dict[str, Any]:
    """What of the standard is kept."""
    return {"conformsTo": documents.CONFORMS}


@router.get("/api")
async def ogc_api(request: Request, reader: Maps) -> JSONResponse:
    """This description."""
    return JSONResponse(description() | {"servers": [{"url": _root(request)}]}, media_type=documents.OPENAPI)


@router.get("/collections")
async def ogc_collections(request: Request, reader: Maps, session: Write) -> dict[str, Any]:
    """What there is to read."""
    return documents.collection_list(_root(request), await collections(session, reader))


@router.get("/collections/{collection_id}")
async def ogc_collection(
    collection_id: Name, request: Request, reader: Maps, session: Write
) -> dict[str, Any]:
    """One collection."""
    return documents.collection_document(_root(request), await collection(session, reader, collection_id))


@router.get("/collections/{collection_id}/items")
async def ogc_items(
    collection_id: Name,
    request: Request,
    reader: Maps,
    session: Write,
    bbox: BoundingBox = None,
    limit: Limit = 100,
    after: After = -1,
    moment: Moment = None,
    number: Number = None,
    name: Text = None,
    cell: Number = None,
    kind: Text = None,
    state: Text = None,
    tier: Text = None,
) -> JSONResponse:
    """A page of features, and the link to the next one. Of customers the page is recorded as read."""
    found = await collection(session, reader, collection_id)
    asked = asked_for(
        limit, after, bbox, moment, number=number, name=name, cell=cell, kind=kind, state=state, tier=tier
    )
    for unknown in asked.properties.keys() - _FILTERS[found.kind]:
        raise wrong(unknown, f"The features of {found.id} have no {unknown} to be chosen by.")
    page = await _read(session, reader, found, asked)
    last = page.features[-1]["id"] if page.features else after
    following = str(request.url.include_query_params(after=last))
    content = documents.page_document(_root(request), found, page, str(request.url), following)
    return JSONResponse(content, media_type=documents.GEOJSON)


@router.get("/collections/{collection_id}/items/{feature_id}")
async def ogc_item(
    collection_id: Name,
    feature_id: Annotated[int, Path(ge=0, lt=2**63)],
    request: Request,
    reader: Maps,
    session: Write,
) -> JSONResponse:
    """One feature. Of a customer it is recorded as read."""
    found = await collection(session, reader, collection_id)
    if found.kind is Kind.CELLS:
        feature = await one_cell(session, reader.actor.scope, found.city_id, feature_id)
    else:
        feature = await one_customer(session, reader.actor, found.city_id, feature_id)
        await _record(session, reader, f"{found.city_id}/{feature_id}")
    return JSONResponse(
        documents.feature_document(_root(request), found, feature), media_type=documents.GEOJSON
    )


def description() -> dict[str, Any]:
    """The description of these routes alone, for map programs; paths are relative to the landing page."""
    found = get_openapi(title="Gridward maps", version=__version__, routes=router.routes)
    found["paths"] = {path or "/": operations for path, operations in found["paths"].items()}
    found["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "basic"}}
    return found | {"security": [{"key": []}]}


async def _read(session: AsyncSession, reader: MapReader, found: Collection, asked: Asked) -> Found:
    if found.kind is Kind.CELLS:
        return await find_cells(session, reader.actor.scope, found.city_id, asked)
    page = await find_customers(session, reader.actor, found.city_id, asked)
    await _record(session, reader, str(found.city_id))
    return page


async def _record(session: AsyncSession, reader: MapReader, key: str) -> None:
    await act_as(session, reader.actor)
    await record_read(session, "census.placement", key, "lon,lat")


def _root(request: Request) -> str:
    return f"{str(request.base_url).rstrip('/')}{PREFIX}"
