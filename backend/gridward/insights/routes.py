"""The cockpit over HTTP: its figures, and for each figure the rows that it is made of."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query

from gridward.engagement.public import RequestFilter, RequestList, request_rows
from gridward.identity.public import Read
from gridward.insights.cockpit import cockpit_figures
from gridward.insights.collection import PolicyYear, Window, instalment_rows
from gridward.insights.coverage import PeopleFigure, people_rows, policy_rows
from gridward.insights.dues import due_rows
from gridward.insights.schemas import (
    CockpitOut,
    DueList,
    InstalmentList,
    PersonList,
    PolicyList,
    TaskList,
)
from gridward.insights.seen import Cell, Month, Search, Seen, Word
from gridward.insights.work import TaskFilter, task_rows
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
    q: Search = None,
    cursor: DueCursor = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The due list, the oldest first."""
    return page(await due_rows(session, view, state, cell, tier, q, cursor, limit + 1), limit, "key")


@router.get("/collection", response_model=InstalmentList)
async def cockpit_collection(
    view: Seen,
    session: Read,
    due_month: Month,
    window: Window,
    policy_year: PolicyYear,
    counted: bool | None = None,
    q: Search = None,
    cursor: InstalmentCursor = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The instalments of one box of the nine-box."""
    rows = await instalment_rows(session, view, due_month, window, policy_year, counted, q, cursor, limit + 1)
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
