"""An earlier plan's cells once more, as a draft of their own: a plan is in force on one stretch of days only."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.models import Cell, Plan, PlanPlace
from gridward.kernel.ids import new_id


def _shared(model: type[Plan | Cell | PlanPlace], own: set[str]) -> str:
    """The columns that a copy has from what it is a copy of."""
    return ", ".join(column.name for column in model.__table__.columns if column.name not in own)


_OWN_OF_PLAN = {
    "id", "version", "status", "revision", "created_by", "created_at", "published_by", "published_at", "effective",
    "reviewed_by", "reviewed_at", "copied_from_version", "progress", "problem", "keeps_plan_id", "leaving", "locked",
    "closing", "quality",
}  # fmt: skip
_OF_PLAN = _shared(Plan, _OWN_OF_PLAN)
_OF_CELL = _shared(Cell, {"id", "plan_id", "follows_cell_id"})
_OF_PLACE = _shared(PlanPlace, {"id", "plan_id", "cell_id", "from_cell_id", "why"})

_COPIES = (
    # Whom the old one moved when it was built is not moved by the copy.
    f"""INSERT INTO grids.plan (id, version, status, created_by, copied_from_version, quality, {_OF_PLAN})
        SELECT :new, (SELECT max(version) + 1 FROM grids.plan WHERE city_id = old.city_id), 'draft', :by, version,
            quality || '{{"moved_customers": null, "moved_share": null, "moved_bound": null}}', {_OF_PLAN}
        FROM grids.plan old WHERE id = :old""",
    f"""INSERT INTO grids.cell (plan_id, follows_cell_id, {_OF_CELL}) SELECT :new, id, {_OF_CELL} FROM grids.cell
        WHERE plan_id = :old ORDER BY number""",
    f"""INSERT INTO grids.plan_place (plan_id, cell_id, {_OF_PLACE})
        SELECT :new, new_cell, {_OF_PLACE} FROM grids.plan_place
        JOIN (SELECT o.id AS cell_id, n.id AS new_cell FROM grids.cell o JOIN grids.cell n USING (number)
            WHERE o.plan_id = :old AND n.plan_id = :new) cells USING (cell_id)
        WHERE plan_id = :old""",
)


async def copy_plan(session: AsyncSession, plan_id: UUID, by: str) -> UUID:
    """A draft with the cells and places of a plan, under the city's next version; the caller holds the city's row."""
    new = new_id()
    for statement in _COPIES:
        await session.execute(text(statement), {"new": new, "old": plan_id, "by": by})
    return new
