"""Building a plan: from the placed customers of a city to stored cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
import psycopg
import shapely
from numpy.typing import NDArray

from gridward.census.public import PlacedPool, placed_pool, placed_work
from gridward.city.contract import CityFrame
from gridward.city.public import load_city_by_id, load_layer
from gridward.grids.contract import BARRIER_LAYERS, Barrier, Load
from gridward.grids.cutting import CityJob, CutCity, KeptCells, cut_city
from gridward.grids.design.workload import Counts
from gridward.grids.engines import Work
from gridward.grids.keeping import KeptPlan, change_to, kept_at, kept_plan
from gridward.grids.leftovers import at_work, interrupted
from gridward.grids.store import StoredPlan, building_plan, save_cells, save_failure
from gridward.grids.workload_rules import workload_rules
from gridward.kernel.errors import GridwardError
from gridward.platform.db import connect
from gridward.platform.progress import NotedProgress, Progress, announce, silent


@dataclass(frozen=True)
class PreparedPlan:
    """A plan that was ordered, with all that cutting its city needs."""

    plan: StoredPlan
    places: PlacedPool
    job: CityJob
    kept: KeptPlan | None = None
    """The plan that it goes on from."""


def build_plan(url: str, plan_id: UUID, progress: Progress = silent) -> None:
    """Build a plan that was ordered; it becomes a draft, or failed with the reason. Raises what it failed for."""
    with connect(url, autocommit=True) as notes:
        noted = NotedProgress(notes, "grids.plan", "plan", plan_id, progress)
        try:
            with at_work(notes, plan_id), connect(url, f"plan {plan_id}") as connection:
                prepared = prepare_plan(connection, plan_id)
                store_plan(connection, prepared, cut_city(prepared.job, noted))
        except Exception as error:
            save_failure(notes, plan_id, error if isinstance(error, GridwardError) else interrupted())
            raise
        finally:
            announce(notes, "plan", plan_id)


def prepare_plan(connection: psycopg.Connection, plan_id: UUID) -> PreparedPlan:
    """Read what cutting needs. Raises `plan.not_found` and `plan.wrong_status`."""
    plan = building_plan(connection, plan_id)
    city, order = load_city_by_id(connection, plan.city_id), plan.order
    places = placed_pool(connection, plan.city_id, order.pool.kinds)
    barriers = _barriers(connection, city, order.barriers)
    kept = None if order.keep is None else kept_plan(connection, order.keep)
    job = CityJob(
        city,
        order,
        places.lonlat,
        places.persons,
        places.community_id > 0,
        barriers,
        _work(connection, plan, places) if order.load is Load.HOURS else None,
        None if kept is None else _kept_cells(connection, plan, kept, places),
    )
    return PreparedPlan(plan, places, job, kept)


def _kept_cells(
    connection: psycopg.Connection, plan: StoredPlan, kept: KeptPlan, places: PlacedPool
) -> KeptCells:
    change = change_to(plan.order, plan.city_id, kept_at(connection, kept.plan_id))
    locked = tuple(at for at, number in enumerate(kept.numbers) if number in set(plan.order.locked))
    opened = bool(plan.order.barriers) and kept.opened.issuperset(plan.order.barriers)
    return KeptCells(
        kept.numbers, kept.names, kept.polygons, kept.labels(places), change, locked, opened=opened
    )


def _work(connection: psycopg.Connection, plan: StoredPlan, places: PlacedPool) -> Work:
    """The work at the places by the rules in use. Raises `rules.invalid`."""
    rules = workload_rules()
    found = placed_work(connection, plan.city_id, plan.order.pool.kinds, places)
    counts, model = Counts(found.persons_by_tier, found.dues, found.requests), rules.service_model()
    return Work(model.minutes(counts), model.visits(counts), rules.travel_model())


def store_plan(connection: psycopg.Connection, prepared: PreparedPlan, cut: CutCity) -> None:
    """Keep the cells: the plan is a draft. Raises `plan.not_found` where it was deleted meanwhile."""
    places = prepared.places
    record = cut.quality | {"heavy_communities": _heavy(connection, places, cut)}
    ids = [] if prepared.kept is None else prepared.kept.ids
    save_cells(connection, prepared.plan, cut, ids, places, record, prepared.job.work)


def abandon_plan(url: str, plan_id: UUID) -> None:
    """Put down a plan as failed whose process died without saying why."""
    with connect(url, autocommit=True) as notes:
        save_failure(notes, plan_id, interrupted())
        announce(notes, "plan", plan_id)


def _barriers(
    connection: psycopg.Connection, city: CityFrame, kinds: Sequence[Barrier]
) -> NDArray[np.object_]:
    """The shapes of some kinds of barrier, in degrees."""
    shapes: list[shapely.Geometry] = []
    for kind in kinds:
        if kind is Barrier.DISTRICTS:
            shapes += city.polygons.tolist()
        else:
            shapes += load_layer(connection, city.id, BARRIER_LAYERS[kind]).geometry.tolist()
    return np.array(shapes, dtype=object)


def _heavy(connection: psycopg.Connection, places: PlacedPool, cut: CutCity) -> list[dict[str, object]]:
    """The communities that alone exceed what a cell should hold, with their names."""
    ids = [int(places.community_id[one.place]) for one in cut.heavy]
    rows = connection.execute("SELECT id, name FROM city.community WHERE id = ANY(%s)", [ids]).fetchall()
    names = {row[0]: row[1] for row in rows}
    return [
        {"community_id": number, "name": names.get(number, ""), "customers": one.weight}
        for number, one in zip(ids, cut.heavy, strict=True)
    ]
