"""The census over HTTP: its figures and its to-do list."""

from functools import partial
from typing import Annotated, Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Query, Request

from gridward.census.placing import place_again
from gridward.census.schemas import CensusOut, PlaceIn, TodoCounts, TodoDetail, TodoList, TodoOut
from gridward.census.summary import census_summary
from gridward.census.todo import (
    TodoFilter,
    get_placement,
    get_todo,
    list_todo,
    place_by_community,
    place_by_position,
    require_manual,
    todo_counts,
)
from gridward.city.public import city_id
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, act_as, allowed
from gridward.platform.db import connect
from gridward.platform.paging import Cursor, Limit, page

router = APIRouter(tags=["census"])

CensusReader = Annotated[Actor, Depends(allowed(Action.SEE_CENSUS))]
Placer = Annotated[Actor, Depends(allowed(Action.PLACE))]
Unmasker = Annotated[Actor, Depends(allowed(Action.UNMASK))]
Filter = Annotated[str | None, Query(max_length=60)]


@router.get("/cities/{code}/census", response_model=CensusOut)
async def census(code: str, actor: CensusReader, session: Read) -> dict[str, Any]:
    """The stock in figures: customers, places, orphans, coverage."""
    return await census_summary(session, actor.scope, await city_id(session, actor.scope, code))


@router.get("/cities/{code}/todo", response_model=TodoList)
async def todo(
    code: str,
    actor: CensusReader,
    session: Read,
    reason: Filter = None,
    district: Filter = None,
    kind: Filter = None,
    q: Filter = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Customers to be placed by hand."""
    city = await city_id(session, actor.scope, code)
    wanted = TodoFilter(reason, district, kind, q)
    return page(await list_todo(session, actor.scope, city, wanted, cursor, limit + 1), limit, "customer_id")


@router.get("/cities/{code}/todo-counts", response_model=TodoCounts)
async def count_todo(code: str, actor: CensusReader, session: Read) -> dict[str, Any]:
    """How many wait, by reason and district."""
    return {"items": await todo_counts(session, actor.scope, await city_id(session, actor.scope, code))}


@router.get("/todo/{customer_id}", response_model=TodoDetail)
async def one_todo(customer_id: int, actor: Unmasker, session: Write) -> dict[str, Any]:
    """One customer with the whole address and what it may mean. That the address was read is recorded."""
    await act_as(session, actor)
    return await get_todo(session, actor.scope, customer_id)


@router.put("/todo/{customer_id}/place", response_model=TodoOut)
async def place(customer_id: int, body: PlaceIn, actor: Placer, session: Write) -> dict[str, Any]:
    """Place a customer in a community or at a point."""
    await act_as(session, actor)
    if body.community_id is not None:
        return await place_by_community(
            session, actor.scope, customer_id, body.community_id, actor.account_id
        )
    assert body.lon is not None and body.lat is not None
    return await place_by_position(session, actor.scope, customer_id, body.lon, body.lat, actor.account_id)


@router.delete("/todo/{customer_id}/place", response_model=TodoOut)
async def undo_place(customer_id: int, request: Request, actor: Placer, session: Read) -> dict[str, Any]:
    """Take back a place given by hand: the customer has again the one that his address gives."""
    await require_manual(session, actor.scope, customer_id)
    await run_sync(partial(_place_again, request.app.state.url, actor, customer_id))
    return await get_placement(session, actor.scope, customer_id)


def _place_again(url: str, actor: Actor, customer_id: int) -> None:
    with connect(url, f"account {actor.account_id}") as connection:
        place_again(connection, customer_id)
