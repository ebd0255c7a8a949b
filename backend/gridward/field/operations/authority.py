"""Whether work was in somebody's cell when he did it, whoever serves the customer now."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.activities.public import guest_of_code
from gridward.grids.public import cell_of_customer, cells_of_persons
from gridward.kernel.clock import policy_day, today
from gridward.platform.statements import Statement
from gridward.staffing.public import works_cell


@dataclass(frozen=True)
class Subject:
    """What an operation is about: a person, or a cell as a whole."""

    city_id: int
    customer_id: int | None = None
    cell_id: int | None = None


class Judged(NamedTuple):
    """The customer's cell when the work was done, and today."""

    cell_then: int
    cell_now: int | None
    still_his: bool
    """Whether whoever did it works the customer's cell today."""


@dataclass
class Known:
    """What one transaction has learnt: nothing that operations do changes it."""

    subjects: dict[int, Subject] = field(default_factory=dict)
    """By customer number."""
    cells: dict[tuple[int, date], int | None] = field(default_factory=dict)
    """By person and day; None for whoever had no cell."""
    works: dict[tuple[int, int, date], bool] = field(default_factory=dict)
    """Whether a specialist works a cell on a day."""
    today: date = field(default_factory=today)


_SUBJECTS = Statement(
    "SELECT customer_id, city_id, person_id FROM census.customer_standing WHERE customer_id = ANY(:ids)"
)


async def subject_of_customer(session: AsyncSession, payload: Any) -> Subject | None:
    """The person behind the payload's `customer_id`."""
    return await _customer(session, payload.customer_id)


async def subject_of_request(session: AsyncSession, payload: Any) -> Subject | None:
    """The person whom the visit is for."""
    return await _person(
        session,
        "SELECT city_id, customer_id AS person_id FROM engagement.visit_request WHERE id = :id",
        payload.request_id,
    )


async def subject_of_code(session: AsyncSession, payload: Any) -> Subject | None:
    """The person who has a code of the payload's event."""
    customer = await guest_of_code(session, payload.event_id, payload.code)
    return None if customer is None else await _customer(session, customer)


async def subject_of_handover(session: AsyncSession, payload: Any) -> Subject | None:
    """The cell that is handed over."""
    rows = await session.execute(
        text("SELECT city_id, cell_id FROM staffing.handover WHERE id = :id"), {"id": payload.handover_id}
    )
    row = rows.one_or_none()
    return None if row is None else Subject(row.city_id, cell_id=row.cell_id)


async def read_ahead(session: AsyncSession, customers: set[int], days: set[date]) -> Known:
    """What will be asked of customers on some days and today, read for all of them together."""
    known = Known()
    if not customers:
        return known
    rows = await _SUBJECTS.rows(session, {"ids": sorted(customers)})
    known.subjects = {row.customer_id: Subject(row.city_id, row.person_id) for row in rows}
    persons = {one.customer_id for one in known.subjects.values() if one.customer_id is not None}
    for day in sorted(days | {known.today}):
        cells = await cells_of_persons(session, persons, day)
        known.cells |= {(person, day): cells.get(person) for person in persons}
    return known


async def judge(
    session: AsyncSession, known: Known, specialist_id: int, subject: Subject, at: datetime
) -> Judged | None:
    """Judge by the tenure of cells on the day of `at`; None where it was not his cell.

    Customers and cells change hands from a day on, and nobody says at what hour: on that day a customer is also his whose he
    was the day before, who may have come before the change did.
    """
    for counts_on in _days(subject, policy_day(at)):
        cell_then = await _cell(session, known, subject, counts_on)
        if cell_then is not None and await _works(session, known, specialist_id, cell_then, counts_on):
            break
    else:
        return None
    cell_now = await _cell(session, known, subject, known.today)
    still_his = cell_now is not None and await _works(session, known, specialist_id, cell_now, known.today)
    return Judged(cell_then, cell_now, still_his)


def _days(subject: Subject, day: date) -> Iterator[date]:
    yield day
    # Only who works a cell now takes it over, and not who hands it over.
    if subject.customer_id is not None:
        yield day - timedelta(days=1)


async def cells_of(
    session: AsyncSession, known: Known, subject: Subject, at: datetime
) -> tuple[int | None, int | None]:
    """The subject's cell on the day of `at`, and today."""
    cell_then = await _cell(session, known, subject, policy_day(at))
    return cell_then, await _cell(session, known, subject, known.today)


async def _cell(session: AsyncSession, known: Known, subject: Subject, day: date) -> int | None:
    if subject.customer_id is None:
        return subject.cell_id
    key = (subject.customer_id, day)
    if key not in known.cells:
        cell = await cell_of_customer(session, subject.customer_id, day)
        known.cells[key] = None if cell is None else cell.cell_id
    return known.cells[key]


async def _works(session: AsyncSession, known: Known, specialist_id: int, cell_id: int, day: date) -> bool:
    key = (specialist_id, cell_id, day)
    if key not in known.works:
        known.works[key] = await works_cell(session, *key)
    return known.works[key]


async def _customer(session: AsyncSession, customer_id: int) -> Subject | None:
    return await _person(
        session,
        "SELECT city_id, person_id FROM census.customer_standing WHERE customer_id = :id",
        customer_id,
    )


async def _person(session: AsyncSession, query: str, key: int | UUID) -> Subject | None:
    row = (await session.execute(text(query), {"id": key})).one_or_none()
    return None if row is None else Subject(row.city_id, row.person_id)
