"""To whom somebody may write: specialists who work cells of his, or a customer's cell, and have an account."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.public import cell_of_customer
from gridward.identity.contract import DataScope
from gridward.kernel.clock import today
from gridward.kernel.errors import Conflict
from gridward.staffing.public import worker_of_cell

_READERS = text(
    """SELECT s.id AS specialist_id, s.name_masked, a.account_id, array_agg(DISTINCT c.name) AS cells,
           min(n.name) AS station
       FROM staffing.tenure t JOIN grids.cell c ON c.id = t.cell_id
       JOIN staffing.specialist_account a USING (specialist_id) JOIN book.specialist s ON s.id = a.specialist_id
       LEFT JOIN stations.cell_station k ON k.cell_id = c.id LEFT JOIN stations.station n ON n.id = k.station_id
       WHERE c.city_id = :city AND t.during @> CAST(:day AS date)
         AND (CAST(:cells AS int[]) IS NULL OR t.cell_id = ANY(:cells))
       GROUP BY s.id, s.name_masked, a.account_id ORDER BY min(n.name), s.name_masked, s.id"""
)
_ACCOUNT = text("SELECT account_id FROM staffing.specialist_account WHERE specialist_id = :specialist")


async def readers_in_scope(session: AsyncSession, scope: DataScope, city_id: int) -> list[RowMapping]:
    """The specialists who work cells in scope today, as `Reader` with `account_id`."""
    scope.require_city(city_id)
    values = {"city": city_id, "day": today(), "cells": scope.cell_list}
    return list((await session.execute(_READERS, values)).mappings())


async def require_readers(
    session: AsyncSession, scope: DataScope, city_id: int, specialists: Collection[int]
) -> list[UUID]:
    """Their accounts. Raises `memo.nobody` where one of them works no cell in scope today."""
    known: dict[Any, UUID] = {
        row["specialist_id"]: row["account_id"] for row in await readers_in_scope(session, scope, city_id)
    }
    if not known.keys() >= set(specialists):
        raise _nobody("One of them works none of your cells today, or has no account.")
    return [known[one] for one in set(specialists)]


async def reader_for(session: AsyncSession, person_id: int) -> UUID:
    """The account of whoever works a person's cell. Raises `memo.nobody`."""
    cell = await cell_of_customer(session, person_id, today())
    account = None if cell is None else await account_of_cell(session, cell.cell_id)
    if account is None:
        raise _nobody("Nobody with an account works the customer's cell.")
    return account


async def account_of_cell(session: AsyncSession, cell_id: int) -> UUID | None:
    """The account of whoever works a cell today."""
    worker = await worker_of_cell(session, cell_id, today())
    if worker is None:
        return None
    account: UUID | None = await session.scalar(_ACCOUNT, {"specialist": worker.specialist_id})
    return account


def _nobody(detail: str) -> Conflict:
    return Conflict("memo.nobody", detail, "Load the list of those whom you can write to.")
