"""What the system itself tells specialists: what was decided about their work, and work of others for their customers."""

from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.memos.readers import account_of_cell
from gridward.field.memos.writing import NewMemo, send_memo
from gridward.kernel.clock import today


async def tell_decided(
    session: AsyncSession,
    city_id: int,
    reader: UUID,
    op_id: UUID,
    kind: str,
    verdict: str,
    reason: str | None,
) -> None:
    """Tell whoever sent an operation what a supervisor decided about it."""
    params = {"op_id": str(op_id), "kind": kind, "verdict": verdict}
    memo = NewMemo(
        uuid5(op_id, "decided"), city_id, "system", text=reason, code="work_decided", params=params
    )
    await send_memo(session, memo, [reader])


async def tell_forwarded(
    session: AsyncSession, city_id: int, person_id: int, cell_id: int, by: str | None, sender: UUID
) -> None:
    """Tell whoever works a customer's cell now that somebody else worked for him: once a day."""
    reader = await account_of_cell(session, cell_id)
    if reader is None:
        return
    number = uuid5(NAMESPACE_URL, f"forwarded/{reader}/{sender}/{person_id}/{today()}")
    memo = NewMemo(number, city_id, "system", None, person_id, code="work_forwarded", params={"by": by})
    await send_memo(session, memo, [reader])
