"""Chance, divided: each stage draws from a stream of its own, so
that a change in one leaves the others as they were."""

from collections.abc import Mapping
from typing import Final

import numpy as np

_STAGES: Final = (
    *("land", "words", "streets", "places", "people", "agents", "policies", "premiums", "records"),
    *("companies", "fields", "contacts", "claims", "requests", "staff", "moves", "dirt", "changes"),
    "languages",
)

Streams = Mapping[str, np.random.Generator]


def streams(seed: int) -> Streams:
    """The streams of a seed."""
    seeds = np.random.SeedSequence(seed).spawn(len(_STAGES))
    return {stage: np.random.default_rng(part) for stage, part in zip(_STAGES, seeds, strict=True)}
