"""Loading the demo city, by the same steps as any other: files, city, import, plan, publishing."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import UUID

import psycopg

from gridward.census.public import Delivery, load_mapping, register, run_import
from gridward.city.public import CityFiles, add_city
from gridward.grids.contract import BuildOrder
from gridward.grids.public import add_plan, build_plan
from gridward.identity.public import everything
from gridward.kernel.clock import today
from gridward.ops.day import run_day
from gridward.ops.publishing import publish_plan
from gridward.platform.db import connect, in_transaction
from gridward.platform.progress import Progress

CODE, NAME, NAME_EN = "tinglan", "汀澜市", "Tinglan"
CUSTOMERS = 60_000
CELLS = 30
_ACTOR = "demo"

Step = Callable[[str], AbstractContextManager[Progress]]
"""Announces a step, and gives what is told how far it is."""


def is_loaded(connection: psycopg.Connection) -> bool:
    """Whether the city is there, with cells in force and a day's work made. A demo that was stopped half way is not."""
    row = connection.execute(
        """SELECT FROM city.city c JOIN ops.day_run r ON r.city_id = c.id
           WHERE c.code = %s AND (r.report ->> 'in_force')::boolean""",
        [CODE],
    ).fetchone()
    return row is not None


def load(url: str, folder: Path, step: Step, *, customers: int = CUSTOMERS, cells: int = CELLS) -> None:
    """Generate the city's files in `folder` unless they are there, and load them."""
    if not (folder / "manifest.json").exists():
        with step(f"Inventing a city with {customers:,} customers"):
            invent(folder, customers)
    with step("Adding the city and drawing its map"), connect(url, _ACTOR) as connection:
        city_id = add_city(connection, CODE, NAME, NAME_EN, _files(folder)).city.id
    with step("Importing the insurer's extract, placing customers, finding orphans") as progress:
        delivery = Delivery(folder / "extract", "demo/extract", load_mapping())
        with connect(url, _ACTOR) as connection:
            import_id = register(connection, city_id, delivery, _ACTOR)
        run_import(url, import_id, delivery, progress)
        # First contacts are planned by the risk that the due list knows.
        run_day(url, city_id, today(), progress)
    if not _is_published(url, city_id):
        with step(f"Cutting the city into {cells} balanced cells, one specialist each") as progress:
            with connect(url, _ACTOR) as connection:
                plan_id = add_plan(connection, city_id, BuildOrder(cells=cells), _ACTOR)
            build_plan(url, plan_id, progress)
            progress("publishing", 0, 0)
            asyncio.run(_publish(url, plan_id))
    with step("Finding what is due and who is to be called and visited") as progress:
        run_day(url, city_id, today(), progress)


def invent(folder: Path, customers: int = CUSTOMERS) -> None:
    """Write the files of the demo city, as of today."""
    from grid_data.demo_city import build  # noqa: PLC0415 - seldom needed, and takes a while to load

    build(folder, customers, as_of=today())


def _files(folder: Path) -> CityFiles:
    stems = {"water": "water", "road": "roads", "park": "parks", "station": "stations"}
    layers = {kind: folder / f"{stem}.geojson" for kind, stem in stems.items()}
    return CityFiles(folder / "districts.geojson", layers)


def _is_published(url: str, city_id: int) -> bool:
    with connect(url, _ACTOR) as connection:
        found = connection.execute(
            "SELECT FROM grids.plan WHERE city_id = %s AND status = 'published'", [city_id]
        ).fetchone()
    return found is not None


async def _publish(url: str, plan_id: UUID) -> None:
    await in_transaction(url, lambda session: publish_plan(session, everything(), plan_id, today(), _ACTOR))
