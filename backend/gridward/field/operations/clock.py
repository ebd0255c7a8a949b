"""When something was done, where the clock of the tablet that sends it is wrong."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from gridward.field.envelope import CorrectedOperation, MalformedOperation, OperationIn
from gridward.field.rules import field_rules
from gridward.kernel.clock import now


def by_our_clock(operations: Sequence[OperationIn], sent_at: datetime | None) -> list[OperationIn]:
    """Operations with their time by our clock; `sent_at` is when they were sent, by the tablet's.

    A clock that is as right as it has to be is believed. Where the time would become one that nobody could believe, the
    clock was right when the work was done and was set wrong since: then the tablet's time stands.
    """
    behind = timedelta() if sent_at is None else now() - sent_at
    if abs(behind) <= timedelta(minutes=field_rules().clock.ahead_minutes):
        return list(operations)
    return [_corrected(one, behind) for one in operations]


def doubt(at: datetime) -> str | None:
    """Why it cannot be believed that something was done at a time; None where it can."""
    rules, ours = field_rules().clock, now()
    if at > ours + timedelta(minutes=rules.ahead_minutes):
        return "clock.ahead"
    if at < ours - timedelta(days=rules.oldest_days):
        return "clock.behind"
    return None


def _corrected(operation: OperationIn, behind: timedelta) -> OperationIn:
    if isinstance(operation, MalformedOperation):
        return operation
    at = operation.occurred_at + behind
    if doubt(at) is not None:
        return operation
    told = operation.model_dump()
    return CorrectedOperation.model_construct(
        **{**told, "occurred_at": at, "device_at": operation.occurred_at}
    )
