"""What customers ask for in the field (保全受理)."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import FROM_TABLET, NewMatter
from gridward.engagement.public import (
    MorePapers,
    Said,
    add_papers,
    drop_request,
    lacking,
    open_matter,
    service_items,
)
from gridward.field.operations.work import Result, Work, their_policies
from gridward.field.payloads_service import RequestSubmit, RequestSupplement
from gridward.kernel.errors import Conflict


async def submit(session: AsyncSession, work: Work, payload: RequestSubmit) -> Result:
    """Take a request in, also where something that it needs is lacking: the rules may be others than the tablet's.

    Raises `service_item.unknown` and `service.id_taken`.
    """
    result = Result()
    policy = await _his_policy(session, work, payload.policy_id, result)
    said = Said(
        policy is not None, payload.note, payload.values, [n for n, names in payload.papers.items() if names]
    )
    lacks = lacking(service_items().needs_of(payload.item), said)
    if lacks:
        result.note = "service_item.lacks"
    matter = NewMatter(
        work.city_id,
        work.person,
        payload.item,
        work.account_id,
        work.at,
        _key(payload.request_id),
        payload.note,
        attachments=payload.attachments,
        cell_id=work.cell_id,
        policy_id=policy,
        values=payload.values,
        papers=payload.papers,
        lacks=tuple(lacks),
    )
    if not await open_matter(session, matter):
        raise Conflict("service.id_taken", "Another request has this number.", "Take it in anew.")
    return result


async def supplement(session: AsyncSession, work: Work, payload: RequestSupplement) -> Result:
    """Add papers to a request of the customer, whoever took it in. Raises `service.closed`."""
    more = MorePapers(
        work.op_id,
        work.city_id,
        work.person,
        _key(payload.request_id),
        work.account_id,
        work.at,
        payload.attachments,
        payload.papers,
    )
    if not await add_papers(session, more):
        raise Conflict(
            "service.closed",
            "The request is closed, is none of this customer's, or has as many papers as it may have.",
            "Take a new one in with the papers.",
        )
    return Result()


async def undo_submit(session: AsyncSession, work: Work, payload: RequestSubmit, op_id: UUID) -> None:
    """Take a request back that nobody has looked at. Raises `undo.built_on`."""
    if not await drop_request(session, work.city_id, _key(payload.request_id)):
        raise Conflict(
            "undo.built_on",
            "Somebody goes by it already.",
            "Say what counts now as something new, or ask your supervisor.",
        )


async def _his_policy(session: AsyncSession, work: Work, policy: int | None, result: Result) -> int | None:
    if policy is None or (policy, work.person) in await their_policies(session, [(policy, work.person)]):
        return policy
    result.fault("policy.unknown", "policy_id", "The customer has no such policy.")
    return None


def _key(request_id: UUID) -> str:
    return f"{FROM_TABLET}{request_id}"
