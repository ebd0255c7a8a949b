"""What the cockpit's routes share: the view of a city for whoever asks, and the queries of its lists."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Query

from gridward.city.public import city_id
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, allowed
from gridward.insights.view import View, look


async def _view(
    code: str, actor: Annotated[Actor, Depends(allowed(Action.SEE_COCKPIT))], session: Read
) -> View:
    return await look(session, actor.scope, await city_id(session, actor.scope, code))


Seen = Annotated[View, Depends(_view, scope="function")]
Month = Annotated[date, Query(ge=date(1900, 1, 1), lt=date(2200, 1, 1), description="any day of the month")]
Cell = Annotated[int | None, Query(ge=1, lt=2**31)]
Word = Annotated[str | None, Query(max_length=60)]
Search = Annotated[
    str | None, Query(max_length=60, description="a policy or customer number, a name or its initials")
]
OwnerKey = Annotated[
    str | None, Query(max_length=60, description="an owner's key; empty for what nobody owned")
]
