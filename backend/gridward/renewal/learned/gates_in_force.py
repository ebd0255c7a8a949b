"""The gates as ops have them."""

from gridward.platform.rules import load_rules
from gridward.renewal.learned.gates import Gates


def gates() -> Gates:
    """Raises `rules.invalid`."""
    return load_rules(Gates, "risk_model")
