"""Jobs over HTTP: see them, follow them, try them again."""

from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import StreamingResponse

from gridward.city.public import city_id
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, act_as, allowed
from gridward.ops.jobs.acting import get_job, order_day, retry_job
from gridward.ops.jobs.overview import jobs_now
from gridward.ops.jobs.queries import JobFilter, list_jobs
from gridward.ops.jobs.runs import list_runs
from gridward.ops.jobs.schemas import DayRunList, JobKind, JobList, JobOut, JobsNow, JobState
from gridward.platform.db import transaction
from gridward.platform.paging import Cursor, Limit, page

router = APIRouter(tags=["jobs"])

Watcher = Annotated[Actor, Depends(allowed(Action.SEE_JOBS))]
Runner = Annotated[Actor, Depends(allowed(Action.RUN_JOBS))]
City = Annotated[str | None, Query(max_length=120, description="a city's code; by default all in scope")]
JobId = Annotated[int, Path(ge=1, lt=2**63)]


@router.get("/jobs", response_model=JobList)
async def jobs(
    actor: Watcher,
    session: Read,
    state: JobState | None = None,
    kind: JobKind | None = None,
    city: City = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Jobs, newest first."""
    wanted = JobFilter(state, kind, await city_id(session, actor.scope, city) if city else None)
    return page(await list_jobs(session, actor.scope, wanted, cursor, limit + 1), limit, "id")


@router.get("/jobs/now", response_model=JobsNow)
async def jobs_at_work(actor: Watcher, session: Read, city: City = None) -> dict[str, Any]:
    """What runs, how much waits and failed, and who works."""
    number = await city_id(session, actor.scope, city) if city else None
    return await jobs_now(session, actor.scope, number)


@router.get(
    "/jobs/events",
    response_class=StreamingResponse,
    responses={200: {"model": JobsNow, "description": "Server-sent events `jobs` of this form."}},
)
async def job_events(request: Request, actor: Watcher, session: Read, city: City = None) -> StreamingResponse:
    """The same at once and after each change."""
    number = await city_id(session, actor.scope, city) if city else None

    async def read() -> tuple[str, bool]:
        async with transaction(request.app.state.sessions) as own:
            found = JobsNow.model_validate(await jobs_now(own, actor.scope, number))
        return found.model_dump_json(), False

    stream: AsyncIterator[bytes] = request.app.state.notices.follow(["jobs"], "jobs", read)
    return StreamingResponse(stream, media_type="text/event-stream")


@router.get("/day-runs", response_model=DayRunList)
async def day_runs(
    actor: Watcher, session: Read, city: City = None, cursor: UUID | None = None, limit: Limit = 20
) -> dict[str, Any]:
    """Runs of the cities' days, newest first, with their parts and figures."""
    number = await city_id(session, actor.scope, city) if city else None
    return page(await list_runs(session, actor.scope, number, cursor, limit + 1), limit, "id")


@router.post("/jobs/{job_id}/retry", response_model=JobOut)
async def retry(job_id: JobId, actor: Runner, session: Write) -> dict[str, Any]:
    """Try a job again that failed, or at once what would be tried again later."""
    await act_as(session, actor)
    await retry_job(session, actor.scope, job_id)
    return dict(await get_job(session, actor.scope, job_id))


@router.post("/cities/{code}/day", response_model=JobOut, status_code=202)
async def run_day_now(code: str, actor: Runner, session: Write) -> dict[str, Any]:
    """Run a city's day now; what waits or runs already is answered instead of a second one."""
    await act_as(session, actor)
    number = await city_id(session, actor.scope, code)
    return dict(await get_job(session, actor.scope, await order_day(session, number)))
