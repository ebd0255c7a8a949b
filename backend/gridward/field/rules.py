"""The rules `field`: how the work of tablets is taken in, and how they get theirs."""

import random

from gridward.platform.rules import RulePart, load_rules


class ClockRules(RulePart):
    """How far a tablet's clock is believed."""

    ahead_minutes: int
    oldest_days: int


class BatchRules(RulePart):
    """When a tablet sends again."""

    next_sync_after_s: int


class SyncRules(RulePart):
    """What tablets keep of their cells."""

    snapshots_at_once: int
    retry_after_s: int
    changes_behind: int
    kept_for_days: int


class DeviceRules(RulePart):
    """When something about a tablet is told to whoever leads its specialist."""

    quiet_hours: int
    waiting_hours: int
    full_share: float


class AttachmentRules(RulePart):
    """How large they may be, and for how long those are kept that nobody needs."""

    most_mb: int
    most_mb_a_day: int
    unfinished_days: int
    unnamed_days: int


class MessageRules(RulePart):
    """How long messages to specialists are shown."""

    kept_for_days: int


class NextStepRules(RulePart):
    """When the next step is due where no day was agreed on, in working days."""

    visit_again_working_days: int
    seat_call_working_days: int
    no_time_working_days: int


class UndoRules(RulePart):
    """How long one's own work may be taken back or corrected."""

    hours: int


class FieldRules(RulePart):
    """All of them."""

    clock: ClockRules
    batch: BatchRules
    sync: SyncRules
    devices: DeviceRules
    attachments: AttachmentRules
    messages: MessageRules
    next_step: NextStepRules
    undo: UndoRules


def field_rules() -> FieldRules:
    """The rules in force."""
    return load_rules(FieldRules, "field")


def next_sync_after_s() -> int:
    """In how many seconds a tablet is to come again: scattered, so that those that came together do not stay together."""
    return round(field_rules().batch.next_sync_after_s * random.uniform(0.75, 1.25))
