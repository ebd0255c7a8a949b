"""What a call may come to and what follows from it: the tree of `grid_data/rules/call_outcomes`."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from gridward.engagement.contract import CallOutcome
from gridward.kernel.errors import Invalid
from gridward.platform.rules import RulePart, load_rules

Direction = Literal["outbound", "inbound"]


class OutcomeRule(RulePart):
    """A leaf of the tree."""

    code: CallOutcome
    key: Annotated[str, Field(min_length=1, max_length=1)]
    calls: tuple[Direction, ...] = ("outbound", "inbound")
    needs: Literal["promise", "callback_at", "visit", "service"] | None = None
    after: Literal["done", "again", "callback"] = "done"
    script: str | None = None
    """What to say from then on, in place of the call's own."""
    refuses: bool = False
    settles: bool = False


class OutcomeBranch(RulePart):
    """Outcomes that belong together, in both languages."""

    code: str
    zh: str
    en: str
    outcome: tuple[OutcomeRule, ...]


class OutcomeRules(RulePart):
    """A version of `grid_data/rules/call_outcomes`."""

    version: str
    branch: tuple[OutcomeBranch, ...]

    @model_validator(mode="after")
    def _one_leaf_a_code_and_key(self) -> Self:
        for direction in ("outbound", "inbound"):
            leaves = [leaf for leaf in self.leaves() if direction in leaf.calls]
            if len({leaf.code for leaf in leaves}) < len(leaves) or len({leaf.key for leaf in leaves}) < len(
                leaves
            ):
                raise ValueError(f"two {direction} outcomes have the same code or key")
        if any((leaf.after == "callback") != (leaf.needs == "callback_at") for leaf in self.leaves()):
            raise ValueError("a call back needs its time")
        return self

    def leaves(self) -> Iterator[OutcomeRule]:
        """All outcomes in their order."""
        return (leaf for branch in self.branch for leaf in branch.outcome)


def outcome_rules() -> OutcomeRules:
    """The rules in force. Raises `rules.invalid`."""
    return load_rules(OutcomeRules, "call_outcomes")


def rule_of(outcome: CallOutcome, direction: Direction) -> OutcomeRule:
    """What follows from an outcome. Raises `call.outcome_not_offered`."""
    for leaf in outcome_rules().leaves():
        if leaf.code == outcome and direction in leaf.calls:
            return leaf
    raise Invalid(
        "call.outcome_not_offered",
        f"A call of this kind does not come to {outcome}.",
        "Choose another outcome; load the page again where it is offered there.",
        outcome=outcome.value,
    )


def tried_again() -> list[str]:
    """The outcomes of tries in vain, after which somebody is called again."""
    return [leaf.code.value for leaf in outcome_rules().leaves() if leaf.after == "again"]
