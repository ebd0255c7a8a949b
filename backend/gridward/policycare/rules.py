"""The rules of policy service, `grid_data/rules/policy_service`."""

from datetime import timedelta

from pydantic import Field

from gridward.platform.rules import RulePart, load_rules


class CodeRules(RulePart):
    """How a code is made, and how often."""

    digits: int = Field(ge=4, le=9)
    minutes: int = Field(ge=1)
    tries: int = Field(ge=1)
    again_after_seconds: int = Field(ge=1)
    a_day: int = Field(ge=1)

    @property
    def again_after(self) -> timedelta:
        """The least time between two codes."""
        return timedelta(seconds=self.again_after_seconds)


class MobileRules(RulePart):
    """Which telephone number may be a customer's."""

    most_others: int = Field(ge=0)


class PolicyServiceRules(RulePart):
    """A version of the rules."""

    version: str
    open_hours: int = Field(ge=1)
    tell_days: int = Field(ge=1)
    tell_again_hours: int = Field(ge=1)
    code: CodeRules
    mobile: MobileRules


def service_rules() -> PolicyServiceRules:
    """The rules in use. Raises `rules.invalid`."""
    return load_rules(PolicyServiceRules, "policy_service")
