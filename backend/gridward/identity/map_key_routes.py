"""One's own keys for map programs."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends

from gridward.identity.access import Read, Write, act_as, allowed
from gridward.identity.contract import Action, Actor
from gridward.identity.map_keys import make_map_key, open_map_keys, withdraw_map_key
from gridward.identity.schemas import MapKeyIn, MapKeyList, MapKeyMade

router = APIRouter(tags=["identity"])

GridReader = Annotated[Actor, Depends(allowed(Action.SEE_GRID))]


@router.get("/map-keys", response_model=MapKeyList)
async def map_keys(actor: GridReader, session: Read) -> dict[str, Any]:
    """One's own keys for map programs, the newest first. The keys themselves are not kept."""
    return {"items": [vars(one) for one in await open_map_keys(session, actor)]}


@router.post("/map-keys", response_model=MapKeyMade, status_code=201)
async def add_map_key(body: MapKeyIn, actor: GridReader, session: Write) -> dict[str, Any]:
    """Make a key for a map program. It is shown this once."""
    if body.points:
        actor.require(Action.SEE_CUSTOMER)
    await act_as(session, actor)
    made = await make_map_key(session, actor, body.name.strip(), body.points)
    return {**vars(made), "login": actor.login}


@router.delete("/map-keys/{key_id}", status_code=204)
async def end_map_key(key_id: UUID, actor: GridReader, session: Write) -> None:
    """Withdraw one of one's own keys; the map program that has it reads nothing any more."""
    await act_as(session, actor)
    await withdraw_map_key(session, actor, key_id)
