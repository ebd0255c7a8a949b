"""One request, for somebody who may see its customer; held, where it is to be changed."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.public import person_in_scope
from gridward.identity.contract import DataScope
from gridward.kernel.errors import Conflict, NotFound
from gridward.policycare.contract import Kind, State

_ONE = "SELECT * FROM policycare.request WHERE id = :id"


async def one_at_a_time(session: AsyncSession, person_id: int) -> None:
    """Whatever is done about a person's details waits for what is being done about them."""
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended('policycare/' || CAST(:person AS text), 0))"),
        {"person": str(person_id)},
    )


async def find_request(
    session: AsyncSession, scope: DataScope, request_id: UUID, *, hold: bool = False
) -> Row[Any]:
    """A request. Raises `service.not_found`, out of scope as well."""
    row = (await session.execute(text(_ONE), {"id": request_id})).one_or_none()
    if row is None:
        raise _not_found()
    try:
        await person_in_scope(session, scope, row.customer_id)
    except NotFound as error:
        raise _not_found() from error
    if not hold:
        return row
    await one_at_a_time(session, row.customer_id)
    return (await session.execute(text(f"{_ONE} FOR UPDATE"), {"id": request_id})).one()


def is_confirmed(row: Row[Any]) -> bool:
    """Whether the customer said the code."""
    return row.confirmed_at is not None


def require_waiting(row: Row[Any]) -> None:
    """Raises `service.closed` where the customer is not waited for any more."""
    if row.state != State.NEEDS_CUSTOMER:
        raise Conflict(
            "service.closed",
            f"The request is {row.state}.",
            "Load the customer's page; take the request in anew where it is needed.",
            state=row.state,
            kind=Kind(row.kind).value,
        )


def _not_found() -> NotFound:
    return NotFound(
        "service.not_found",
        "There is no such request.",
        "Load the customer's page: he may be in another cell now.",
    )
