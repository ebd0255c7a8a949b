"""Whether work was in somebody's cell when he did it, whoever serves the customer now."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.public import cell_of_customer
from gridward.kernel.clock import POLICY_ZONE, today
from gridward.staffing.public import works_cell


@dataclass(frozen=True)
class Subject:
    """What an operation is about: a person, or a cell as a whole."""

    city_id: int
    customer_id: int | None = None
    cell_id: int | None = None


@dataclass(frozen=True)
class Judged:
    """The customer's cell when the work was done, and today."""

    cell_then: int
    cell_now: int | None
    still_his: bool
    """Whether whoever did it works the customer's cell today."""


async def subject_of_customer(session: AsyncSession, payload: Any) -> Subject | None:
    """The person behind the payload's `customer_id`."""
    return await _person(
        session,
        "SELECT city_id, person_id FROM census.customer_standing WHERE customer_id = :id",
        payload.customer_id,
    )


async def subject_of_request(session: AsyncSession, payload: Any) -> Subject | None:
    """The person whom the visit is for."""
    return await _person(
        session,
        "SELECT city_id, customer_id AS person_id FROM engagement.visit_request WHERE id = :id",
        payload.request_id,
    )


async def subject_of_handover(session: AsyncSession, payload: Any) -> Subject | None:
    """The cell that is handed over."""
    rows = await session.execute(
        text("SELECT city_id, cell_id FROM staffing.handover WHERE id = :id"), {"id": payload.handover_id}
    )
    row = rows.one_or_none()
    return None if row is None else Subject(row.city_id, cell_id=row.cell_id)


async def judge(session: AsyncSession, specialist_id: int, subject: Subject, at: datetime) -> Judged | None:
    """Judge by the tenure of cells on the day of `at`; None where it was not his cell."""
    day = at.astimezone(POLICY_ZONE).date()
    cell_then, cell_now = await cells_of(session, subject, at)
    if cell_then is None or not await works_cell(session, specialist_id, cell_then, day):
        return None
    still_his = cell_now is not None and await works_cell(session, specialist_id, cell_now, today())
    return Judged(cell_then, cell_now, still_his)


async def cells_of(session: AsyncSession, subject: Subject, at: datetime) -> tuple[int | None, int | None]:
    """The subject's cell on the day of `at`, and today."""
    day = at.astimezone(POLICY_ZONE).date()
    cell_then = await _cell(session, subject, day)
    return cell_then, cell_then if day == today() else await _cell(session, subject, today())


async def _cell(session: AsyncSession, subject: Subject, day: date) -> int | None:
    if subject.customer_id is None:
        return subject.cell_id
    cell = await cell_of_customer(session, subject.customer_id, day)
    return None if cell is None else cell.cell_id


async def _person(session: AsyncSession, query: str, key: int | UUID) -> Subject | None:
    row = (await session.execute(text(query), {"id": key})).one_or_none()
    return None if row is None else Subject(row.city_id, row.person_id)
