"""What customers agreed to, or took back, before a specialist."""

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewConsent
from gridward.engagement.public import record_consent
from gridward.field.operations.work import Result, Work
from gridward.field.payloads import ConsentRecord
from gridward.kernel.errors import Conflict


async def record(session: AsyncSession, work: Work, payload: ConsentRecord) -> Result:
    """Keep a customer's word. Raises `consent.id_taken`."""
    consent = NewConsent(
        payload.consent_id,
        work.city_id,
        work.person,
        payload.purpose,
        payload.given,
        payload.how,
        work.at,
        work.account_id,
        work.specialist_id,
    )
    if not await record_consent(session, consent):
        raise Conflict("consent.id_taken", "Another consent has this number.", "Record it anew.")
    return Result()
