"""Whom to treat, over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from gridward.city.public import city_id
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, allowed
from gridward.renewal.whom.schemas import TreatmentPage
from gridward.renewal.whom.showing import treatment_page

router = APIRouter(tags=["risk"])

Reader = Annotated[Actor, Depends(allowed(Action.SEE_RISK))]


@router.get("/cities/{code}/treatment", response_model=TreatmentPage)
async def treatment(code: str, actor: Reader, session: Read) -> dict[str, Any]:
    """What contacts bring, as far as it is known, and what was decided lately."""
    return await treatment_page(session, await city_id(session, actor.scope, code))
