"""Trained models over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from gridward.city.public import city_id
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, act_as, allowed, display_name
from gridward.renewal.learned import store
from gridward.renewal.learned.ordering import order_model
from gridward.renewal.learned.schemas import ActivateModelIn, ModelList

router = APIRouter(tags=["risk"])

Reader = Annotated[Actor, Depends(allowed(Action.SEE_RISK))]
Editor = Annotated[Actor, Depends(allowed(Action.EDIT_RISK))]


@router.get("/cities/{code}/risk-models", response_model=ModelList)
async def models(code: str, actor: Reader, session: Read) -> dict[str, Any]:
    """The trained models of a city, with their figures, and what judges its dues."""
    return await store.list_models(session, await city_id(session, actor.scope, code))


@router.post("/cities/{code}/risk-models", response_model=ModelList, status_code=202)
async def train_model(code: str, actor: Editor, session: Write) -> dict[str, Any]:
    """Order a model; a job trains it."""
    await act_as(session, actor)
    city = await city_id(session, actor.scope, code)
    await order_model(session, city, await display_name(session, actor.account_id))
    return await store.list_models(session, city)


@router.post("/cities/{code}/risk-models/{number}/approve", response_model=ModelList)
async def approve_model(code: str, number: int, actor: Editor, session: Write) -> dict[str, Any]:
    """Say that a model which passes the gates may judge."""
    await act_as(session, actor)
    city = await city_id(session, actor.scope, code)
    await store.approve_model(session, city, number, await display_name(session, actor.account_id))
    return await store.list_models(session, city)


@router.post("/cities/{code}/risk-engine", response_model=ModelList)
async def activate_risk(code: str, body: ActivateModelIn, actor: Editor, session: Write) -> dict[str, Any]:
    """Put an approved model in force, or the points card alone."""
    await act_as(session, actor)
    city = await city_id(session, actor.scope, code)
    by = await display_name(session, actor.account_id)
    await store.activate_model(session, city, body.model, body.reason, by)
    return await store.list_models(session, city)
