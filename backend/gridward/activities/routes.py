"""Events over HTTP. What a specialist records of them comes in as operations."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query

from gridward.activities import editing
from gridward.activities.contract import EventState
from gridward.activities.lists import EventFilter, choices, event_rows, get_event, guest_rows
from gridward.activities.mine import my_events as events_of_mine
from gridward.activities.offers import events_for
from gridward.activities.publishing import set_state
from gridward.activities.schemas import (
    CustomerEventsOut,
    EventChange,
    EventChoices,
    EventIn,
    EventList,
    EventOut,
    EventPhase,
    GuestList,
    MyEventsOut,
    StateIn,
)
from gridward.city.public import city_id
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, act_as, allowed
from gridward.platform.paging import Limit, page

router = APIRouter(tags=["activities"])

Reader = Annotated[Actor, Depends(allowed(Action.SEE_EVENTS))]
Editor = Annotated[Actor, Depends(allowed(Action.EDIT_EVENTS))]
Server = Annotated[Actor, Depends(allowed(Action.SEE_CUSTOMER))]
Specialist = Annotated[Actor, Depends(allowed(Action.WORK_CELL))]
CustomerId = Annotated[int, Path(ge=1, le=2**63 - 1)]


@router.get("/cities/{code}/events", response_model=EventList)
async def city_events(
    code: str,
    actor: Reader,
    session: Read,
    q: Annotated[str | None, Query(max_length=120)] = None,
    state: EventPhase | None = None,
    cursor: UUID | None = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The events of a city, the last written down first."""
    wanted = EventFilter(await city_id(session, actor.scope, code), state=state, text=q)
    return page(await event_rows(session, actor.scope, wanted, cursor, limit + 1), limit, "event_id")


@router.post("/cities/{code}/events", response_model=EventOut, status_code=201)
async def add_event(code: str, body: EventIn, actor: Editor, session: Write) -> dict[str, Any]:
    """Write an event down; nobody is invited before it is opened."""
    await act_as(session, actor)
    city = await city_id(session, actor.scope, code)
    event_id = await editing.add_event(session, city, actor.account_id, body)
    return await get_event(session, actor.scope, event_id)


@router.get("/cities/{code}/event-choices", response_model=EventChoices)
async def event_choices(code: str, actor: Editor, session: Read) -> dict[str, Any]:
    """What one chooses from when an event is written down."""
    return await choices(session, await city_id(session, actor.scope, code))


@router.get("/events/{event_id}", response_model=EventOut)
async def one_event(event_id: UUID, actor: Reader, session: Read) -> dict[str, Any]:
    """An event with who comes, in figures."""
    return await get_event(session, actor.scope, event_id)


@router.put("/events/{event_id}", response_model=EventOut)
async def change_event(event_id: UUID, body: EventChange, actor: Editor, session: Write) -> dict[str, Any]:
    """Change an event; who comes or was asked is told where its time or place changed."""
    await act_as(session, actor)
    await editing.change_event(session, actor, event_id, body)
    return await get_event(session, actor.scope, event_id)


@router.put("/events/{event_id}/state", response_model=EventOut)
async def set_event_state(event_id: UUID, body: StateIn, actor: Editor, session: Write) -> dict[str, Any]:
    """Open an event for answers, close it, or call it off; then who comes or was asked is told."""
    await act_as(session, actor)
    await set_state(session, actor.scope, event_id, EventState(body.state))
    return await get_event(session, actor.scope, event_id)


@router.get("/events/{event_id}/sign-ups", response_model=GuestList)
async def event_sign_ups(
    event_id: UUID, actor: Reader, session: Read, cursor: UUID | None = None, limit: Limit = 100
) -> dict[str, Any]:
    """Who answered, masked."""
    return page(await guest_rows(session, actor.scope, event_id, cursor, limit + 1), limit, "sign_up_id")


@router.get("/customers/{customer_id}/events", response_model=CustomerEventsOut)
async def customer_events(customer_id: CustomerId, actor: Server, session: Read) -> dict[str, Any]:
    """The events for a customer, the best first, with what he was asked and answered."""
    return await events_for(session, actor.scope, customer_id)


@router.get("/my-events", response_model=MyEventsOut)
async def my_events(actor: Specialist, session: Read) -> dict[str, Any]:
    """The events to which customers of one's cells come."""
    return {"items": await events_of_mine(session, actor.scope)}
