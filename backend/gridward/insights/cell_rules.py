"""What the map of cells counts: settings of `grid_data/rules/cell_figures`."""

from typing import Literal

from gridward.platform.rules import RulePart, load_rules


class CellRules(RulePart):
    """A version of the rules."""

    version: str
    top_tiers: tuple[str, ...]
    at_risk: tuple[Literal["upcoming", "due", "in_grace", "suspended"], ...]


def cell_rules() -> CellRules:
    """The rules in use. Raises `rules.invalid`."""
    return load_rules(CellRules, "cell_figures")
