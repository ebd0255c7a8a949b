"""Which jobs there are, which of them come by the clock, and which are tried again."""

import asyncio

from procrastinate import App

from gridward.census.public import sweep_uploads
from gridward.engagement.public import cities_with_messages, expire_requests
from gridward.field.public import sweep_attachments
from gridward.grids.public import end_leftovers
from gridward.kernel.clock import now
from gridward.ops.debits.inbox import FileInbox, empty_inbox
from gridward.ops.jobs.queueing import queue_day, queue_messages
from gridward.ops.jobs.sweeping import sweep_jobs
from gridward.platform.db import connect
from gridward.platform.jobs import QUEUE, job_app
from gridward.platform.retries import Retries
from gridward.policycare.public import cities_to_tell
from gridward.renewal.public import sweep_deliveries
from gridward.worker.apart import run_apart
from gridward.worker.ending import seen_to_its_end

AGAIN_S = (60, 300, 1_800, 7_200)
"""Pauses of what changes nothing when it is done twice. An import or a plan says on its row why it failed, and is for a
person to look at; it is only begun again where nobody could say anything, since its worker died."""


def make_worker(url: str) -> App:
    """The queue's application with all tasks."""
    app = job_app(url)
    _add_orders(app, url)
    _add_city_jobs(app, url)
    _add_ticks(app, url)
    return app


def _add_orders(app: App, url: str) -> None:
    """What somebody asked for."""
    around = [seen_to_its_end(url)]

    @app.task(name="import_delivery", queue=QUEUE, retry=Retries(), task_middleware=around)
    async def import_delivery(import_id: str) -> None:
        await run_apart(url, "import_delivery", import_id)

    @app.task(name="build_plan", queue=QUEUE, retry=Retries(), task_middleware=around)
    async def build(plan_id: str) -> None:
        await run_apart(url, "build_plan", plan_id)

    @app.task(name="take_debits", queue=QUEUE, retry=Retries(), task_middleware=around)
    async def take_debits(delivery_id: str) -> None:
        await run_apart(url, "take_debits", delivery_id)


def _add_city_jobs(app: App, url: str) -> None:
    """What a city needs again and again."""

    @app.task(name="run_day", queue=QUEUE, retry=Retries(AGAIN_S))
    async def day(city_id: str) -> None:
        await run_apart(url, "run_day", city_id)

    @app.task(name="train_risk", queue=QUEUE, retry=Retries(AGAIN_S))
    async def train(city_id: str) -> None:
        await run_apart(url, "train_risk", city_id)

    @app.task(name="judge_dues", queue=QUEUE, retry=Retries(AGAIN_S))
    async def judge(city_id: str) -> None:
        await run_apart(url, "judge_dues", city_id)

    @app.task(name="prepare_snapshots", queue=QUEUE, retry=Retries(AGAIN_S))
    async def prepare(city_id: str) -> None:
        await run_apart(url, "prepare_snapshots", city_id)

    @app.task(name="deliver_messages", queue=QUEUE, retry=Retries(AGAIN_S))
    async def deliver(city_id: str) -> None:
        await run_apart(url, "deliver_messages", city_id)

    # Cron counts in UTC: two o'clock in the night of the policies' time zone. They have no summer time.
    @app.periodic(cron="0 18 * * *")
    @app.task(name="nightly", queue=QUEUE, retry=Retries(AGAIN_S))
    async def nightly(timestamp: int) -> None:
        await asyncio.to_thread(_begin_night, url)


def _add_ticks(app: App, url: str) -> None:
    """What is looked for every few minutes; what fails is looked for again a few minutes later. One waits at a time."""

    # A seat waits for the answer: that nobody gave one in time is to be known within minutes, not after the night. So is
    # that nobody builds a plan any more.
    @app.periodic(cron="*/5 * * * *")
    @app.task(name="expire_requests", queue=QUEUE, queueing_lock="expire_requests")
    async def expire(timestamp: int) -> None:
        await asyncio.to_thread(_expire, url)

    @app.periodic(cron="*/5 * * * *")
    @app.task(name="look_for_messages", queue=QUEUE, queueing_lock="look_for_messages")
    async def look_for_messages(timestamp: int) -> None:
        await asyncio.to_thread(_look_for_messages, url)

    @app.periodic(cron="*/5 * * * *")
    @app.task(name="look_for_debits", queue=QUEUE, queueing_lock="look_for_debits")
    async def look_for_debits(timestamp: int) -> None:
        await asyncio.to_thread(_look_for_debits, url)


def _cities(url: str) -> list[int]:
    with connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM city.city ORDER BY id")]


def _begin_night(url: str) -> None:
    with connect(url, "worker") as connection:
        sweep_jobs(connection)
        sweep_uploads(connection)
        sweep_deliveries(connection)
        sweep_attachments(connection)
    for city_id in _cities(url):
        with connect(url, "worker") as connection:
            queue_day(connection, city_id)


def _look_for_messages(url: str) -> None:
    with connect(url, "worker") as connection:
        for city_id in {*cities_with_messages(connection), *cities_to_tell(connection)}:
            queue_messages(connection, city_id)


def _look_for_debits(url: str) -> None:
    with connect(url, "worker") as connection:
        cities = connection.execute("SELECT id, code FROM city.city ORDER BY id").fetchall()
    for city_id, code in cities:
        empty_inbox(url, city_id, FileInbox(code))


def _expire(url: str) -> None:
    with connect(url, "worker") as connection:
        end_leftovers(connection)
    for city_id in _cities(url):
        with connect(url, "worker") as connection:
            expire_requests(connection, city_id, now())
