"""How a map program's request becomes its owner: the dependency of the routes that map programs read."""

import base64
import binascii
from typing import Annotated

from fastapi import Depends, Request

from gridward.identity.contract import Action
from gridward.identity.map_keys import MapReader, refuse_map_key, who_reads_maps
from gridward.kernel.errors import Unauthenticated
from gridward.platform.db import transaction


async def map_reader(request: Request) -> MapReader:
    """Whose map program asks, by login and key (HTTP Basic). A session's cookie opens nothing here.

    Raises `map_key.required`, `map_key.wrong`, `map_key.locked`, and `access.denied` for one who may not see grids any more.
    """
    login, key = _credentials(request.headers.get("authorization", ""))
    sessions = request.app.state.sessions
    async with transaction(sessions) as session:
        reader = await who_reads_maps(session, login, key, request.app.state.cells_of)
    if reader is None:
        # Counted in a transaction of its own: the refusal would roll it back.
        async with transaction(sessions) as session:
            refusal = await refuse_map_key(session, login)
        raise refusal
    reader.actor.require(Action.SEE_GRID)
    return reader


Maps = Annotated[MapReader, Depends(map_reader)]


def _credentials(header: str) -> tuple[str, str]:
    scheme, _, value = header.partition(" ")
    try:
        login, colon, key = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        login, colon, key = "", "", ""
    if scheme.lower() != "basic" or not colon:
        raise Unauthenticated(
            "map_key.required",
            "Maps are read with a login and a key.",
            "Make a key on the page of the grid; send your login as the user and the key as the password.",
        )
    return login, key
