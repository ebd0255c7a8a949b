"""Reviews and recommendations as text to keep, and the fingerprint by which either is known again."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from gridward.recommendation.facts import About, Offered, Refused, Review


def review_figures(about: About, review: Review) -> str:
    """The figures of a review as JSON; the same figures give the same text."""
    return _plain({"about": asdict(about), "review": asdict(review)})


def proposal_figures(offered: Offered, others: list[Refused]) -> str:
    """A recommended product with its reasons, and those against the others, as JSON."""
    return _plain({"offered": asdict(offered), "others": [asdict(one) for one in others]})


def fingerprint(figures: str) -> str:
    """What a tablet sends back to say which figures it showed."""
    return hashlib.sha256(figures.encode()).hexdigest()[:32]


def _plain(value: dict[str, Any]) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
