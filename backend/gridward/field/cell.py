"""A specialist's cell with all its customers, for its map and list."""

from typing import Any
from uuid import UUID

import shapely
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.worked import not_worked, worked_cells
from gridward.identity.contract import DataScope
from gridward.kernel.clock import today

_CUSTOMERS = text(
    """WITH number AS MATERIALIZED (
           SELECT s.person_id, s.customer_id FROM grids.membership m JOIN census.customer_standing s USING (customer_id)
           WHERE m.cell_id = :cell AND m.since <= :day AND (m.until IS NULL OR m.until > :day)
       ), place AS (
           SELECT DISTINCT ON (n.person_id) n.person_id, p.lon, p.lat, m.name AS community
           FROM number n JOIN census.placement p USING (customer_id) LEFT JOIN city.community m ON m.id = p.community_id
           WHERE p.reason IS NULL AND p.lon IS NOT NULL
           ORDER BY n.person_id, n.customer_id = n.person_id DESC, n.customer_id
       ), due AS (
           SELECT DISTINCT ON (customer_id) customer_id, state, tier FROM renewal.due
           WHERE customer_id IN (SELECT person_id FROM number) ORDER BY customer_id, risk DESC
       ), task AS (
           SELECT customer_id, count(*) AS open FROM engagement.task
           WHERE cell_id = :cell AND state = 'open' AND workplace = 'field' GROUP BY 1
       ), contact AS (
           SELECT person_id, max(at) AS at FROM (
               SELECT n.person_id, c.at FROM number n JOIN book.contact c ON c.customer_id = n.customer_id
               UNION ALL
               SELECT n.person_id, c.at FROM number n JOIN engagement.contact c ON c.customer_id = n.customer_id
           ) c GROUP BY 1
       )
       SELECT place.person_id AS customer_id, c.name_masked, place.community, place.lon, place.lat,
           c.tier AS customer_tier, care.state AS care_state, due.state AS due_state, due.tier AS risk_tier,
           coalesce(task.open, 0) AS open_tasks, contact.at AS last_contact_at
       FROM place
       JOIN book.customer c ON c.id = place.person_id
       LEFT JOIN engagement.care ON care.customer_id = place.person_id
       LEFT JOIN due ON due.customer_id = place.person_id
       LEFT JOIN task ON task.customer_id = place.person_id
       LEFT JOIN contact ON contact.person_id = place.person_id
       ORDER BY place.person_id"""
)


async def my_cell(session: AsyncSession, scope: DataScope, account_id: UUID, cell_id: int) -> dict[str, Any]:
    """A cell that the specialist behind an account works today, as `MyCellOut`. Raises `cell.not_found`."""
    cells = await worked_cells(session, scope, account_id, cell_id)
    if not cells:
        raise not_worked()
    geometry = await session.scalar(
        text("SELECT geometry FROM grids.cell WHERE id = :cell"), {"cell": cell_id}
    )
    rows = await session.execute(_CUSTOMERS, {"cell": cell_id, "day": today()})
    return {
        "cell": cells[0],
        "geometry": shapely.geometry.mapping(shapely.from_wkb(geometry)),
        "customers": list(rows.mappings()),
    }
