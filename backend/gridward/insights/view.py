"""What somebody looks at: a city or some of its cells, today, and the day that the book shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.clock import today


@dataclass(frozen=True)
class View:
    """A data scope narrowed to one city, with the days that figures are made for. Made only by `look`."""

    scope: DataScope
    city_id: int
    today: date
    as_of: date
    """The newest day that the book was delivered for: what was paid is known until then, and no longer."""

    @property
    def whole_city(self) -> bool:
        """Nothing of the city is out of view, what has no cell included."""
        return self.scope.cells is None

    @property
    def parameters(self) -> dict[str, Any]:
        """As the statements of this room take it."""
        return {
            "city": self.city_id,
            "cells": self.scope.cell_list,
            "today": self.today,
            "as_of": self.as_of,
        }


async def look(session: AsyncSession, scope: DataScope, city_id: int) -> View:
    """The view of a city for somebody with a scope. Raises `city.not_found`."""
    scope.require_city(city_id)
    # Figures are planned for what is asked: one plan for all scopes, months and definitions took minutes for some of them.
    await session.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))
    delivered = await session.scalar(
        text("SELECT max(as_of) FROM census.import_run WHERE city_id = :city AND status = 'done'"),
        {"city": city_id},
    )
    return View(scope, city_id, today(), min(delivered or today(), today()))


def in_view(column: str) -> str:
    """The condition that a row's cell is in view; a row without a cell is seen by those who see the whole city."""
    return f"(CAST(:cells AS integer[]) IS NULL OR {column} = ANY(CAST(:cells AS integer[])))"


def holder_in_view(column: str) -> str:
    """The condition that the person behind a customer number has a cell in view today; the whole city asks for no cell."""
    return f"""(CAST(:cells AS integer[]) IS NULL OR {column} IN (
        SELECT n.customer_id FROM grids.cells_on(:today) k JOIN census.customer_standing n ON n.person_id = k.customer_id
        WHERE k.cell_id = ANY(CAST(:cells AS integer[]))))"""
