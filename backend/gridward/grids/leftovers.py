"""Plans whose builder died without a word: they are found, and say that they were interrupted.

Whoever builds a plan holds a lock of its own until he ends, however he ends. A plan that a job waits for, or that belongs to
a run over all cities that is at work, is no leftover either.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import psycopg

from gridward.grids.store import save_failure
from gridward.kernel.errors import GridwardError
from gridward.platform.progress import announce

BATCH_LOCK = 0x626174  # "bat"
"""Held by whoever cuts all cities."""
_LOCK = 0x706C6E  # "pln"
_LEFT = """
    SELECT p.id FROM grids.plan p
    WHERE p.status = 'building' AND p.created_at < now() - interval '1 minute'
      AND NOT EXISTS (SELECT FROM procrastinate_jobs j WHERE j.task_name = 'build_plan'
          AND j.args ->> 'plan_id' = p.id::text AND j.status IN ('todo', 'doing'))
      AND NOT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
          WHERE l.locktype = 'advisory' AND d.datname = current_database() AND l.objsubid = 2
            AND (l.classid = %(plan)s AND l.objid::bigint = hashtext(p.id::text)::bigint & 4294967295
                OR l.classid = %(batch)s AND EXISTS (SELECT FROM grids.batch_city c JOIN grids.batch b ON b.id = c.batch_id
                    WHERE c.plan_id = p.id AND b.ended_at IS NULL)))
    FOR UPDATE OF p SKIP LOCKED
"""


def interrupted() -> GridwardError:
    """Whoever built the plan is gone, and did not say why."""
    return GridwardError(
        "plan.interrupted",
        "Building the plan was interrupted.",
        "Build it again; see the log for the reason.",
    )


@contextmanager
def at_work(notes: psycopg.Connection, plan_id: UUID) -> Iterator[None]:
    """Be seen to build a plan, as long as this connection lives."""
    notes.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [_LOCK, str(plan_id)])
    try:
        yield
    finally:
        notes.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [_LOCK, str(plan_id)])


def end_leftovers(connection: psycopg.Connection) -> list[UUID]:
    """Put down as failed all plans that nobody builds any more. Returns them."""
    left = [row[0] for row in connection.execute(_LEFT, {"plan": _LOCK, "batch": BATCH_LOCK})]
    for plan_id in left:
        save_failure(connection, plan_id, interrupted())
        announce(connection, "plan", plan_id)
    return left
