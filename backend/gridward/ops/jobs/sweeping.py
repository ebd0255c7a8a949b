"""Jobs that nobody asks after any more are removed."""

import psycopg

from gridward.ops.jobs.contract import TICKS

_KEPT_DAYS = {"minutely": 1, "done": 30, "failed": 90}

_SWEEP = """
    DELETE FROM procrastinate_jobs j
    WHERE j.status NOT IN ('todo', 'doing') AND now() - make_interval(days => CASE
            WHEN j.task_name = ANY(%(ticks)s) OR j.task_name = 'deliver_messages' AND j.status = 'succeeded'
                THEN %(minutely)s
            WHEN j.status = 'succeeded' THEN %(done)s ELSE %(failed)s END)
        > (SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id)
"""


def sweep_jobs(connection: psycopg.Connection) -> int:
    """Remove ended jobs: what comes every few minutes after a day, others after a month, failed ones after three.

    Returns how many were removed.
    """
    return connection.execute(_SWEEP, {"ticks": list(TICKS), **_KEPT_DAYS}).rowcount
