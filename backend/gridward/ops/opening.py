"""What begins with a plan: its stations, who works its cells, hand-over, care of the orphaned, notices, first contacts."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.city.public import projection_of
from gridward.engagement.public import open_care, queue_notices, release_requests
from gridward.grids.public import cell_centres, publication_key
from gridward.kernel.clock import today
from gridward.ops.rehoming import rehome_in
from gridward.staffing.public import PlanDays, end_tenures, fill_cells, open_handovers, staffing_rules
from gridward.stations.public import open_stations, wished_stations


@dataclass(frozen=True)
class Opened:
    """What was opened for a plan, as `PublishedPlan` tells it."""

    staffed: int
    vacant: int
    stand_ins: int
    stations: int
    closed: int
    notices: int


async def open_plan(
    session: AsyncSession, city_id: int, plan_id: UUID, start: date, by: str, known_on: date | None = None
) -> Opened:
    """Open all that belongs to a plan from its first day on; everybody's work in earlier cells ends the day before.

    Its cells go to those who served their customers on `known_on`, by default on that day before.
    """
    cells = await cell_centres(session, plan_id)
    projection = await projection_of(session, city_id)
    per_station = staffing_rules().stations.cells_per_station
    wish = await wished_stations(session, plan_id)
    stations = await open_stations(session, city_id, cells, projection, start, per_station, wish)
    await end_tenures(session, city_id, start)
    staffed = await fill_cells(session, PlanDays(plan_id, city_id, start, None), by, known_on)
    numbers = [cell.cell_id for cell in cells]
    await open_handovers(session, city_id, plan_id, numbers, start)
    await plan_care(session, city_id, plan_id, start)
    key = await publication_key(session, plan_id)
    notices = await queue_notices(session, city_id, numbers, start, key)
    if start <= today():
        await rehome_in(session, city_id, start)
        await release_requests(session, city_id, start)
    return Opened(
        staffed.assigned + staffed.kept,
        staffed.vacant,
        staffed.stand_ins,
        stations.opened,
        stations.closed,
        notices,
    )


async def plan_care(session: AsyncSession, city_id: int, plan_id: UUID, start: date) -> None:
    """Open the care of the orphaned in a plan's cells, and plan the waves of first contacts, the riskiest first."""
    await open_care(session, city_id, plan_id, start, await _risks(session, city_id))


async def _risks(session: AsyncSession, city_id: int) -> dict[int, float]:
    """The highest probability of lapse among each person's dues, as far as they have been scored.

    What has lapsed already can wait: a contact saves what is still in force.
    """
    rows = await session.execute(
        text(
            """SELECT customer_id, max(risk) AS risk FROM renewal.due
               WHERE city_id = :city AND state <> 'suspended' GROUP BY customer_id"""
        ),
        {"city": city_id},
    )
    return {row.customer_id: row.risk for row in rows}
