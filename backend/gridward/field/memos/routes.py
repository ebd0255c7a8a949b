"""Messages over HTTP: to tablets, from those who lead specialists, and from seats about a customer."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query

from gridward.city.public import city_id
from gridward.field.memos.readers import reader_for, readers_in_scope, require_readers
from gridward.field.memos.reading import my_messages, sent_messages
from gridward.field.memos.schemas import MessageChanges, MessageIn, ReaderList, SeatMessageIn, SentList
from gridward.field.memos.writing import NewMemo, send_memo, withdraw_memo
from gridward.grids.public import person_in_scope
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, act_as, allowed
from gridward.platform.paging import Limit, page

router = APIRouter()

Specialist = Annotated[Actor, Depends(allowed(Action.WORK_CELL))]
Lead = Annotated[Actor, Depends(allowed(Action.DECIDE_WORK))]
Seat = Annotated[Actor, Depends(allowed(Action.CALL))]
CustomerId = Annotated[int, Path(ge=1, le=2**63 - 1)]


@router.get("/field/messages", response_model=MessageChanges)
async def field_messages(
    actor: Specialist,
    session: Read,
    since: Annotated[int, Query(ge=0, le=2**63 - 1)] = 0,
    limit: Limit = 200,
) -> dict[str, Any]:
    """One's messages that came or changed since a number. Reading and answering are operations."""
    return await my_messages(session, actor.account_id, since, limit)


@router.get("/cities/{code}/message-readers", response_model=ReaderList)
async def message_readers(code: str, actor: Lead, session: Read) -> dict[str, Any]:
    """Specialists who can be written to: those who work one's cells today."""
    city = await city_id(session, actor.scope, code)
    return {"items": await readers_in_scope(session, actor.scope, city)}


@router.get("/cities/{code}/messages", response_model=SentList)
async def messages(
    code: str, actor: Lead, session: Read, cursor: UUID | None = None, limit: Limit = 50
) -> dict[str, Any]:
    """What was written to one's specialists, the last first, and who has read it."""
    city = await city_id(session, actor.scope, code)
    rows = await sent_messages(session, actor.scope, city, actor.account_id, limit + 1, before=cursor)
    return page(rows, limit, "message_id")


@router.post("/cities/{code}/messages", status_code=204)
async def send_message(code: str, body: MessageIn, actor: Lead, session: Write) -> None:
    """Write to specialists. Raises `memo.nobody` and `customer.not_found`."""
    await act_as(session, actor)
    city = await city_id(session, actor.scope, code)
    readers = await require_readers(session, actor.scope, city, body.to)
    person = None
    if body.customer_id is not None:
        person = (await person_in_scope(session, actor.scope, body.customer_id)).person_id
    memo = NewMemo(body.message_id, city, "supervisor", actor.account_id, person, body.text)
    await send_memo(session, memo, readers)


@router.post("/messages/{message_id}/withdrawal", status_code=204)
async def withdraw_message(message_id: UUID, actor: Lead, session: Write) -> None:
    """Let nobody read a message of one's own any more. Raises `memo.not_found`."""
    await act_as(session, actor)
    await withdraw_memo(session, message_id, actor.account_id)


@router.get("/customers/{customer_id}/messages", response_model=SentList)
async def customer_messages(customer_id: CustomerId, actor: Seat, session: Read) -> dict[str, Any]:
    """What one wrote to a customer's specialist, the last first, and what he answered."""
    person = await person_in_scope(session, actor.scope, customer_id)
    nobody = actor.scope.only_cell(person.city_id, 0)
    rows = await sent_messages(
        session, nobody, person.city_id, actor.account_id, 20, customer_id=person.person_id
    )
    return {"items": rows, "next": None}


@router.post("/customers/{customer_id}/messages", status_code=204)
async def tell_specialist(customer_id: CustomerId, body: SeatMessageIn, actor: Seat, session: Write) -> None:
    """Write to whoever works a customer's cell. Raises `customer.not_found` and `memo.nobody`."""
    await act_as(session, actor)
    person = await person_in_scope(session, actor.scope, customer_id)
    reader = await reader_for(session, person.person_id)
    memo = NewMemo(body.message_id, person.city_id, "seat", actor.account_id, person.person_id, body.text)
    await send_memo(session, memo, [reader])
