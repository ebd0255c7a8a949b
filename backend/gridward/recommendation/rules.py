"""The rules of review and recommendation, as ops keep them."""

from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from gridward.platform.rules import RulePart, load_rules
from gridward.recommendation.contract import CoverNeed, Decision

Ages = tuple[int, int]
"""Years of age, both included."""
_EVERY_AGE: Ages = (0, 150)


class Part(RulePart):
    """One reason for a sum, and how much it comes to: years of income, or yuan."""

    code: str
    income_times: int | None = Field(default=None, ge=1)
    not_after: int | None = None
    """Years of income are counted up to this age only."""
    yuan: int | None = Field(default=None, ge=1)
    per_child: bool = False
    family: bool | None = None
    """Only for who has, or has not, somebody who lives on him."""
    ages: Ages = _EVERY_AGE

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if (self.income_times is None) == (self.yuan is None):
            raise ValueError("either income_times or yuan")
        return self


class NeedRule(RulePart):
    """What is needed, what counts as cover, and what answers it."""

    need: CoverNeed
    kind: Literal["sum", "has"]
    weight: Decimal = Field(gt=0)
    counts: list[str]
    categories: list[str]
    offers: list[str]
    indemnity: bool = False
    """It pays what something cost: a second one pays nothing more."""
    ages: Ages = _EVERY_AGE
    parts: tuple[Part, ...] = ()

    @model_validator(mode="after")
    def _parts_of_sums(self) -> Self:
        if (self.kind == "sum") != bool(self.parts):
            raise ValueError("a sum has parts, and only a sum has")
        return self


class ProductClass(RulePart):
    """Products that are approved alike."""

    code: str
    words: list[str]
    """What they are for, as delivered."""
    requires: tuple[str, ...] = ()
    """What a specialist has to be qualified as beyond his licence."""


class FollowUp(RulePart):
    """Within how many working days an accepted product is followed up."""

    working_days: int = Field(ge=1)


class ReviewRules(RulePart):
    """A version of `grid_data/rules/policy_review`."""

    version: str
    premium_ceiling: Decimal = Field(gt=0, le=1)
    least_gap: Decimal = Field(ge=0, lt=1)
    review_holds_days: int = Field(ge=1)
    licence: str
    on_duty: list[str]
    adult_age: int
    recording_age: int
    answer_days: dict[Decision, int]
    follow_up: FollowUp
    needs: list[NeedRule] = Field(min_length=1)
    classes: list[ProductClass]

    def class_of(self, word: str | None) -> ProductClass | None:
        """The class of a product by what it is for; None where it is not approved."""
        return next((one for one in self.classes if word in one.words), None)

    def need_of(self, word: str | None, category: str) -> NeedRule | None:
        """The need for which a policy counts: by what its product is for, by its category where that is not known."""
        return next(
            (
                rule
                for rule in self.needs
                if (word in rule.counts if word is not None else category in rule.categories)
            ),
            None,
        )


def review_rules() -> ReviewRules:
    """The rules in use. Raises `rules.invalid`."""
    return load_rules(ReviewRules, "policy_review")
