"""How a request becomes an actor with sessions to the database. The dependencies that every route uses."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Annotated, Any, NewType

from fastapi import Depends, Request
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import Action, Actor, DataScope
from gridward.identity.cookies import COOKIE
from gridward.identity.service import who_is

_ACT = text("SELECT set_config('gridward.actor', :actor, true)")
_ACT_PLANNED = text(
    """SELECT set_config('gridward.actor', :actor, true),
           set_config('plan_cache_mode', 'force_generic_plan', true),
           set_config('enable_seqscan', 'off', true)"""
)

ReadSession = NewType("ReadSession", AsyncSession)
"""A session of a read-only transaction; a service that writes does not take it."""


async def read_session(request: Request) -> AsyncIterator[AsyncSession]:
    """A read-only transaction for one request."""
    async with request.app.state.sessions() as session, session.begin():
        await session.execute(text("SET TRANSACTION READ ONLY"))
        yield session


async def write_session(request: Request) -> AsyncIterator[AsyncSession]:
    """A transaction for one request, committed before the answer goes out: the dependency has the function's scope."""
    async with request.app.state.sessions() as session, session.begin():
        yield session


Read = Annotated[ReadSession, Depends(read_session, scope="function")]
Write = Annotated[AsyncSession, Depends(write_session, scope="function")]


async def current_actor(request: Request) -> Actor:
    """Who asks. Raises `sign_in.required`."""
    async with request.app.state.sessions() as session, session.begin():
        return await who_is(session, request.cookies.get(COOKIE), request.app.state.cells_of)


CurrentActor = Annotated[Actor, Depends(current_actor)]


def allowed(action: Action) -> Callable[[CurrentActor], Coroutine[Any, Any, Actor]]:
    """A dependency that lets only those through who may do something, and gives who they are."""

    async def check(actor: CurrentActor) -> Actor:
        actor.require(action)
        return actor

    return check


async def act_as(session: AsyncSession, actor: Actor, *, plan_once: bool = False) -> None:
    """Let the audit record the changes of this transaction under a person.

    With `plan_once` its statements take plans that the connection knows already, those that its end does by triggers too:
    for many short ones about few rows, to plan which anew takes longer than to do them. Such a plan may be of a time when
    a table was empty, so it goes by an index where there is one.
    """
    values = {"actor": f"account {actor.account_id}"}
    await session.execute(_ACT_PLANNED if plan_once else _ACT, values)


def everything() -> DataScope:
    """The scope of the command line, whose user has the database itself."""
    return DataScope(all_cities=True, city_ids=frozenset())
