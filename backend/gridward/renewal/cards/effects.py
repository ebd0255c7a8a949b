"""What a card would change on a city's dues: both cards judge what the one in force looked at."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.renewal.card import Column, PointsCard, Scores
from gridward.renewal.cards.checking import require_sound
from gridward.renewal.cards.in_force import card_of
from gridward.renewal.cards.store import get_card, version_in_force
from gridward.renewal.judging import kept_columns

_EXAMPLES = 20

_KEPT = text(
    """SELECT f.policy_id, f.features FROM renewal.due_feature f JOIN renewal.due d USING (policy_id)
       WHERE f.city_id = :city ORDER BY f.policy_id"""
)
_OF_EXAMPLES = text(
    """SELECT d.policy_id, p.policy_no, d.customer_id, c.name_masked, d.due_on, d.amount
       FROM renewal.due d JOIN book.policy p ON p.id = d.policy_id JOIN book.customer c ON c.id = d.customer_id
       WHERE d.policy_id = ANY(:policies)"""
)


async def effects_of(session: AsyncSession, city_id: int, version: str) -> dict[str, Any]:
    """What the due list would be under a card instead of the one in force. Raises `card.not_found`, `card.faulty`."""
    wanted = await get_card(session, city_id, version)
    after = require_sound(wanted.content, version)
    current = await get_card(session, city_id, await version_in_force(session, city_id))
    before = card_of(current.version, current.content.plain())
    rows = [(row.policy_id, row.features) for row in await session.execute(_KEPT, {"city": city_id})]
    # Off the loop: a large city takes a second.
    found, examples = await asyncio.to_thread(compare, kept_columns(rows), before, after)
    as_of = await session.scalar(
        text("SELECT max(as_of) FROM renewal.due WHERE city_id = :city"), {"city": city_id}
    )
    of_examples = await session.execute(_OF_EXAMPLES, {"policies": list(examples)})
    shown = {row["policy_id"]: row for row in of_examples.mappings()}
    return {
        **found,
        "as_of": as_of,
        "before_version": before.version,
        "examples": [{**shown[policy], **judged} for policy, judged in examples.items() if policy in shown],
    }


def compare(
    columns: dict[str, Column], before: PointsCard, after: PointsCard
) -> tuple[dict[str, Any], dict[int, dict[str, Any]]]:
    """The figures, and of the dues with another tier those whose risk changes most, by policy. Pure."""
    was, would = before.score(columns), after.score(columns)
    n = len(was.points)
    names = [tier.name for tier in before.tiers], [tier.name for tier in after.tiers]
    flows = Counter(zip(was.tier.tolist(), would.tier.tolist(), strict=True))
    other_tier = np.array(names[0])[was.tier] != np.array(names[1])[would.tier]
    figures = {
        "dues": n,
        "other_points": int((was.points != would.points).sum()),
        "other_tier": int(other_tier.sum()),
        "rank_correlation": rank_correlation(was.probability, would.probability),
        "mean_before": round(float(was.probability.mean()), 4) if n else None,
        "mean_after": round(float(would.probability.mean()), 4) if n else None,
        "flows": [
            {"before": names[0][one], "after": names[1][other], "count": count}
            for (one, other), count in sorted(flows.items())
        ],
        "reasons": _reason_changes(before, was, after, would),
    }
    moved = np.abs(would.probability - was.probability)
    order = np.flatnonzero(other_tier)
    chosen = order[np.argsort(-moved[order], kind="stable")][:_EXAMPLES]
    sides = [_judged(card, columns, chosen) for card in (before, after)]
    policies = columns["policy_id"][chosen].tolist()
    return figures, {
        policy: {"before": one, "after": other} for policy, one, other in zip(policies, *sides, strict=True)
    }


def rank_correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> float | None:
    """Spearman's rank correlation; None where one of them is the same everywhere."""
    if len(one) == 0 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return None
    return round(float(np.corrcoef(_ranks(one), _ranks(other))[0, 1]), 4)


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks from 1 on; what is equal has the mean of its ranks."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: NDArray[np.float64] = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return ranks


def _reason_changes(
    before: PointsCard, was: Scores, after: PointsCard, would: Scores
) -> list[dict[str, Any]]:
    counts = [_reason_counts(before, was), _reason_counts(after, would)]
    changes = [
        {"code": code, "before": counts[0][code], "after": counts[1][code]}
        for code in counts[0].keys() | counts[1].keys()
    ]
    return sorted(changes, key=lambda one: (-abs(one["after"] - one["before"]), -one["before"], one["code"]))


def _reason_counts(card: PointsCard, scores: Scores) -> Counter[str]:
    numbers = np.bincount(scores.top[scores.top_points > 0], minlength=len(card.features))
    return Counter(
        {feature.name: count for feature, count in zip(card.features, numbers.tolist(), strict=True) if count}
    )


def _judged(
    card: PointsCard, columns: dict[str, Column], chosen: NDArray[np.int64]
) -> Sequence[dict[str, Any]]:
    some = {name: column[chosen] for name, column in columns.items()}
    scores = card.score(some)
    return [
        {"points": points, "risk": round(risk, 4), "tier": card.tiers[tier].name, "reasons": reasons}
        for points, risk, tier, reasons in zip(
            scores.points.tolist(),
            scores.probability.tolist(),
            scores.tier.tolist(),
            card.reasons(scores, some),
            strict=True,
        )
    ]
