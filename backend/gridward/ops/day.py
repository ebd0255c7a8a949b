"""The day of a city: what is due, what was paid, who is where now, and the work and messages that follow.

It runs every night, after an import and after publishing. Each part is set-based and finds for itself what there is to do,
so that a run that died is simply begun again, and a second one on the same day changes nothing.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, TypeVar

import psycopg

from gridward.book.public import find_contradictions, key_landlines
from gridward.customer360.public import move_all
from gridward.engagement.public import deliver_messages, expire_requests, give_stops, make_gateway
from gridward.field.public import queue_snapshots
from gridward.kernel.clock import now
from gridward.nurture.public import Night, nurture
from gridward.ops.day_record import begin_run, note_done, note_failed, only_run
from gridward.ops.first_contacts import FirstContacts, first_contacts
from gridward.ops.newcomers import Newcomers, take_in
from gridward.ops.one_person import follow_persons
from gridward.ops.plans.drifting import Watched, watch_drift
from gridward.ops.rehoming import rehome
from gridward.ops.staffing import drop_departed
from gridward.platform.db import connect, in_transaction
from gridward.platform.progress import NotedProgress, Progress, silent
from gridward.policycare.public import SettledDetails, settle_details
from gridward.renewal.public import Generated, Settled, generate_work, refresh_dues, settle
from gridward.seats.public import fill_queue

_Result = TypeVar("_Result")


@dataclass
class DayReport:
    """What a run did, and how long each part took."""

    city_id: int
    day: date
    details: SettledDetails = field(default_factory=SettledDetails)
    """Contact details that customers confirmed, against what was delivered."""
    landlines: int = 0
    """Landlines that were imported before they had keys, and got them."""
    contradictions: int = 0
    """Policies whose state as delivered contradicts their payments."""
    dues: int = 0
    """Rows of the due list."""
    in_force: bool = False
    """The city has cells on that day. Without them the due list is all there is: nobody could do the work."""
    joined: int = 0
    """Rows that stood under a further number of a person, and stand under his first."""
    newcomers: Newcomers = field(default_factory=lambda: Newcomers(0, 0, 0))
    """Who came or moved after the plan was published."""
    moved: int = 0
    """Rows of open work that followed their customer into another cell."""
    freed: int = 0
    """Cells whose specialist is not in service any more."""
    settled: Settled = field(default_factory=lambda: Settled(0, 0, 0, 0))
    expired: int = 0
    """Visits that were asked for and that nobody accepted in time."""
    first_contacts: FirstContacts = field(default_factory=lambda: FirstContacts(0, 0))
    agreed: int = 0
    """Appointments that got a stop of their own: the tasks that they were booked for are closed."""
    work: Generated = field(default_factory=lambda: Generated(0, 0, 0, 0))
    nurture: Night = field(default_factory=lambda: Night(0, 0, 0, 0))
    """What goes to customers between their dues."""
    journeys: int = 0
    """Customers who moved on to another stage of the four-sell."""
    queue: int = 0
    """Places in the seats' queue that changed."""
    delivered: int = 0
    """Messages that the port took."""
    drift: Watched = field(default_factory=lambda: Watched(0, 0))
    """Cells that have drifted too far since the plan was built."""
    seconds: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As the record of runs keeps it: JSON there has no order, and the parts have one."""
        report = {**asdict(self), "day": self.day.isoformat()}
        report["parts"] = [{"name": name, "seconds": value} for name, value in report.pop("seconds").items()]
        return report


def run_day(url: str, city_id: int, day: date, progress: Progress = silent) -> DayReport:
    """Run a city's day. One run a city at a time: another one waits."""
    with connect(url, "day", autocommit=True) as notes, only_run(notes, city_id):
        run_id = begin_run(notes, city_id, day)
        try:
            report = _run(url, city_id, day, NotedProgress(notes, "ops.day_run", "day_run", run_id, progress))
        except Exception as error:
            note_failed(notes, run_id, error)
            raise
        note_done(notes, run_id, report.as_json())
    return report


def _run(url: str, city_id: int, day: date, progress: Progress) -> DayReport:
    report = DayReport(city_id, day)

    def part(name: str, act: Callable[[], _Result]) -> _Result:
        progress(name, 0, 0)
        started = time.monotonic()
        result = act()
        report.seconds[name] = round(time.monotonic() - started, 2)
        return result

    # First, so that all that follows reaches the customer where he wants to be reached.
    report.details = part("details", lambda: asyncio.run(settle_details(url, city_id)))
    with connect(url, "day") as connection:
        # Sorting a city's instalments needs more than the short queries of a screen.
        connection.execute("SET LOCAL work_mem = '128MB'")
        report.landlines = part("landlines", lambda: key_landlines(connection, city_id))
        report.contradictions = part("contradictions", lambda: find_contradictions(connection, city_id))
        report.dues = part("dues", lambda: refresh_dues(connection, city_id, day))
        report.in_force = in_force(connection, city_id, day)
        if not report.in_force:
            return report
        report.joined = part("persons", lambda: follow_persons(connection, city_id))
    report.newcomers = part("newcomers", lambda: _take_in(url, city_id, day))
    with connect(url, "day") as connection:
        report.moved = part("rehoming", lambda: rehome(connection, city_id, day))
    report.freed = part("staffing", lambda: drop_departed(url, city_id, day))
    with connect(url, "day") as connection:
        report.settled = part("promises", lambda: settle(connection, city_id, day))
        report.expired = part("requests", lambda: expire_requests(connection, city_id, now()))
        report.first_contacts = part("first_contacts", lambda: first_contacts(connection, city_id, day))
        report.work = part("calendar", lambda: generate_work(connection, city_id, day))
        report.agreed = part("appointments", lambda: give_stops(connection, city_id, day))
        report.queue = part("queue", lambda: fill_queue(connection, city_id))
        tell_cells(connection, city_id, day)
    report.nurture = part("nurture", lambda: _nurture(url, city_id, day))
    report.journeys = part("journeys", lambda: _move_all(url, city_id, day))
    report.delivered = part(
        "messages", lambda: deliver_messages(url, city_id, make_gateway(), progress).delivered
    )
    report.drift = part("drift", lambda: watch_drift(url, city_id, day))
    # Apart from the day: tablets come in the morning, seats and messages do not wait for them.
    with connect(url, "day") as connection:
        queue_snapshots(connection, city_id)
    return report


def _take_in(url: str, city_id: int, day: date) -> Newcomers:
    return asyncio.run(in_transaction(url, lambda session: take_in(session, city_id, day)))


def _nurture(url: str, city_id: int, day: date) -> Night:
    return asyncio.run(in_transaction(url, lambda session: nurture(session, city_id, day)))


def _move_all(url: str, city_id: int, day: date) -> int:
    return asyncio.run(in_transaction(url, lambda session: move_all(session, city_id, day)))


def in_force(connection: psycopg.Connection, city_id: int, day: date) -> bool:
    """Whether the city has cells on a day."""
    found = connection.execute(
        "SELECT FROM grids.plan WHERE city_id = %s AND status = 'published' AND effective @> %s",
        [city_id, day],
    ).fetchone()
    return found is not None


def tell_cells(connection: psycopg.Connection, city_id: int, day: date) -> None:
    """Whoever has a cell's work on his screen sees it anew."""
    connection.execute(
        """SELECT pg_notify('progress', 'cell:' || c.id) FROM grids.cell c JOIN grids.plan p ON p.id = c.plan_id
           WHERE p.city_id = %s AND p.status = 'published' AND p.effective @> %s""",
        [city_id, day],
    )
