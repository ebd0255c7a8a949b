"""What goes on in the queue at the moment."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.ops.jobs.contract import DEAD_AFTER_S
from gridward.ops.jobs.queries import JobFilter, count_states, list_jobs

_MOST_RUNNING = 20


async def jobs_now(session: AsyncSession, scope: DataScope, city_id: int | None) -> dict[str, Any]:
    """What runs, how much waits and failed, and who works, as `JobsNow`."""
    counts = await count_states(session, scope, city_id)
    running = []
    for state in ("running", "interrupted"):
        if counts.get(state):
            running += await list_jobs(session, scope, JobFilter(state, None, city_id), None, _MOST_RUNNING)
    return {
        "counts": {
            "running": len(running),
            "waiting": counts.get("waiting", 0) + counts.get("again", 0),
            "failed": counts.get("failed", 0),
        },
        "running": running,
        **await _workers(session),
    }


async def _workers(session: AsyncSession) -> dict[str, Any]:
    row = (
        await session.execute(
            text(
                """SELECT count(*) FILTER (WHERE last_heartbeat > now() - make_interval(secs => :dead_after)) AS workers,
                       max(last_heartbeat) AS last_seen_at
                   FROM procrastinate_workers"""
            ),
            {"dead_after": DEAD_AFTER_S},
        )
    ).one()
    # Where somebody works, when he was heard of last is no news.
    return {"workers": row.workers, "last_seen_at": None if row.workers else row.last_seen_at}
