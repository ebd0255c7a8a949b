"""What the customers of a plan's cells come to today, whatever the plan was cut by."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import numpy as np
import psycopg
from numpy.typing import NDArray

from gridward.census.public import placed_pool, placed_work
from gridward.grids.contract import Pool
from gridward.grids.design.workload import Counts
from gridward.grids.keeping import kept_plan
from gridward.grids.workload_rules import workload_rules

_KM2 = 1e6


@dataclass(frozen=True)
class CellWork:
    """All arrays have one entry a cell, in the order of their numbers."""

    cell_ids: list[int]
    persons: NDArray[np.int64]
    """Of the pool who live at the plan's places today."""
    by_tier: Mapping[str, NDArray[np.int64]]
    """The same by the insurer's tier; without one under an empty name."""
    hours: NDArray[np.float64]
    """A year, service and ways, by the rules of workload."""


def cell_work(connection: psycopg.Connection, plan_id: UUID, city_id: int, pool: Pool) -> CellWork:
    """Count a built plan's cells anew. Who lives where nobody did when it was built is in none. Raises `rules.invalid`."""
    plan, rules = kept_plan(connection, plan_id), workload_rules()
    places = placed_pool(connection, city_id, pool.kinds)
    work = placed_work(connection, city_id, pool.kinds, places)
    label, count = plan.labels(places), len(plan.ids)
    known = label >= 0

    def summed(values: NDArray[np.int64] | NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.bincount(label[known], values[known], count), np.float64)

    counts, model = Counts(work.persons_by_tier, work.dues, work.requests), rules.service_model()
    area_km2 = [
        row[0]
        for row in connection.execute(
            "SELECT area_km2 FROM grids.cell WHERE plan_id = %s ORDER BY number", [plan_id]
        )
    ]
    ways = rules.travel_model().minutes(summed(model.visits(counts)), np.array(area_km2) * _KM2)
    return CellWork(
        plan.ids,
        summed(places.persons).astype(np.int64),
        {tier: summed(persons).astype(np.int64) for tier, persons in work.persons_by_tier.items()},
        (summed(model.minutes(counts)) + ways) / 60,
    )
