"""The nurture programme, over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from gridward.city.public import city_id
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, allowed
from gridward.kernel.clock import today
from gridward.nurture.schemas import NurturePage, NurturePreview
from gridward.nurture.showing import nurture_page, nurture_preview

router = APIRouter(tags=["nurture"])

Reader = Annotated[Actor, Depends(allowed(Action.SEE_RISK))]


@router.get("/cities/{code}/nurture", response_model=NurturePage)
async def programme(code: str, actor: Reader, session: Read) -> dict[str, Any]:
    """The programme between dues, what came of it beside its hold-out, and its last nights."""
    return await nurture_page(session, await city_id(session, actor.scope, code))


@router.get("/cities/{code}/nurture/preview", response_model=NurturePreview)
async def nurture_tonight(code: str, actor: Reader, session: Read) -> dict[str, Any]:
    """What the next night would send, and why others are left out."""
    return await nurture_preview(session, await city_id(session, actor.scope, code), today())
