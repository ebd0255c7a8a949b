"""The cockpit over HTTP: its figures, and for each figure the rows that it is made of."""

from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from gridward.engagement.public import RequestFilter, RequestList, request_rows
from gridward.identity.public import Read
from gridward.insights.cockpit import cockpit_figures
from gridward.insights.collection import PolicyYear, Window, instalment_rows, owner_boxes
from gridward.insights.coverage import PeopleFigure, people_rows, policy_rows
from gridward.insights.dues import due_rows, owner_dues
from gridward.insights.news import TOPIC, premium_news
from gridward.insights.persistency.owners import By, Owned
from gridward.insights.schemas import (
    CockpitOut,
    CollectionOwnersOut,
    DueList,
    DueOwnersOut,
    InstalmentList,
    PersonList,
    PolicyList,
    PremiumNews,
    TaskList,
)
from gridward.insights.seen import Cell, Month, OwnerKey, Search, Seen, Word
from gridward.insights.view import look
from gridward.insights.work import TaskFilter, task_rows
from gridward.platform.db import transaction
from gridward.platform.paging import Cursor, Limit, page

router = APIRouter(tags=["insights"], prefix="/cities/{code}/cockpit")


DueCursor = Annotated[
    str | None, Query(pattern=r"^\d{1,5}\.\d{1,18}$", description="the `next` of the page before")
]
InstalmentCursor = Annotated[
    str | None, Query(pattern=r"^\d{1,18}\.\d{1,9}$", description="the `next` of the page before")
]


@router.get("", response_model=CockpitOut)
async def cockpit(view: Seen, session: Read) -> dict[str, Any]:
    """Coverage, dues and their collection, persistency, work: from stored rows, for the cells in scope."""
    return await cockpit_figures(session, view)


@router.get("/people", response_model=PersonList)
async def cockpit_people(
    view: Seen,
    session: Read,
    figure: PeopleFigure,
    cell: Cell = None,
    q: Search = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The persons behind a coverage figure, or those of a cell."""
    return page(await people_rows(session, view, figure, cell, q, cursor, limit + 1), limit, "customer_id")


@router.get("/policies", response_model=PolicyList)
async def cockpit_policies(
    view: Seen,
    session: Read,
    standing: Literal["orphan", "served"] | None = None,
    q: Search = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The live policies behind the coverage."""
    return page(await policy_rows(session, view, standing, q, cursor, limit + 1), limit, "policy_id")


@router.get("/dues", response_model=DueList)
async def cockpit_dues(
    view: Seen,
    session: Read,
    state: Word = None,
    cell: Cell = None,
    tier: Word = None,
    by: By = "city",
    owner: OwnerKey = None,
    q: Search = None,
    cursor: DueCursor = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The due list, the oldest first."""
    return page(
        await due_rows(session, view, Owned(by, owner), state, cell, tier, q, cursor, limit + 1), limit, "key"
    )


@router.get("/dues/owners", response_model=DueOwnersOut)
async def cockpit_dues_owners(view: Seen, session: Read, by: By) -> dict[str, Any]:
    """The due list by its owners today."""
    return {"owners": await owner_dues(session, view, by)}


@router.get("/collection/owners", response_model=CollectionOwnersOut)
async def cockpit_collection_owners(view: Seen, session: Read, due_month: Month, by: By) -> dict[str, Any]:
    """The nine boxes of a due month by the owners on the due dates."""
    return {"as_of": view.as_of, "owners": await owner_boxes(session, view, due_month, by)}


@router.get(
    "/events",
    response_class=StreamingResponse,
    responses={200: {"model": PremiumNews, "description": "Server-sent events `premiums` of this form."}},
)
async def cockpit_events(request: Request, view: Seen) -> StreamingResponse:
    """That premiums or dues changed, at once and after each change."""

    async def read() -> tuple[str, bool]:
        async with transaction(request.app.state.sessions) as own:
            now = await look(own, view.scope, view.city_id)
            return (await premium_news(own, now)).model_dump_json(), False

    stream: AsyncIterator[bytes] = request.app.state.notices.follow([TOPIC], "premiums", read)
    return StreamingResponse(stream, media_type="text/event-stream")


@router.get("/collection", response_model=InstalmentList)
async def cockpit_collection(
    view: Seen,
    session: Read,
    due_month: Month,
    window: Window,
    policy_year: PolicyYear,
    counted: bool | None = None,
    by: By = "city",
    owner: OwnerKey = None,
    q: Search = None,
    cursor: InstalmentCursor = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The instalments of one box of the nine-box."""
    rows = await instalment_rows(
        session, view, due_month, window, policy_year, counted, Owned(by, owner), q, cursor, limit + 1
    )
    return page(rows, limit, "key")


@router.get("/tasks", response_model=TaskList)
async def cockpit_tasks(
    view: Seen,
    session: Read,
    workplace: Literal["field", "seat"] | None = None,
    state: Word = None,
    cell: Cell = None,
    overdue: bool = False,
    recent: Annotated[bool, Query(description="closed within seven days")] = False,
    q: Search = None,
    cursor: UUID | None = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Tasks, in the order in which they were made."""
    wanted = TaskFilter(workplace, state, cell, overdue, recent, q)
    return page(await task_rows(session, view, wanted, cursor, limit + 1), limit, "task_id")


@router.get("/requests", response_model=RequestList)
async def cockpit_requests(
    view: Seen,
    session: Read,
    state: Word = None,
    cell: Cell = None,
    q: Search = None,
    cursor: UUID | None = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Visits that seats asked for, newest first. Their notes may name persons and stay with those who do the work."""
    wanted = RequestFilter(view.city_id, states=[state] if state else None, cell_id=cell, text=q)
    return page(await request_rows(session, view.scope, wanted, cursor, limit + 1, notes=False), limit, "id")
