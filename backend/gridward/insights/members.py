"""The persons who have a cell today, summed by cell and kind: coverage and the table of cells both count them."""

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.insights.view import View, in_view

_PERSON = "FILTER (WHERE s.person_id = s.customer_id)"
# Second numbers are sorted out while counting: as a condition PostgreSQL would take it for one that few rows meet.
_MEMBERS = f"""
    SELECT m.*, EXISTS (SELECT FROM staffing.tenure t WHERE t.city_id = :city AND t.cell_id = m.cell_id
                        AND t.during @> CAST(:today AS date)) AS worked
    FROM (SELECT k.cell_id, s.kind, count(*) {_PERSON} AS persons,
              count(e.first_contact_at) {_PERSON} AS contacted
          FROM grids.cells_on(:today) k
          JOIN census.customer_standing s ON s.customer_id = k.customer_id
          LEFT JOIN engagement.care e ON e.customer_id = k.customer_id
          WHERE k.city_id = :city AND {in_view("k.cell_id")} GROUP BY 1, 2) m
"""


async def members(session: AsyncSession, view: View) -> list[RowMapping]:
    """Of each cell in view and each kind of person: `persons`, `contacted`, and whether the cell is `worked` by anybody."""
    return list((await session.execute(text(_MEMBERS), view.parameters)).mappings())
