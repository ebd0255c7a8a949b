"""What requests keep of contact details: sealed for their own row."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from gridward.platform.crypto import cipher


def seal_values(request_id: UUID, values: Mapping[str, str]) -> bytes | None:
    """A request's new values by field; None where nothing is new."""
    if not values:
        return None
    return cipher().seal(json.dumps(dict(values), ensure_ascii=False), _values(request_id))


def open_values(row: Any) -> dict[str, str]:
    """The new values of a request (a row with its `id` and `values_sealed`)."""
    if row.values_sealed is None:
        return {}
    found: dict[str, str] = json.loads(cipher().open(row.values_sealed, _values(row.id)))
    return found


def seal_before(request_id: UUID, customer_id: int, name: str, value: str) -> bytes:
    """What stood in a field of a customer number before."""
    return cipher().seal(value, _before(request_id, customer_id, name))


def open_before(row: Any) -> str:
    """The same (from a row of `policycare.detail`)."""
    return cipher().open(row.before_sealed, _before(row.request_id, row.customer_id, row.field))


def _values(request_id: UUID) -> str:
    return f"policycare.request.values/{request_id}"


def _before(request_id: UUID, customer_id: int, name: str) -> str:
    return f"policycare.detail.before/{request_id}/{customer_id}/{name}"
