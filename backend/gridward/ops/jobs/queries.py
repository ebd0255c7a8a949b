"""Jobs as somebody may see them: those of his cities; those of no city are for who has all cities."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.ops.jobs.contract import DEAD_AFTER_S, KINDS, ORDERS, TICKS

# A history of ended jobs is not read through for the few that go on: the condition is part of the text, where the planner
# sees which index holds them.
_STATUS = {
    None: "true",
    "running": "j.status = 'doing'",
    "interrupted": "j.status = 'doing'",
    "waiting": "j.status = 'todo'",
    "again": "j.status = 'todo'",
    "done": "j.status = 'succeeded'",
    "failed": "j.status = 'failed'",
    "made_good": "j.status = 'failed'",
    "stopped": "j.status NOT IN ('todo', 'doing', 'succeeded')",
}
_NOT_DONE = "j.status <> 'succeeded'"

# What a job is for says more than the job itself: an import that failed and was started again has been made good.
_JOBS = """
    WITH job AS (
        SELECT j.id, j.task_name AS kind, j.status, j.attempts, j.args,
            CASE WHEN j.status = 'todo' AND j.scheduled_at > now() THEN j.scheduled_at END AS next_at,
            coalesce(CAST(j.args ->> 'city_id' AS smallint), i.city_id, p.city_id, d.city_id) AS city_id,
            i.id AS import_id, p.id AS plan_id, d.id AS delivery_id,
            coalesce(i.source, CAST(p.version AS text), d.name) AS subject,
            j.status = 'doing' AND NOT EXISTS (
                SELECT FROM procrastinate_workers w WHERE w.id = j.worker_id
                AND w.last_heartbeat > now() - make_interval(secs => :dead_after)) AS orphaned,
            i.status AS import_status, p.status AS plan_status, d.status AS delivery_status,
            coalesce(i.problem, p.problem, d.problem) AS own_problem,
            coalesce(i.progress, p.progress, d.progress) AS own_progress,
            e.queued_at, e.started_at, e.ended_at
        FROM procrastinate_jobs j
        LEFT JOIN census.import_run i
            ON j.task_name = 'import_delivery' AND i.id = CAST(j.args ->> 'import_id' AS uuid)
        LEFT JOIN grids.plan p ON j.task_name = 'build_plan' AND p.id = CAST(j.args ->> 'plan_id' AS uuid)
        LEFT JOIN renewal.debit_delivery d
            ON j.task_name = 'take_debits' AND d.id = CAST(j.args ->> 'delivery_id' AS uuid)
        CROSS JOIN LATERAL (
            SELECT min(at) FILTER (WHERE type = 'deferred') AS queued_at,
                max(at) FILTER (WHERE type = 'started') AS started_at,
                CASE WHEN j.status NOT IN ('todo', 'doing') THEN max(at) END AS ended_at
            FROM procrastinate_events WHERE job_id = j.id
        ) e
        WHERE j.task_name = ANY(:kinds) AND {status}
    ), seen AS (
        SELECT job.*, c.code AS city, c.name AS city_name, nullif(c.name_en, '') AS city_name_en,
            run.problem AS run_problem, run.progress AS run_progress,
            CASE
                WHEN orphaned THEN 'interrupted'
                WHEN job.status = 'doing' THEN 'running'
                -- What somebody asked for is not tried again by itself when it failed: it waits for another one.
                WHEN job.status = 'todo' AND next_at IS NOT NULL AND kind <> ALL(:orders) THEN 'again'
                WHEN job.status = 'todo' THEN 'waiting'
                WHEN job.status = 'succeeded' THEN 'done'
                WHEN job.status <> 'failed' THEN 'stopped'
                WHEN 'done' IN (import_status, delivery_status) OR plan_status IN ('draft', 'published')
                    THEN 'made_good'
                WHEN import_status = 'discarded' OR kind = 'build_plan' AND plan_id IS NULL THEN 'stopped'
                WHEN run.report IS NOT NULL AND run.started_at >= job.started_at THEN 'made_good'
                WHEN EXISTS (
                    SELECT FROM procrastinate_jobs later
                    WHERE later.task_name = kind AND later.id > job.id AND later.status = 'succeeded'
                      AND coalesce(later.args ->> 'city_id', '') = coalesce(job.args ->> 'city_id', '')
                      AND kind <> ALL(:orders)) THEN 'made_good'
                ELSE 'failed'
            END AS state
        FROM job
        LEFT JOIN city.city c ON c.id = job.city_id
        -- The newest run of the city's day is what its job stands for, whoever ran it.
        LEFT JOIN LATERAL (
            SELECT r.report, r.problem, r.progress, r.started_at FROM ops.day_run r
            WHERE kind = 'run_day' AND r.city_id = job.city_id ORDER BY r.started_at DESC LIMIT 1
        ) run ON true
        WHERE :all_cities OR job.city_id = ANY(:cities)
    )
    SELECT id, kind, state, city_id, city, city_name, city_name_en, import_id, plan_id, delivery_id, subject, attempts,
        queued_at, started_at, ended_at, next_at,
        CASE WHEN state = 'running' THEN nullif(coalesce(own_progress, run_progress), '{{}}') END AS progress,
        CASE WHEN state IN ('failed', 'again') THEN coalesce(own_problem, run_problem, CAST(:fault AS jsonb)) END AS problem
    FROM seen
"""
_FAULT = """{"code": "job.failed", "detail": "The job failed by a fault of ours.", "hint": "See the log.", "params": {}}"""

# What is looked for every few minutes fills the list, and is of interest only where it fails, or where it is asked for.
_LISTED = """
    WHERE (CAST(:state AS text) IS NULL OR state = :state) AND (CAST(:kind AS text) IS NULL OR kind = :kind)
      AND (CAST(:city AS smallint) IS NULL OR city_id = :city) AND (CAST(:id AS bigint) IS NULL OR id = :id)
      AND (CAST(:before AS bigint) IS NULL OR id < :before)
      AND (kind <> ALL(:ticks) OR kind = CAST(:kind AS text) OR id = CAST(:id AS bigint)
           OR state NOT IN ('done', 'waiting', 'made_good'))
    ORDER BY id DESC LIMIT :limit
"""


@dataclass(frozen=True)
class JobFilter:
    """Which jobs: all where nothing is said."""

    state: str | None = None
    kind: str | None = None
    city_id: int | None = None


async def list_jobs(
    session: AsyncSession, scope: DataScope, wanted: JobFilter, before: int | None, limit: int
) -> list[RowMapping]:
    """Jobs as `JobOut`, newest first; `before` is the number after which the page begins."""
    return await _select(session, scope, wanted, before=before, limit=limit)


async def find_job(session: AsyncSession, scope: DataScope, job_id: int) -> RowMapping | None:
    """One job in scope, as `JobOut`, with the number of its city."""
    found = await _select(session, scope, JobFilter(), job_id=job_id, limit=1)
    return found[0] if found else None


async def _select(
    session: AsyncSession,
    scope: DataScope,
    wanted: JobFilter,
    *,
    job_id: int | None = None,
    before: int | None = None,
    limit: int,
) -> list[RowMapping]:
    values: dict[str, Any] = {
        **scope_values(scope),
        "state": wanted.state,
        "kind": wanted.kind,
        "city": wanted.city_id,
        "id": job_id,
        "before": before,
        "limit": limit,
        "ticks": list(TICKS),
    }
    return list(
        (await session.execute(text(_JOBS.format(status=_STATUS[wanted.state]) + _LISTED), values)).mappings()
    )


async def count_states(session: AsyncSession, scope: DataScope, city_id: int | None) -> dict[str, int]:
    """How many jobs are in each state but `done`; what is looked for every few minutes counts where it failed."""
    rows = await session.execute(
        text(
            f"""SELECT state, count(*) FROM ({_JOBS.format(status=_NOT_DONE)}) AS jobs
                WHERE (CAST(:city AS smallint) IS NULL OR city_id = :city)
                  AND (kind <> ALL(:ticks) OR state IN ('running', 'interrupted', 'failed'))
                GROUP BY state"""
        ),
        {**scope_values(scope), "city": city_id, "ticks": list(TICKS)},
    )
    return {row[0]: row[1] for row in rows}


def scope_values(scope: DataScope) -> dict[str, Any]:
    """What the statements ask of the scope, with what is the same for all of them."""
    return {
        "all_cities": scope.all_cities,
        "cities": sorted(scope.city_ids),
        "dead_after": DEAD_AFTER_S,
        "fault": _FAULT,
        "kinds": list(KINDS),
        "orders": list(ORDERS),
    }
