"""The rules of treatment that ops may change: `grid_data/rules/treatment`."""

from pydantic import Field

from gridward.platform.rules import RulePart, load_rules


class LotRules(RulePart):
    """Who is left to himself."""

    held_out: float = Field(ge=0.05, le=0.10)
    to_all: frozenset[str]
    """Templates of messages that go to them too."""


class ValueOfPremium(RulePart):
    """What a premium is worth."""

    margin: float = Field(gt=0, le=1)
    yearly_persistency: float = Field(gt=0, lt=1)
    most_years: int = Field(ge=1)


class Fatigue(RulePart):
    """What it costs to be contacted often."""

    cost: float = Field(ge=0)
    """Yuan for each contact of the last `days`."""
    days: int = Field(ge=1)


class Rest(RulePart):
    """How long nothing follows an action."""

    days: int = Field(ge=0)


class OfferRules(RulePart):
    """To whom a way out is offered."""

    premium_to_income_from: float = Field(gt=0)
    debit_states: frozenset[str]


class ActionRules(RulePart):
    """What an action takes and gives."""

    cost: float = Field(ge=0)
    """Yuan."""
    minutes: float = Field(ge=0)
    save_rate: float = Field(gt=0, lt=1)


class Actions(RulePart):
    """All actions but none."""

    message: ActionRules
    call: ActionRules
    offer: ActionRules
    visit: ActionRules


class Capacity(RulePart):
    """What can be done, in minutes."""

    visit_minutes_a_day: float = Field(ge=0)
    call_minutes_a_day: float = Field(ge=0)
    days: int = Field(ge=1)
    least_seats: int = Field(ge=0)


class Measuring(RulePart):
    """How outcomes are counted."""

    prior_weight: float = Field(gt=0)
    card_weight: float = Field(gt=0)
    closed_after_days: int = Field(ge=60)
    paid_within_days: int = Field(ge=1)


class TreatmentRules(RulePart):
    """A version of the rules."""

    version: str
    lot: LotRules
    value: ValueOfPremium
    fatigue: Fatigue
    rest: Rest
    offer: OfferRules
    actions: Actions
    capacity: Capacity
    measuring: Measuring


def treatment_rules() -> TreatmentRules:
    """The rules in use. Raises `rules.invalid`."""
    return load_rules(TreatmentRules, "treatment")
