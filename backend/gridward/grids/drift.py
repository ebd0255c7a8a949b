"""How far the loads of a plan's cells have drifted since it was built: customers come, go and move."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.contract import Pool
from gridward.grids.plan_rules import plan_rules


@dataclass(frozen=True)
class CellDrift:
    """A cell of a plan in force."""

    number: int
    name: str
    built: int
    """Customers of the pool when the plan was built."""
    now: int
    """Of its members those who are of the pool today."""


@dataclass(frozen=True)
class Drift:
    """The cells of a plan in force, by number."""

    cells: list[CellDrift]
    tolerated: float

    @cached_property
    def shares(self) -> list[float]:
        """How much more (or less, negative) of the city's customers each cell has than when the plan was built.

        0 where all cells grow or shrink alike. A cell that was empty is measured by the mean load.
        """
        built, now = sum(one.built for one in self.cells), sum(one.now for one in self.cells)
        if built == 0 or now == 0:
            return [0.0] * len(self.cells)
        growth, mean = now / built, now / len(self.cells)
        return [
            cell.now / cell.built / growth - 1.0 if cell.built else cell.now / mean for cell in self.cells
        ]

    @property
    def beyond(self) -> list[CellDrift]:
        """The cells that have drifted further than the rules tolerate."""
        return [
            cell for cell, share in zip(self.cells, self.shares, strict=True) if abs(share) > self.tolerated
        ]


# Whom nobody has to care for any more has left the pool; his membership stays for the record.
_CELLS = text(
    """SELECT c.number, c.name, c.load AS built, count(DISTINCT s.person_id) AS now
       FROM grids.cell c
       LEFT JOIN grids.membership m ON m.cell_id = c.id AND m.since <= :day AND (m.until IS NULL OR m.until > :day)
       LEFT JOIN census.customer_standing s ON s.customer_id = m.customer_id AND s.kind = ANY(:kinds)
       WHERE c.plan_id = :plan GROUP BY c.id ORDER BY c.number"""
)


async def drift_of(session: AsyncSession, plan_id: UUID, pool: Pool, day: date) -> Drift:
    """The drift of a plan that is in force on a day."""
    rows = await session.execute(_CELLS, {"plan": plan_id, "kinds": pool.kinds, "day": day})
    return Drift([CellDrift(**row) for row in rows.mappings()], plan_rules().drift.tolerated)
