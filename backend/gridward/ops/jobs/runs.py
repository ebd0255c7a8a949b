"""The last runs of each city's day."""

from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.ops.day_record import DAY_LOCKS, INTERRUPTED
from gridward.ops.jobs.figures import figures_of
from gridward.ops.jobs.queries import scope_values

# A run without an end has died where nobody holds the lock of its city, or where a later one has begun.
_RUNS = """
    SELECT r.id, c.code AS city, c.name AS city_name, nullif(c.name_en, '') AS city_name_en, r.day, r.started_at,
        r.finished_at, r.report, r.problem, nullif(r.progress, '{}') AS progress,
        CASE
            WHEN r.report IS NOT NULL THEN 'done'
            WHEN r.problem ->> 'code' = 'day.interrupted' THEN 'interrupted'
            WHEN r.problem IS NOT NULL THEN 'failed'
            WHEN NOT EXISTS (
                    SELECT FROM ops.day_run later WHERE later.city_id = r.city_id AND later.started_at > r.started_at)
                AND EXISTS (
                    SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
                    AND l.classid = :locks AND l.objid = CAST(r.city_id AS integer)
                    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))
                THEN 'running'
            ELSE 'interrupted'
        END AS state
    FROM ops.day_run r JOIN city.city c ON c.id = r.city_id
    WHERE (:all_cities OR r.city_id = ANY(:cities)) AND (CAST(:city AS smallint) IS NULL OR r.city_id = :city)
      AND (CAST(:before AS uuid) IS NULL OR r.id < :before)
    ORDER BY r.id DESC LIMIT :limit
"""


async def list_runs(
    session: AsyncSession, scope: DataScope, city_id: int | None, before: UUID | None, limit: int
) -> list[dict[str, Any]]:
    """Runs as `DayRunOut`, newest first; their numbers sort by time."""
    scoped = scope_values(scope)
    rows = await session.execute(
        text(_RUNS),
        {
            "all_cities": scoped["all_cities"],
            "cities": scoped["cities"],
            "city": city_id,
            "before": before,
            "limit": limit,
            "locks": DAY_LOCKS,
        },
    )
    return [_run(dict(row)) for row in rows.mappings()]


def _run(row: dict[str, Any]) -> dict[str, Any]:
    report = row.pop("report")
    if row["state"] == "interrupted":
        row["problem"] = INTERRUPTED
    return {
        **row,
        "progress": row["progress"] if row["state"] == "running" else None,
        "in_force": report and report["in_force"],
        "parts": report.get("parts", []) if report else [],
        "figures": figures_of(report),
    }
