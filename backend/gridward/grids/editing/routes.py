"""Editing a draft over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends

from gridward.grids.editing.history import edit_history
from gridward.grids.editing.making import make_edit, redo_edit, undo_edit
from gridward.grids.editing.schemas import EditedPlan, EditHistory, PlanEditIn, StepIn, TriedEdit, TryIn
from gridward.grids.editing.trying import try_edit
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, act_as, allowed

router = APIRouter(tags=["grid"])

GridReader = Annotated[Actor, Depends(allowed(Action.SEE_GRID))]
Builder = Annotated[Actor, Depends(allowed(Action.BUILD_GRID))]


@router.get("/plans/{plan_id}/edits", response_model=EditHistory)
async def edits(plan_id: UUID, actor: GridReader, session: Read) -> dict[str, Any]:
    """What was edited, newest first, and what would be undone and redone."""
    return await edit_history(session, actor.scope, plan_id)


@router.post("/plans/{plan_id}/edits", response_model=EditedPlan)
async def edit(plan_id: UUID, body: PlanEditIn, actor: Builder, session: Write) -> dict[str, Any]:
    """Change a draft by hand."""
    await act_as(session, actor)
    return await make_edit(session, actor.scope, plan_id, body.revision, body.edit, actor.login)


@router.post("/plans/{plan_id}/edits/undo", response_model=EditedPlan)
async def undo(plan_id: UUID, body: StepIn, actor: Builder, session: Write) -> dict[str, Any]:
    """Undo the last edit."""
    await act_as(session, actor)
    return await undo_edit(session, actor.scope, plan_id, body.revision, actor.login)


@router.post("/plans/{plan_id}/edits/redo", response_model=EditedPlan)
async def redo(plan_id: UUID, body: StepIn, actor: Builder, session: Write) -> dict[str, Any]:
    """Make the edit again that was undone last."""
    await act_as(session, actor)
    return await redo_edit(session, actor.scope, plan_id, body.revision, actor.login)


@router.post("/plans/{plan_id}/edits/preview", response_model=TriedEdit)
async def preview(plan_id: UUID, body: TryIn, actor: Builder, session: Read) -> dict[str, Any]:
    """What an edit would change. Nothing is changed by it."""
    return await try_edit(session, actor.scope, plan_id, body.edit)
