"""A tablet reports what waits on it; what vanished from it without having arrived is noticed."""

import random
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.devices.schemas import ReportIn
from gridward.field.rules import field_rules
from gridward.identity.contract import Actor
from gridward.identity.public import DeviceState, find_device, no_device, note_wiped, state_for_tablet
from gridward.kernel.clock import now

_ARRIVED = text("SELECT op_id FROM field.operation WHERE op_id = ANY(:ids)")
_ELSEWHERE = text(
    """SELECT coalesce(sum(waiting), 0) FROM identity.device
       WHERE account_id = :account AND id <> :device AND state <> 'wiped'"""
)


async def take_report(
    session: AsyncSession, actor: Actor, device_id: UUID, report: ReportIn
) -> dict[str, Any]:
    """Keep what a tablet reports; what it is to do. Raises `device.not_found` for one that has not registered."""
    device = await find_device(session, device_id, actor.account_id, lock=True)
    if device is None:
        raise no_device()
    vanished = set(device.waiting_ids) - set(report.outbox.op_ids)
    given_up = vanished & set(report.outbox.given_up)
    device.given_up += len(given_up)
    vanished -= given_up
    if vanished:
        vanished -= set(await session.scalars(_ARRIVED, {"ids": list(vanished)}))
    # A cell that it reads no more has no cursor; one that it reads on has none that is smaller.
    is_back = any(report.cursors.get(cell, seq) < seq for cell, seq in device.cursors.items())
    if vanished or is_back:
        device.missing, device.missed_at = (device.missing or 0) + len(vanished), now()
    device.reported_at, device.app_version, device.cursors = now(), report.app_version, report.cursors
    device.waiting, device.waiting_ids = report.outbox.count, report.outbox.op_ids
    device.oldest_at = report.outbox.oldest_at
    device.usage_bytes, device.quota_bytes = report.storage.usage, report.storage.quota
    device.persisted = report.storage.persisted
    told = state_for_tablet(DeviceState(device.state))
    if report.wiped and told == "wipe" and report.outbox.count == 0:
        await note_wiped(session, device)
    wait = field_rules().batch.next_sync_after_s
    elsewhere = await session.scalar(_ELSEWHERE, {"account": actor.account_id, "device": device_id})
    return {
        "state": told,
        "next_sync_after_s": round(wait * random.uniform(0.75, 1.25)),
        "missing": device.missing or 0,
        "elsewhere": elsewhere,
    }
