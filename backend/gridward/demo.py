"""Loading the demo city, by the same steps as any other: files, city, import, plan, publishing."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from uuid import UUID

import psycopg

from gridward.census.public import Delivery, load_mapping, register, run_import
from gridward.city.public import CityFiles, add_city
from gridward.grids.contract import BuildOrder
from gridward.grids.public import add_plan, build_plan
from gridward.identity.contract import Role
from gridward.identity.public import NewAccount, everything, put_account
from gridward.kernel.clock import today
from gridward.ops.publishing import publish_plan
from gridward.platform.db import connect, in_transaction
from gridward.platform.progress import Progress

CODE, NAME, NAME_EN = "tinglan", "汀澜市", "Tinglan"
LOGIN = "ops"
_CELLS = 30
_ACTOR = "demo"

Step = Callable[[str], AbstractContextManager[Progress]]
"""Announces a step, and gives what is told how far it is."""


def is_loaded(connection: psycopg.Connection) -> bool:
    """Whether the city is there with cells in force. A demo that was stopped half way is loaded again."""
    row = connection.execute(
        """SELECT FROM city.city c JOIN grids.plan p ON p.city_id = c.id AND p.status = 'published' WHERE c.code = %s""",
        [CODE],
    ).fetchone()
    return row is not None


def load(url: str, folder: Path, step: Step) -> None:
    """Generate the city's files in `folder` unless they are there, and load them."""
    if not (folder / "manifest.json").exists():
        with step("Inventing a city with 60,000 customers"):
            _invent(folder, today())
    with step("Adding the city and drawing its map"), connect(url, _ACTOR) as connection:
        city_id = add_city(connection, CODE, NAME, NAME_EN, _files(folder)).city.id
    with step("Importing the insurer's extract, placing customers, finding orphans") as progress:
        delivery = Delivery(folder / "extract", "demo/extract", load_mapping())
        with connect(url, _ACTOR) as connection:
            import_id = register(connection, city_id, delivery, _ACTOR)
        run_import(url, import_id, delivery, progress)
    with step(f"Cutting the city into {_CELLS} balanced cells") as progress:
        with connect(url, _ACTOR) as connection:
            plan_id = add_plan(connection, city_id, BuildOrder(cells=_CELLS), _ACTOR)
        build_plan(url, plan_id, progress)
        asyncio.run(_publish(url, plan_id))


def set_up_account(url: str, password: str) -> None:
    """Give the demo's account a password; make it where it is not there."""
    roles = frozenset({Role.OPS})
    new = NewAccount(LOGIN, "林知行", roles, password, all_cities=True)
    asyncio.run(in_transaction(url, lambda session: put_account(session, new)))


def _invent(folder: Path, day: date) -> None:
    from grid_data.demo_city import build  # noqa: PLC0415 - seldom needed, and takes a while to load

    build(folder, as_of=day)


def _files(folder: Path) -> CityFiles:
    stems = {"water": "water", "road": "roads", "park": "parks", "station": "stations"}
    layers = {kind: folder / f"{stem}.geojson" for kind, stem in stems.items()}
    return CityFiles(folder / "districts.geojson", layers)


async def _publish(url: str, plan_id: UUID) -> None:
    await in_transaction(url, lambda session: publish_plan(session, everything(), plan_id, today(), _ACTOR))
