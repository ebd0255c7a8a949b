"""Candidates for stations over HTTP: a file of them, or one by one."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, TypeVar
from uuid import UUID

import psycopg
from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Path, Request, UploadFile

from gridward.city.public import city_id
from gridward.geo.frames import Frame
from gridward.identity.contract import Action, Actor
from gridward.identity.public import allowed
from gridward.kernel.errors import TooLarge
from gridward.platform.db import connect, transaction
from gridward.platform.intake import ending_of, on_disk
from gridward.stations.candidate_files import ENDINGS, refuse_kind
from gridward.stations.examining import Examined, Row
from gridward.stations.schemas import (
    CandidateIn,
    CandidateOut,
    CandidatesTakenOut,
    Check,
    FileFrame,
    NewCandidateIn,
    RefusalOut,
)
from gridward.stations.taking import add_candidate, edit_candidate, remove_candidate, take_candidates

router = APIRouter(tags=["grid"])

_Result = TypeVar("_Result")

MOST_MB = 16

Builder = Annotated[Actor, Depends(allowed(Action.BUILD_GRID))]
Number = Annotated[str, Path(min_length=1, max_length=60)]


async def within_limit(request: Request) -> None:
    """Refuse a file that says it is too large before it is received. Raises `station.too_large`."""
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > MOST_MB << 20:
        raise TooLarge(
            "station.too_large",
            f"The file is larger than {MOST_MB} MB.",
            "Leave out what is no candidate.",
            limit_mb=MOST_MB,
        )


@router.post("/cities/{code}/station-candidates/file", dependencies=[Depends(within_limit)])
async def take_station_candidates(
    code: str,
    request: Request,
    actor: Builder,
    file: UploadFile,
    frame: FileFrame = Frame.WGS84,
    check: Check = False,
) -> CandidatesTakenOut:
    """Take the candidates of a file, all that can be taken at once; the others are told with what is wrong."""

    def take(connection: psycopg.Connection, city: int) -> Examined:
        if ending_of(file) not in ENDINGS:
            raise refuse_kind(file.filename or "")
        with on_disk(file, "candidates") as path:
            return take_candidates(connection, city, path, frame, actor.login, store=not check)

    found = await _do(request, actor, code, take)
    return CandidatesTakenOut(
        taken=not check,
        new=len(found.new),
        changed=len(found.changed),
        unchanged=found.unchanged,
        refused=[RefusalOut.model_validate(one) for one in found.refused],
    )


@router.post("/cities/{code}/station-candidates", status_code=201)
async def add_station_candidate(
    code: str, request: Request, actor: Builder, body: NewCandidateIn
) -> CandidateOut:
    """Take one candidate, as it was clicked on the map or given by its coordinates."""
    row = Row(
        0,
        body.station_no or "",
        body.name,
        body.lon,
        body.lat,
        body.frame.value,
        _text(body.capacity),
        _text(body.monthly_cost),
    )
    number = await _do(
        request,
        actor,
        code,
        lambda connection, city: add_candidate(connection, city, row, body.frame, actor.login),
    )
    return CandidateOut(station_no=number)


@router.put("/cities/{code}/station-candidates/{station_no}")
async def edit_station_candidate(
    code: str, station_no: Number, request: Request, actor: Builder, body: CandidateIn
) -> CandidateOut:
    """Give a candidate that is no open station another name, room and cost."""
    room, cost = _text(body.capacity), _text(body.monthly_cost)
    await _do(
        request,
        actor,
        code,
        lambda connection, city: edit_candidate(
            connection, city, station_no, body.name, room, cost, actor.login
        ),
    )
    return CandidateOut(station_no=station_no)


@router.delete("/cities/{code}/station-candidates/{station_no}", status_code=204)
async def remove_station_candidate(code: str, station_no: Number, request: Request, actor: Builder) -> None:
    """Let a place be no candidate any more, also where the extract still has it."""
    await _do(
        request,
        actor,
        code,
        lambda connection, city: remove_candidate(connection, city, station_no, actor.login),
    )


async def _do(
    request: Request, actor: Actor, code: str, act: Callable[[psycopg.Connection, int], _Result]
) -> _Result:
    """Do something with the city's candidates, in a transaction of its own."""
    async with transaction(request.app.state.sessions) as session:
        city = await city_id(session, actor.scope, code)
    return await run_sync(partial(_done, request.app.state.url, actor.account_id, city, act))


def _done(url: str, account: UUID, city: int, act: Callable[[psycopg.Connection, int], _Result]) -> _Result:
    with connect(url, f"account {account}") as connection:
        return act(connection, city)


def _text(value: object) -> str:
    return "" if value is None else str(value)
