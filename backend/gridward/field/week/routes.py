"""A specialist's week over HTTP: for himself, and for whoever leads him."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query

from gridward.city.public import city_id
from gridward.field.memos.readers import readers_in_scope
from gridward.field.week.counting import week_of
from gridward.field.week.schemas import LedWeekOut, WeekOut
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, allowed
from gridward.kernel.clock import today
from gridward.kernel.errors import NotFound

router = APIRouter()

Specialist = Annotated[Actor, Depends(allowed(Action.WORK_CELL))]
Lead = Annotated[Actor, Depends(allowed(Action.DECIDE_WORK))]
SpecialistId = Annotated[int, Path(ge=1, le=2**63 - 1)]
Day = Annotated[
    date | None,
    Query(description="any day of the week; by default today", ge=date(2000, 1, 1), le=date(2100, 1, 1)),
]


@router.get("/field/week", response_model=WeekOut)
async def field_week(actor: Specialist, session: Read, day: Day = None) -> dict[str, Any]:
    """One's own week in figures, beside its targets."""
    return await week_of(session, actor.account_id, day or today())


@router.get("/cities/{code}/specialists/{specialist_id}/week", response_model=LedWeekOut)
async def specialist_week(
    code: str, specialist_id: SpecialistId, actor: Lead, session: Read, day: Day = None
) -> dict[str, Any]:
    """The week of somebody who works one's cells today. Raises `specialist.not_found`."""
    city = await city_id(session, actor.scope, code)
    led = {row["specialist_id"]: row for row in await readers_in_scope(session, actor.scope, city)}
    if specialist_id not in led:
        raise NotFound(
            "specialist.not_found", f"There is no specialist {specialist_id}.", "See the staff list."
        )
    him = led[specialist_id]
    week = await week_of(session, him["account_id"], day or today())
    return {**week, "specialist": him["name_masked"], "cells": him["cells"]}
