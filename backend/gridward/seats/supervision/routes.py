"""Leading the seats over HTTP: the board, moves, drawn calls; and what each seat says of himself."""

from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse

from gridward.city.public import city_id
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, act_as, allowed
from gridward.platform.db import transaction
from gridward.seats.supervision import board as boards
from gridward.seats.supervision import moves, moving, presence, reviews, sampling
from gridward.seats.supervision.schemas import (
    CallDrawIn,
    CallDrawOut,
    CallReviewList,
    CallReviewOut,
    MovePreview,
    ScoreIn,
    SeatBoard,
    SeatMoveIn,
    SeatMoveList,
    SeatMoveOut,
    SeatStateIn,
    SeatStateOut,
    UndoneOut,
)

router = APIRouter(tags=["seats"])

Caller = Annotated[Actor, Depends(allowed(Action.CALL))]
Watcher = Annotated[Actor, Depends(allowed(Action.SEE_SEATS))]
Leader = Annotated[Actor, Depends(allowed(Action.LEAD_SEATS))]


@router.get("/seat/state", response_model=SeatStateOut)
async def seat_state(actor: Caller, session: Read) -> dict[str, Any]:
    """Whether the seat is ready for calls."""
    return await presence.seat_state(session, actor.account_id)


@router.put("/seat/state", response_model=SeatStateOut)
async def put_seat_state(body: SeatStateIn, actor: Caller, session: Write) -> dict[str, Any]:
    """Say whether one is ready for calls."""
    await act_as(session, actor)
    await presence.put_seat_state(session, actor.scope, actor.account_id, body.state)
    return await presence.seat_state(session, actor.account_id)


@router.get("/seat/reviews", response_model=CallReviewList)
async def my_reviews(actor: Caller, session: Read) -> dict[str, Any]:
    """One's own calls that were scored."""
    return {"items": await reviews.own_reviews(session, actor.account_id)}


@router.put("/seat/reviews/{review_id}/seen", status_code=204)
async def see_review(review_id: UUID, actor: Caller, session: Write) -> None:
    """Say that one has seen it."""
    await act_as(session, actor)
    await reviews.see_review(session, actor.account_id, review_id)


@router.get("/cities/{code}/seats", response_model=SeatBoard)
async def seat_board(code: str, actor: Watcher, session: Read) -> dict[str, Any]:
    """What waits, who is where, and how much is handled in time."""
    return await boards.seat_board(session, actor.scope, await city_id(session, actor.scope, code))


@router.get(
    "/cities/{code}/seats/events",
    response_class=StreamingResponse,
    responses={200: {"model": SeatBoard, "description": "Server-sent events `board` of this form."}},
)
async def seat_board_events(code: str, request: Request, actor: Watcher, session: Read) -> StreamingResponse:
    """The board, at once and after each change."""
    city = await city_id(session, actor.scope, code)

    async def read() -> tuple[str, bool]:
        async with transaction(request.app.state.sessions) as own:
            found = await boards.seat_board(own, actor.scope, city)
        return SeatBoard.model_validate(found).model_dump_json(), False

    stream: AsyncIterator[bytes] = request.app.state.notices.follow([f"queue:{city}"], "board", read)
    return StreamingResponse(stream, media_type="text/event-stream")


@router.get("/cities/{code}/seats/moves", response_model=SeatMoveList)
async def seat_moves(code: str, actor: Watcher, session: Read) -> dict[str, Any]:
    """The last moves."""
    city = await city_id(session, actor.scope, code)
    return {"items": await moves.list_moves(session, actor.scope, actor.account_id, city)}


@router.post("/cities/{code}/seats/moves/preview", response_model=MovePreview)
async def preview_seat_move(code: str, body: SeatMoveIn, actor: Leader, session: Read) -> dict[str, Any]:
    """What a move would come to."""
    city = await city_id(session, actor.scope, code)
    return moving.shown(await moving.pick_items(session, actor.scope, city, body))


@router.post("/cities/{code}/seats/moves", response_model=SeatMoveOut, status_code=201)
async def move_seat_items(code: str, body: SeatMoveIn, actor: Leader, session: Write) -> dict[str, Any]:
    """Move items; whoever is on a call keeps it."""
    await act_as(session, actor)
    city = await city_id(session, actor.scope, code)
    made = await moving.move_items(session, actor.scope, actor.account_id, city, body)
    return await moves.one_move(session, actor.scope, actor.account_id, made)


@router.post("/seat-moves/{move_id}/undo", response_model=UndoneOut)
async def undo_seat_move(move_id: UUID, actor: Leader, session: Write) -> dict[str, int]:
    """Take a move back, where nobody took or moved the items since."""
    await act_as(session, actor)
    return await moves.undo_move(session, actor.scope, actor.account_id, move_id)


@router.post("/cities/{code}/seats/draws", response_model=CallDrawOut, status_code=201)
async def draw_calls(code: str, body: CallDrawIn, actor: Leader, session: Write) -> dict[str, Any]:
    """Draw calls of a day by lot."""
    await act_as(session, actor)
    city = await city_id(session, actor.scope, code)
    return await sampling.draw_calls(session, actor.scope, actor.account_id, city, body.day, body.each)


@router.get("/cities/{code}/seats/reviews", response_model=CallReviewList)
async def call_reviews(code: str, actor: Watcher, session: Read) -> dict[str, Any]:
    """Drawn calls: first those that wait to be scored."""
    city = await city_id(session, actor.scope, code)
    return {"items": await reviews.list_reviews(session, actor.scope, city)}


@router.get("/call-reviews/{review_id}", response_model=CallReviewOut)
async def call_review(review_id: UUID, actor: Watcher, session: Read) -> dict[str, Any]:
    """A drawn call with its note."""
    return await reviews.one_review(session, actor.scope, review_id, notes=actor.may(Action.REVEAL))


@router.put("/call-reviews/{review_id}", response_model=CallReviewOut)
async def score_call(review_id: UUID, body: ScoreIn, actor: Leader, session: Write) -> dict[str, Any]:
    """Score a drawn call."""
    await act_as(session, actor)
    await reviews.score_call(session, actor.scope, actor.account_id, review_id, body)
    return await reviews.one_review(session, actor.scope, review_id, notes=actor.may(Action.REVEAL))
