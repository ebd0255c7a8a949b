"""What contacts bring: save rates that shrink from the assumed to the measured, and the effect of being treated. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gridward.renewal.whom.rules import Measuring, TreatmentRules
from gridward.renewal.whom.value import ACTIONS

_DRAWS = 20_000
_SEED = 9
_INTERVAL = (0.025, 0.975)
_LEAST = 30
"""Fewer in one of the groups, or in fewer than two cells, say nothing."""


@dataclass(frozen=True)
class Outcomes:
    """Closed dues for which an action was chosen, or would have been but for the lot."""

    count: int
    expected: float
    """Lapses to be expected by the risk on the day of the choice."""
    lapsed: int


@dataclass(frozen=True)
class SaveRate:
    """Of those who would lapse, the share that an action saves."""

    mean: float
    low: float
    high: float
    """The interval that holds it with a probability of 95 %."""
    measured: float
    """How much of it is measured, from 0 to 1; the rest is the assumption."""


def save_rate(assumed: float, treated: Outcomes, held_out: Outcomes, rules: Measuring) -> SaveRate:
    """The rate as it is known: a Beta whose prior weighs as much as `prior_weight` expected lapses.

    How many would have lapsed untreated is what the card expects, corrected by what those held out did (Gamma, centred on 1
    with the weight `card_weight`). The draws are always the same.
    """
    rng = np.random.default_rng(_SEED)
    correction = rng.gamma(rules.card_weight + held_out.lapsed, size=_DRAWS) / (
        rules.card_weight + held_out.expected
    )
    saved = np.maximum(correction * treated.expected - treated.lapsed, 0)
    drawn = rng.beta(
        assumed * rules.prior_weight + saved, (1 - assumed) * rules.prior_weight + treated.lapsed
    )
    low, high = np.quantile(drawn, _INTERVAL)
    weight = treated.expected / (treated.expected + rules.prior_weight)
    return SaveRate(
        round(float(drawn.mean()), 4), round(float(low), 4), round(float(high), 4), round(weight, 4)
    )


def save_rates(
    outcomes: Mapping[tuple[str, bool], Outcomes], rules: TreatmentRules
) -> dict[str, dict[str, Any]]:
    """By action: the save rate with its interval, what was assumed, and the outcomes behind it.

    `outcomes` are by action and by whether the lot held them out; what has none is as it was assumed.
    """
    nothing = Outcomes(0, 0.0, 0)
    rates = {}
    for action in ACTIONS[1:]:
        assumed = getattr(rules.actions, action).save_rate
        treated, held_out = outcomes.get((action, False), nothing), outcomes.get((action, True), nothing)
        rates[action] = {
            **asdict(save_rate(assumed, treated, held_out, rules.measuring)),
            "assumed": assumed,
            "treated": asdict(treated),
            "held_out": asdict(held_out),
        }
    return rates


@dataclass(frozen=True)
class Effect:
    """Persistency of those who may be treated less that of those held out: as they were drawn, whatever was done."""

    treated: int
    treated_paid: float | None
    held_out: int
    held_out_paid: float | None
    difference: float | None
    low: float | None
    high: float | None
    """95 %, errors clustered by cell; None where there are too few to say."""


def effect_of(paid: NDArray[np.bool_], held_out: NDArray[np.bool_], cells: NDArray[np.int64]) -> Effect:
    """(n,) each: whether a closed due was paid, whether its customer was held out, and his cell."""
    _, group = np.unique(cells, return_inverse=True)
    count = int(group.max()) + 1 if len(group) else 0
    sums = [np.bincount(group[which], minlength=count) for which in (~held_out, ~held_out & paid)]
    others = [np.bincount(group[which], minlength=count) for which in (held_out, held_out & paid)]
    return effect_of_groups(*sums, *others)


def effect_of_groups(
    treated: NDArray[np.int64],
    treated_paid: NDArray[np.int64],
    held_out: NDArray[np.int64],
    held_out_paid: NDArray[np.int64],
) -> Effect:
    """(g,) each, by cell: closed dues of those treated and how many of them were paid, and of those held out."""
    n, m, groups = int(treated.sum()), int(held_out.sum()), len(treated)
    rate = float(treated_paid.sum() / n) if n else None
    other = float(held_out_paid.sum() / m) if m else None
    if rate is None or other is None:
        return Effect(n, rate, m, other, None, None, None)
    difference = rate - other
    if min(n, m) < _LEAST or groups < 2:
        return Effect(n, rate, m, other, difference, None, None)
    influence = (treated_paid - rate * treated) / n - (held_out_paid - other * held_out) / m
    spread = np.sqrt(groups / (groups - 1) * (influence**2).sum())
    half = 1.96 * float(spread)
    return Effect(n, rate, m, other, difference, difference - half, difference + half)
