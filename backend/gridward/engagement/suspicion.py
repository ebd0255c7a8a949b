"""By which signs organised surrender is suspected: `grid_data/rules/organised_surrender`."""

from collections.abc import Sequence

from gridward.kernel.errors import Invalid
from gridward.platform.rules import RulePart, load_rules


class Sign(RulePart):
    """Something that a seat hears, in both languages."""

    code: str
    zh: str
    en: str


class SuspicionRules(RulePart):
    """A version of `grid_data/rules/organised_surrender`."""

    version: str
    zh: str
    en: str
    sign: tuple[Sign, ...]


def suspicion_rules() -> SuspicionRules:
    """The rules in force. Raises `rules.invalid`."""
    return load_rules(SuspicionRules, "organised_surrender")


def require_signs(codes: Sequence[str]) -> None:
    """Raises `suspicion.unknown_sign`."""
    unknown = sorted(set(codes) - {sign.code for sign in suspicion_rules().sign})
    if unknown:
        raise Invalid(
            "suspicion.unknown_sign",
            f"These are no signs of organised surrender: {', '.join(unknown)}.",
            "Load the page again and choose from the list.",
            signs=unknown,
        )
