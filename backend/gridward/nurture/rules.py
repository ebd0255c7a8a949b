"""The rules of the programme that ops may change: `grid_data/rules/nurture`."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from gridward.engagement.contract import Stage
from gridward.platform.rules import RulePart, load_rules


class LotRules(RulePart):
    """Who gets all other contacts but none of the programme."""

    held_out: float = Field(ge=0.05, le=0.10)


class Quiet(RulePart):
    """When nothing is sent."""

    before_due_days: int = Field(ge=0)
    after_due_days: int = Field(ge=0)
    after_contact_days: int = Field(ge=0)
    tasks: frozenset[str]
    """Kinds of tasks that keep it quiet while they are open."""
    case_days: int = Field(ge=0)


class Budget(RulePart):
    """In so many days at most so many messages of the programme."""

    days: int = Field(ge=1)
    messages: int = Field(ge=1)


class CallRules(RulePart):
    """When a call follows the message, in days."""

    first: int = Field(ge=1)
    last: int
    within_days: int = Field(ge=1)

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.last < self.first:
            raise ValueError("calls end after they begin")
        return self


class FieldRules(RulePart):
    """How much of the programme a specialist gets."""

    most_a_day: int = Field(ge=1)
    most_open: int = Field(ge=1)


class FieldStep(RulePart):
    """An occasion on which the specialist of the cell acts, in place of a message."""

    stage: Stage
    ahead_days: int = Field(ge=0, le=30)
    within_days: int = Field(ge=0, le=30)
    priority: float = Field(gt=0, lt=1)
    """After everything that is due, and after first contacts."""


class MeasuringRules(RulePart):
    """How outcomes are counted, in days after the message."""

    opted_out_days: int = Field(ge=1)
    promised_days: int = Field(ge=1)
    follow_days: int = Field(ge=1)
    closed_after_days: int = Field(ge=60)
    paid_within_days: int = Field(ge=1)
    months: int = Field(ge=1, le=36)


class _Occasion(RulePart):
    """What all occasions have."""

    name: str = Field(pattern="^[a-z_]+$")
    zh: str
    en: str
    purpose: Literal["service", "marketing"]
    template: str
    lasts_days: int = Field(ge=1, le=60)
    every_days: int = Field(ge=1)
    call: bool = False
    """Whether a seat's call follows where nobody was reached since."""
    field: FieldStep | None = None
    """None: it is never the specialist's."""

    @model_validator(mode="after")
    def _no_sales_calls(self) -> Self:
        if self.call and self.purpose != "service":
            raise ValueError("only an occasion of service is followed by a call")
        if self.every_days < self.lasts_days:
            raise ValueError("an occasion ends before it comes again")
        return self


class Birthday(_Occasion):
    """The customer's own; organisations have none."""

    kind: Literal["birthday"]
    least_age: int = Field(ge=18)


class PolicyYear(_Occasion):
    """So many days after an anniversary of a policy."""

    kind: Literal["policy_year"]
    after_days: int = Field(ge=0, lt=365)
    from_year: int = Field(ge=1)
    states: frozenset[str]
    categories: frozenset[str]
    """As the insurer names them; all of them where there are none."""
    unless_requested: frozenset[str]
    requested_days: int = Field(ge=0)


class Reinstatement(_Occasion):
    """So many days before the right to bring a policy back ends."""

    kind: Literal["reinstatement"]
    before_days: int = Field(ge=1)


class Content(_Occasion):
    """Something worth knowing, at a time of the year."""

    kind: Literal["content"]
    starts: str = Field(pattern=r"^\d\d-\d\d$")
    spread_days: int = Field(ge=1, le=366)
    """Everybody has a day of his own among so many, so that not all call back at once."""

    @model_validator(mode="after")
    def _day_of_each_year(self) -> Self:
        date.fromisoformat(f"2001-{self.starts}")
        return self


Occasion = Annotated[Birthday | PolicyYear | Reinstatement | Content, Field(discriminator="kind")]


class NurtureRules(RulePart):
    """A version of the programme."""

    version: str
    lot: LotRules
    quiet: Quiet
    budget: tuple[Budget, ...]
    calls: CallRules
    field: FieldRules
    measuring: MeasuringRules
    occasion: tuple[Occasion, ...]

    @model_validator(mode="after")
    def _names_once(self) -> Self:
        names = [one.name for one in self.occasion]
        if len(set(names)) < len(names):
            raise ValueError("two occasions have one name")
        return self


def nurture_rules() -> NurtureRules:
    """The rules in use. Raises `rules.invalid`."""
    return load_rules(NurtureRules, "nurture")
