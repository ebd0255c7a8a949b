"""The rules `field`: how the work of tablets is taken in."""

from gridward.platform.rules import RulePart, load_rules


class ClockRules(RulePart):
    """How far a tablet's clock is believed."""

    ahead_minutes: int
    oldest_days: int


class BatchRules(RulePart):
    """When a tablet sends again."""

    next_sync_after_s: int


class NextStepRules(RulePart):
    """When the next step is due where no day was agreed on, in working days."""

    visit_again_working_days: int
    seat_call_working_days: int
    no_time_working_days: int


class FieldRules(RulePart):
    """All of them."""

    clock: ClockRules
    batch: BatchRules
    next_step: NextStepRules


def field_rules() -> FieldRules:
    """The rules in force."""
    return load_rules(FieldRules, "field")
