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
    ours = now()
    behind = timedelta() if sent_at is None else ours - sent_at
    if abs(behind) <= timedelta(minutes=field_rules().clock.ahead_minutes):
        return list(operations)
    return [_corrected(one, behind, ours) for one in operations]


def doubt(at: datetime, ours: datetime) -> str | None:
    """Why it cannot be believed, at a time by our clock, that something was done at `at`; None where it can."""
    rules, ago = field_rules().clock, ours - at
    if ago < timedelta(minutes=-rules.ahead_minutes):
        return "clock.ahead"
    if ago > timedelta(days=rules.oldest_days):
        return "clock.behind"
    return None


def _corrected(operation: OperationIn, behind: timedelta, ours: datetime) -> OperationIn:
    if isinstance(operation, MalformedOperation):
        return operation
    at = operation.occurred_at + behind
    if doubt(at, ours) is not None:
        return operation
    told = operation.model_dump()
    return CorrectedOperation.model_construct(
        **{**told, "occurred_at": at, "device_at": operation.occurred_at}
    )
