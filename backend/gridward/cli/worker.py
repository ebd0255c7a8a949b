"""`gridward worker`: work off jobs."""

import asyncio

import typer

from gridward.platform import log
from gridward.platform.db import database
from gridward.worker.working import work_until_told

app = typer.Typer(add_completion=False, help="Work off jobs: imports and plans ordered in the browser.")


@app.command()
def run() -> None:
    """Work until told to stop. Several workers share the queue."""
    log.configure()
    with database() as url:
        asyncio.run(work_until_told(url))
