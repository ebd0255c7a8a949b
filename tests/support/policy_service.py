"""Customers who confirm their contact details: what they read on their telephones, and what becomes of it."""

import json
import uuid
from typing import Any

from gridward.platform.crypto import cipher
from gridward.platform.settings import settings
from support.field_work import rows

MOBILE = "16500009876"
"""A number that nobody has."""


def outbox() -> list[dict[str, Any]]:
    """The messages that were written, oldest first."""
    return _lines("outbox")


def sent_from(url: str) -> list[dict[str, Any]]:
    """The messages of one database: all tests of a run share the outbox."""
    own = {number for (number,) in rows(url, "SELECT id::text FROM engagement.message")}
    return [line for line in outbox() if line["id"] in own]


def core_lines(request_id: str) -> list[dict[str, Any]]:
    """What was written for the core about a request."""
    return [line for line in _lines("core") if line["request"] == request_id]


def last_message(url: str, request_id: str) -> dict[str, Any]:
    """The last code message of a request, as the customer reads it."""
    ((message,),) = rows(
        url,
        """SELECT m.id::text FROM engagement.message m JOIN policycare.code c ON m.source_key = 'code/' || c.id
           WHERE c.request_id = %s ORDER BY c.sent_at DESC LIMIT 1""",
        request_id,
    )
    return next(line for line in outbox() if line["id"] == message)


def code_of(url: str, request_id: str) -> str:
    """The code in it."""
    return "".join(filter(str.isdigit, last_message(url, request_id)["text"].partition("，")[0]))


def other_than(code: str) -> str:
    """A wrong code."""
    return f"{(int(code) + 1) % 10 ** len(code):0{len(code)}d}"


def wanted(**values: Any) -> dict[str, Any]:
    """A request as a client sends it."""
    return {"request_id": str(uuid.uuid4()), **values}


def details_of(url: str, customer_id: int) -> dict[str, str]:
    """What is on file under a customer number, in the clear."""
    ((number, postcode, *sealed),) = rows(
        url,
        """SELECT customer_no, coalesce(postcode, ''), mobile_sealed, landline_sealed, address_sealed
           FROM book.customer WHERE id = %s""",
        customer_id,
    )
    found = {"postcode": postcode}
    for name, value in zip(("mobile", "landline", "address"), sealed, strict=True):
        found[name] = cipher().open(value, f"book.customer.{name}/{number}") if value else ""
    return found


def _lines(folder: str) -> list[dict[str, Any]]:
    paths = sorted((settings().files_dir / folder).glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
