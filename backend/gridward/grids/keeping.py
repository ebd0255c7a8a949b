"""The plan that a new one goes on from: its cells, who is in which, and what changes with them."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np
import psycopg
import shapely
from numpy.typing import NDArray

from gridward.census.public import PlacedPool
from gridward.grids.contract import Barrier, BuildOrder, plan_not_found
from gridward.grids.design.regrid_change import Change
from gridward.kernel.errors import Invalid


@dataclass(frozen=True)
class KeptPlan:
    """The cells of the earlier plan, in the order of their numbers, and the cell of each of its places."""

    plan_id: UUID
    ids: list[int]
    numbers: list[int]
    names: list[str]
    polygons: NDArray[np.object_]
    """Degrees, WGS-84."""
    cell_of_community: dict[int, int]
    """The index of the cell."""
    cell_of_customer: dict[int, int]
    """The same for those who were put on the map by hand."""
    opened: frozenset[Barrier] = frozenset()
    """The barriers that its cells lie across, as too little is between these."""

    def labels(self, places: PlacedPool) -> NDArray[np.int64]:
        """The cell so far of each of today's places; -1 for new ones."""
        found = (
            self.cell_of_community.get(community, -1)
            if community
            else self.cell_of_customer.get(customer, -1)
            for community, customer in zip(
                places.community_id.tolist(), places.customer_id.tolist(), strict=True
            )
        )
        return np.fromiter(found, np.int64, len(places))


def kept_plan(connection: psycopg.Connection, plan_id: UUID) -> KeptPlan:
    """Read a plan with its cells and places."""
    cells = connection.execute(
        "SELECT id, number, name, geometry FROM grids.cell WHERE plan_id = %s ORDER BY number", [plan_id]
    ).fetchall()
    index = {row[0]: at for at, row in enumerate(cells)}
    places = connection.execute(
        "SELECT community_id, customer_id, cell_id FROM grids.plan_place WHERE plan_id = %s", [plan_id]
    ).fetchall()
    opened = connection.execute(
        "SELECT barriers FROM grids.plan WHERE id = %s AND (quality->>'opened')::boolean", [plan_id]
    ).fetchone()
    return KeptPlan(
        plan_id=plan_id,
        ids=[row[0] for row in cells],
        numbers=[row[1] for row in cells],
        names=[row[2] for row in cells],
        polygons=shapely.from_wkb([row[3] for row in cells]),
        cell_of_community={row[0]: index[row[2]] for row in places if row[0] is not None},
        cell_of_customer={row[1]: index[row[2]] for row in places if row[1] is not None},
        opened=frozenset(map(Barrier, opened[0])) if opened else frozenset(),
    )


@dataclass(frozen=True)
class Kept:
    """What an order has to know of the plan that it keeps, to be refused before anything is built."""

    city_id: int
    version: int
    numbers: list[int]
    """Of its cells, rising; none for a plan that is being built or has failed."""


KEPT = """SELECT city_id, version, ARRAY(SELECT number FROM grids.cell WHERE plan_id = p.id ORDER BY number) AS numbers
    FROM grids.plan p WHERE id = {plan}"""
"""Reads a `Kept`."""


def kept_at(connection: psycopg.Connection, plan_id: UUID) -> Kept | None:
    """What there is of a plan to be kept."""
    row = connection.execute(KEPT.format(plan="%s"), [plan_id]).fetchone()
    return None if row is None else Kept(*row)


def change_to(order: BuildOrder, city_id: int, kept: Kept | None) -> Change:
    """What an order changes in the plan that it keeps; cells are counted from 0.

    Raises `plan.not_found`, in another city too, `grid.nothing_to_keep`, `grid.no_such_cells`, `grid.all_leave`,
    `grid.all_locked` and `grid.name_who_leaves`.
    """
    if kept is None or kept.city_id != city_id:
        raise plan_not_found(order.keep)
    if not kept.numbers:
        raise Invalid(
            "grid.nothing_to_keep",
            f"Plan {kept.version} has no cells that could be kept.",
            "Go on from a draft or from a published plan.",
            version=kept.version,
        )
    if missing := sorted({*order.gone, *order.locked} - set(kept.numbers)):
        named = ", ".join(map(str, missing))
        raise Invalid(
            "grid.no_such_cells",
            f"Plan {kept.version} has no cells {named}.",
            "See the plan's list of cells.",
            version=kept.version,
            numbers=named,
        )
    vanished = tuple(at for at, number in enumerate(kept.numbers) if number in order.gone)
    closed = tuple(at for at, number in enumerate(kept.numbers) if number in order.given_up)
    stay = len(kept.numbers) - len(vanished)
    if stay == 0:
        raise Invalid(
            "grid.all_leave",
            f"No cell of plan {kept.version} stays.",
            "Cut the city anew.",
            version=kept.version,
        )
    if stay == len(set(order.locked)):
        raise Invalid(
            "grid.all_locked",
            f"All cells that stay of plan {kept.version} are locked: there is none for what is left of the city.",
            "Unlock at least one of the cells that stay.",
            version=kept.version,
        )
    cells = stay if order.cells is None else order.cells
    if cells < stay:
        raise Invalid(
            "grid.name_who_leaves",
            f"{stay:,} cells stay of plan {kept.version}, and {cells:,} are asked for.",
            f"Name {stay - cells:,} more that are given up.",
            stay=stay,
            cells=cells,
            more=stay - cells,
        )
    return Change(vanished, joined=cells - stay, closed=closed)
