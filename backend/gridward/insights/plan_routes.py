"""The cells of a plan in figures, over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, allowed
from gridward.insights.plan_cells import plan_cell_figures
from gridward.insights.schemas import PlanCellsOut

router = APIRouter(tags=["insights"])

GridReader = Annotated[Actor, Depends(allowed(Action.SEE_GRID))]


@router.get("/plans/{plan_id}/cell-figures", response_model=PlanCellsOut)
async def cell_figures(plan_id: UUID, request: Request, actor: GridReader, session: Read) -> dict[str, Any]:
    """What the map of a plan's cells is coloured by, beside what the cells themselves tell; counted every ten minutes."""
    return await plan_cell_figures(session, actor.scope, request.app.state.url, plan_id)
