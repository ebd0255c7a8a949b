"""The codes that customers read out: what is kept of them, and how often one may be sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.kernel.errors import TooMany
from gridward.platform.crypto import cipher
from gridward.policycare.rules import CodeRules

_DAY = timedelta(hours=24)
_SENT = text(
    """SELECT sent_at FROM policycare.code
       WHERE (customer_id = :customer OR number_key = :key) AND sent_at > :since ORDER BY sent_at"""
)


def key_of_code(code_id: UUID, code: str) -> UUID:
    """What is kept of a code; another row's key of the same code is another one."""
    return cipher().fingerprint(f"{code_id} {code}", "policycare.code")


def wait_for_code(
    rules: CodeRules, sent: Sequence[datetime], last: datetime | None, moment: datetime
) -> TooMany | None:
    """Why no code may be sent now; None where one may.

    `sent` are the codes of the last day to this person or number, oldest first; `last` the person's last one.
    """
    if last is not None and moment < last + rules.again_after:
        left = (last + rules.again_after - moment).total_seconds()
        return TooMany(
            "service.code_too_soon",
            "A code was sent a moment ago.",
            "Wait until it has arrived, or until another one may be sent.",
            retry_after_s=left,
        )
    if len(sent) >= rules.a_day:
        left = (sent[-rules.a_day] + _DAY - moment).total_seconds()
        return TooMany(
            "service.codes_used_up",
            f"{rules.a_day} codes were sent within a day.",
            "Try again when the day is over, or let the customer call the hotline.",
            retry_after_s=left,
            a_day=rules.a_day,
        )
    return None


async def codes_of_a_day(
    session: AsyncSession, request: Row[Any], key: UUID, moment: datetime
) -> list[datetime]:
    """When codes were sent to the request's person, or to this number, within the last day; oldest first."""
    rows = await session.scalars(_SENT, {"customer": request.customer_id, "key": key, "since": moment - _DAY})
    return list(rows)
