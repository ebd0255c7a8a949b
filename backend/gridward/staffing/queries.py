"""Reads of staffing for the API. Every one takes the scope of the person who asks."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.clock import today
from gridward.kernel.errors import NotFound
from gridward.staffing.profiles import PROFILE_COLUMNS, profile_of
from gridward.staffing.rules import staffing_rules

_PLAN = text(
    """SELECT id AS plan_id, version, lower(effective) AS effective_from FROM grids.plan
       WHERE city_id = :city AND status = 'published' AND (upper(effective) IS NULL OR upper(effective) > :day)
       ORDER BY lower(effective) LIMIT 1"""
)

_CELLS = text(
    """SELECT c.id AS cell_id, c.number, c.name, c.load AS customers, s.id AS station_id, s.name AS station_name,
           h.distance_m AS station_distance_m, m.lon, m.lat
       FROM grids.cell c
       LEFT JOIN stations.cell_station h ON h.cell_id = c.id
       LEFT JOIN stations.station s ON s.id = h.station_id
       CROSS JOIN LATERAL (SELECT sum(p.lon * p.customers) / sum(p.customers) AS lon,
           sum(p.lat * p.customers) / sum(p.customers) AS lat FROM grids.plan_place p WHERE p.cell_id = c.id) m
       WHERE c.plan_id = :plan AND (CAST(:cells AS integer[]) IS NULL OR c.id = ANY(:cells))
       ORDER BY c.number"""
)

_TENURES = text(
    """SELECT t.cell_id, t.role, t.id AS tenure_id, t.specialist_id, s.staff_no, s.name_masked, s.employment,
           lower(t.during) AS since, upper(t.during) - 1 AS until, t.way_m, t.reason,
           t.known_customers, t.reasons, t.note
       FROM staffing.tenure t JOIN book.specialist s ON s.id = t.specialist_id
       WHERE t.cell_id = ANY(:cells) AND t.during @> CAST(:day AS date)"""
)

_HANDOVERS = text(
    """SELECT DISTINCT ON (cell_id) cell_id, id AS handover_id, customers, new_customers, due_on, accepted_at
       FROM staffing.handover WHERE cell_id = ANY(:cells) AND effective_on <= :day
       ORDER BY cell_id, effective_on DESC, id DESC"""
)

_STATIONS = text(
    """SELECT s.id AS station_id, s.station_no, s.name, s.lon, s.lat, s.capacity, count(h.cell_id) AS cells
       FROM stations.station s
       LEFT JOIN stations.cell_station h ON h.station_id = s.id AND h.cell_id = ANY(:cells)
       WHERE s.city_id = :city AND (s.closed_on IS NULL OR s.closed_on > :day)
       GROUP BY s.id HAVING count(h.cell_id) > 0 OR :all ORDER BY s.station_no"""
)

_SPECIALISTS = text(
    f"""WITH work AS (
           SELECT t.specialist_id, t.role, c.id AS cell_id, c.number, c.name
           FROM staffing.tenure t JOIN grids.cell c ON c.id = t.cell_id
           WHERE t.city_id = :city AND t.during @> CAST(:day AS date)
       )
       SELECT s.id AS specialist_id, s.staff_no, s.name_masked, s.employment, s.status, s.status = ANY(:words) AS in_service,
           s.qualifications, {PROFILE_COLUMNS},
           CAST(s.years_of_service AS float8) AS years_of_service, a.login, r.cell_id, r.name AS cell_name,
           ARRAY(SELECT number FROM work w WHERE w.specialist_id = s.id AND w.role = 'stand_in' ORDER BY 1) AS standing_in
       FROM book.specialist s
       LEFT JOIN staffing.profile p ON p.specialist_id = s.id
       LEFT JOIN work r ON r.specialist_id = s.id AND r.role = 'responsible'
       LEFT JOIN staffing.specialist_account l ON l.specialist_id = s.id
       LEFT JOIN identity.account a ON a.id = l.account_id
       WHERE s.city_id = :city AND (CAST(:cells AS integer[]) IS NULL
           OR EXISTS (SELECT FROM work w WHERE w.specialist_id = s.id AND w.cell_id = ANY(:cells)))
       ORDER BY s.staff_no"""
)


@dataclass(frozen=True)
class _Staff:
    """Who works cells on a day, and what was handed over."""

    responsible: dict[int, RowMapping]
    stand_in: dict[int, RowMapping]
    handovers: dict[int, RowMapping]


async def get_staffing(session: AsyncSession, scope: DataScope, city_id: int) -> dict[str, Any]:
    """Who works which cell today, as far as the cells are in scope.

    Where the first plan is still to come it is shown as it will be on its first day.
    """
    scope.require_city(city_id)
    plan = (await session.execute(_PLAN, {"city": city_id, "day": today()})).mappings().one_or_none()
    day = max(today(), plan["effective_from"]) if plan is not None else today()
    cells = await _cells(session, plan["plan_id"], day, scope.cell_list) if plan is not None else []
    stations = await session.execute(
        _STATIONS,
        {
            "city": city_id,
            "cells": [cell["cell_id"] for cell in cells],
            "day": day,
            "all": scope.cells is None,
        },
    )
    words = list(staffing_rules().staff_list.in_service)
    specialists = await session.execute(
        _SPECIALISTS, {"city": city_id, "day": day, "words": words, "cells": scope.cell_list}
    )
    ways = [cell["responsible"]["way_m"] for cell in cells if cell["responsible"]]
    known = [way for way in ways if way is not None]
    return {
        "plan": plan,
        "cells": cells,
        "stations": stations.mappings().all(),
        "specialists": [{**row, "profile": profile_of(row)} for row in specialists.mappings()],
        "vacant": sum(cell["vacant"] for cell in cells),
        "mean_way_m": sum(known) / len(known) if known else None,
    }


async def staffed_cell(session: AsyncSession, scope: DataScope, cell_id: int, day: date) -> dict[str, Any]:
    """A cell and who works it on a day. Raises `cell.not_found`."""
    rows = await session.execute(
        text("SELECT city_id, plan_id FROM grids.cell WHERE id = :cell"), {"cell": cell_id}
    )
    cell = rows.one_or_none()
    if cell is None or not scope.allows_cell(cell.city_id, cell_id):
        raise NotFound(
            "cell.not_found", f"There is no cell {cell_id}.", "See the list of cells.", number=cell_id
        )
    return (await _cells(session, cell.plan_id, day, [cell_id]))[0]


async def _cells(
    session: AsyncSession, plan_id: UUID, day: date, only: list[int] | None
) -> list[dict[str, Any]]:
    rows = await session.execute(_CELLS, {"plan": plan_id, "cells": only})
    cells = rows.mappings().all()
    staff = await _staff(session, [cell["cell_id"] for cell in cells], day)
    return [
        {
            **cell,
            "responsible": staff.responsible.get(cell["cell_id"]),
            "stand_in": staff.stand_in.get(cell["cell_id"]),
            "vacant": cell["cell_id"] not in staff.responsible,
            "handover": staff.handovers.get(cell["cell_id"]),
        }
        for cell in cells
    ]


async def _staff(session: AsyncSession, cells: list[int], day: date) -> _Staff:
    tenures = (await session.execute(_TENURES, {"cells": cells, "day": day})).mappings().all()
    handovers = (await session.execute(_HANDOVERS, {"cells": cells, "day": day})).mappings().all()
    return _Staff(
        {row["cell_id"]: row for row in tenures if row["role"] == "responsible"},
        {row["cell_id"]: row for row in tenures if row["role"] == "stand_in"},
        {row["cell_id"]: row for row in handovers},
    )
