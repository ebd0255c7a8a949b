"""Reads of operations, the last received first."""

from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope

_SHOWN = "SELECT op_id, kind, customer_id, occurred_at, received_at, state, receipt ->> 'code' AS code FROM field.operation"
_PAGE = """(CAST(:before AS uuid) IS NULL OR (received_at, op_id) < (
               SELECT b.received_at, b.op_id FROM field.operation b WHERE b.op_id = :before))
           ORDER BY received_at DESC, op_id DESC LIMIT :limit"""


async def own_operations(
    session: AsyncSession, account_id: UUID, state: str | None, before: UUID | None, limit: int
) -> list[RowMapping]:
    """What an account sent; `before` is the operation after which the page begins."""
    rows = await session.execute(
        text(
            f"""{_SHOWN} WHERE account_id = :account AND (CAST(:state AS text) IS NULL OR state = :state) AND {_PAGE}"""
        ),
        {"account": account_id, "state": state, "before": before, "limit": limit},
    )
    return list(rows.mappings())


async def waiting_operations(
    session: AsyncSession, scope: DataScope, city_id: int, before: UUID | None, limit: int
) -> list[RowMapping]:
    """What a person must decide about, in a city or those of its cells that are in scope."""
    scope.require_city(city_id)
    rows = await session.execute(
        text(
            f"""{_SHOWN} WHERE city_id = :city AND state = 'needs_attention'
                AND (CAST(:cells AS int[]) IS NULL OR cell_id = ANY(:cells)) AND {_PAGE}"""
        ),
        {"city": city_id, "cells": scope.cell_list, "before": before, "limit": limit},
    )
    return list(rows.mappings())
