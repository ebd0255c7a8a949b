"""Nights: when a city's day is made by itself, and which cities missed it."""

from datetime import datetime, time, timedelta

import psycopg

from gridward.kernel.clock import POLICY_ZONE

NIGHT_AT = time(2)
"""When the night's runs begin, in the policies' time zone."""
_GRACE = timedelta(minutes=15)
"""A night is missed when its job is not there by then: the worker that is there makes one in time."""


def night_before(moment: datetime) -> datetime:
    """The last night that must have begun at a moment (with time zone), with the minutes that its jobs may be late."""
    local = (moment - _GRACE).astimezone(POLICY_ZONE)
    night = datetime.combine(local.date(), NIGHT_AT, POLICY_ZONE)
    return night if night <= local else night - timedelta(days=1)


def missed_cities(connection: psycopg.Connection, moment: datetime) -> list[int]:
    """The cities at work that have neither a run of the day of the last night, or a later one, nor a job for one.

    A run that was given up is no missed night: it is for a person to look at.
    """
    night = night_before(moment)
    rows = connection.execute(
        """SELECT p.city_id FROM grids.plan p
           WHERE p.status = 'published' AND p.effective @> %(today)s
             AND NOT EXISTS (
                 SELECT FROM ops.day_run r
                 WHERE r.city_id = p.city_id AND r.day >= %(day)s AND r.report IS NOT NULL)
             AND NOT EXISTS (
                 SELECT FROM procrastinate_jobs j
                 WHERE j.task_name = 'run_day' AND j.args ->> 'city_id' = p.city_id::text
                   AND (j.status IN ('todo', 'doing') OR EXISTS (
                       SELECT FROM procrastinate_events e
                       WHERE e.job_id = j.id AND e.type = 'deferred' AND e.at >= %(night)s)))
           ORDER BY p.city_id""",
        {"today": moment.astimezone(POLICY_ZONE).date(), "day": night.date(), "night": night},
    )
    return [row[0] for row in rows]
