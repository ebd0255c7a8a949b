"""Drawn plans over HTTP: a file is examined, and stored as a draft where it can be."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request, UploadFile

from gridward.city.public import city_id
from gridward.geo.frames import Frame
from gridward.grids.contract import Pool
from gridward.grids.drawn.checking import DrawnReport
from gridward.grids.drawn.schemas import HEAL_M, DrawnFrame, DrawnPool, DrawnReportOut, HealM
from gridward.grids.drawn.storing import DrawnOrder, check_drawn_plan, store_drawn_plan
from gridward.grids.drawn.uploads import received, within_limit
from gridward.grids.queries import get_plan
from gridward.grids.schemas import PlanOut
from gridward.identity.contract import Action, Actor
from gridward.identity.public import allowed
from gridward.platform.db import connect, transaction

router = APIRouter(tags=["grid"], dependencies=[Depends(within_limit)])

Builder = Annotated[Actor, Depends(allowed(Action.BUILD_GRID))]


@router.post("/cities/{code}/drawn-plans/check", response_model=DrawnReportOut)
async def check_drawn(
    code: str,
    request: Request,
    actor: Builder,
    file: UploadFile,
    frame: DrawnFrame = Frame.WGS84,
    heal_m: HealM = HEAL_M,
    pool: DrawnPool = Pool.ORPHAN,
) -> DrawnReport:
    """What is wrong with a file of drawn cells. Nothing is stored."""
    city = await _city(request, actor, code)
    return await run_sync(partial(_check, request.app.state.url, city, file, DrawnOrder(frame, heal_m, pool)))


@router.post("/cities/{code}/drawn-plans", response_model=PlanOut, status_code=201)
async def add_drawn(
    code: str,
    request: Request,
    actor: Builder,
    file: UploadFile,
    frame: DrawnFrame = Frame.WGS84,
    heal_m: HealM = HEAL_M,
    pool: DrawnPool = Pool.ORPHAN,
) -> dict[str, Any]:
    """Store a file of drawn cells as a draft."""
    city = await _city(request, actor, code)
    order = DrawnOrder(frame, heal_m, pool)
    plan_id = await run_sync(partial(_store, request.app.state.url, city, file, order, actor))
    async with transaction(request.app.state.sessions) as session:
        return dict(await get_plan(session, actor.scope, plan_id))


async def _city(request: Request, actor: Actor, code: str) -> int:
    async with transaction(request.app.state.sessions) as session:
        return await city_id(session, actor.scope, code)


def _check(url: str, city: int, file: UploadFile, order: DrawnOrder) -> DrawnReport:
    with received(file) as path, connect(url) as connection:
        return check_drawn_plan(connection, city, path, order)


def _store(url: str, city: int, file: UploadFile, order: DrawnOrder, actor: Actor) -> UUID:
    with received(file) as path, connect(url, f"account {actor.account_id}") as connection:
        return store_drawn_plan(connection, city, path, order, actor.login)
