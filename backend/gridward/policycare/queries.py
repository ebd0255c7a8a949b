"""Reads of policy service for its screens. Every one takes the scope of the person who asks."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import contact_details
from gridward.grids.public import person_in_scope
from gridward.identity.contract import DataScope
from gridward.identity.public import display_names
from gridward.kernel.masking import mask_name
from gridward.policycare.contract import State
from gridward.policycare.details import mask_detail
from gridward.policycare.finding import find_request
from gridward.policycare.rules import service_rules

_MOST = 50
_ROWS = """
    SELECT r.*, c.number_masked, c.sent_at, c.expires_at, c.tries, c.gateway
    FROM policycare.request r LEFT JOIN LATERAL (
        SELECT * FROM policycare.code WHERE request_id = r.id ORDER BY sent_at DESC, id DESC LIMIT 1
    ) c ON true
"""


async def requests_of(session: AsyncSession, scope: DataScope, customer_id: int) -> dict[str, Any]:
    """A customer's requests and what is on file, as `ServiceRequestList`. Raises `customer.not_found`."""
    person = await person_in_scope(session, scope, customer_id)
    stored = await contact_details(session, person.customer_ids)
    stored.sort(key=lambda one: (one.customer_id != person.person_id, one.customer_id))
    on_file = {
        name: mask_detail(name, next((one.details[name] for one in stored if one.details[name]), ""))
        for name in ("mobile", "landline", "address")
    }
    rows = await session.execute(
        text(f"{_ROWS} WHERE r.customer_id = :person ORDER BY r.taken_at DESC, r.id DESC LIMIT :most"),
        {"person": person.person_id, "most": _MOST},
    )
    return {"on_file": on_file, "items": await _shown(session, list(rows))}


async def one_request(session: AsyncSession, scope: DataScope, request_id: UUID) -> dict[str, Any]:
    """A request as `ServiceRequestOut`. Raises `service.not_found`."""
    await find_request(session, scope, request_id)
    rows = await session.execute(text(f"{_ROWS} WHERE r.id = :id"), {"id": request_id})
    (shown,) = await _shown(session, list(rows))
    return shown


async def _shown(session: AsyncSession, rows: list[Row[Any]]) -> list[dict[str, Any]]:
    names = await display_names(session, {row.account_id for row in rows})
    return [
        {**row._mapping, "taken_by": mask_name(names.get(row.account_id, "")), "code": _code(row)}
        for row in rows
    ]


def _code(row: Row[Any]) -> dict[str, Any] | None:
    if row.sent_at is None or row.state != State.NEEDS_CUSTOMER:
        return None
    rules = service_rules().code
    return {
        "number_masked": row.number_masked,
        "sent_at": row.sent_at,
        "expires_at": row.expires_at,
        "again_at": row.sent_at + timedelta(seconds=rules.again_after_seconds),
        "tries_left": max(0, rules.tries - row.tries),
        "gateway": row.gateway,
    }
