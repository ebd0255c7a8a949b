"""How good probabilities of lapse are, once it is known who lapsed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Risks = NDArray[np.float64]
"""(n,), probabilities."""
Lapsed = NDArray[np.bool_]
"""(n,), whether the instalment was unpaid at the end of its grace."""

TENTHS = 10
_LEAST = 1e-6
_STEPS = 25


@dataclass(frozen=True)
class Tenth:
    """A tenth of the rows, by risk."""

    rows: int
    expected: float
    """Mean risk."""
    actual: float
    """Share that lapsed."""


@dataclass(frozen=True)
class Measures:
    """What n rows say of their risks. A figure that needs lapses and payments is NaN where one of them is missing."""

    rows: int
    lapses: int
    auc: float
    pr_auc: float
    """Average precision."""
    brier: float
    lift10: float
    """Share of lapses in the riskiest tenth by the share in all."""
    ae: float
    """Actual by expected lapses."""
    slope: float
    """Of the log-odds of lapse on the log-odds of the risk: 1 is right, less is too sure of itself."""
    tenths: tuple[Tenth, ...]
    """From the least to the most risk."""


def measure(lapsed: Lapsed, risk: Risks) -> Measures:
    """All figures of n rows, n > 0."""
    lapses, expected = int(lapsed.sum()), float(risk.sum())
    return Measures(
        rows=len(lapsed),
        lapses=lapses,
        auc=auc(lapsed, risk),
        pr_auc=average_precision(lapsed, risk),
        brier=float(np.mean((risk - lapsed) ** 2)),
        lift10=lift(lapsed, risk),
        ae=lapses / expected if expected else float("nan"),
        slope=calibration(lapsed, risk)[1],
        tenths=_tenths(lapsed, risk),
    )


def auc(lapsed: Lapsed, risk: Risks) -> float:
    """How often a lapse has a higher risk than a payment; equal risks count half."""
    lapses = int(lapsed.sum())
    paid = len(lapsed) - lapses
    if not lapses or not paid:
        return float("nan")
    _, place, count = np.unique(risk, return_inverse=True, return_counts=True)
    rank = np.cumsum(count) - (count - 1) / 2
    return float((rank[place][lapsed].sum() - lapses * (lapses + 1) / 2) / (lapses * paid))


def average_precision(lapsed: Lapsed, risk: Risks) -> float:
    """The area under precision by recall, in steps; equal risks are one step."""
    if not lapsed.any():
        return float("nan")
    levels, place = np.unique(-risk, return_inverse=True)
    found = np.cumsum(np.bincount(place, weights=lapsed, minlength=len(levels)))
    looked_at = np.cumsum(np.bincount(place, minlength=len(levels)))
    return float(np.sum(np.diff(found, prepend=0) * found / looked_at) / found[-1])


def lift(lapsed: Lapsed, risk: Risks, share: float = 0.1) -> float:
    """Share of lapses among the riskiest by the share in all. Where the border falls among equals, they count in part."""
    wanted = max(len(lapsed) * share, 1.0)
    if not lapsed.any():
        return float("nan")
    levels, place = np.unique(-risk, return_inverse=True)
    lapses = np.cumsum(np.bincount(place, weights=lapsed, minlength=len(levels)))
    rows = np.cumsum(np.bincount(place, minlength=len(levels)))
    found = float(np.interp(wanted, np.r_[0, rows], np.r_[0, lapses]))
    return found / wanted / float(lapsed.mean())


def calibration(lapsed: Lapsed, risk: Risks) -> tuple[float, float]:
    """Intercept and slope of the log-odds of lapse on those of the risk, by maximum likelihood; NaN where there is none."""
    x = log_odds(risk)
    if not lapsed.any() or lapsed.all() or np.ptp(x) < 1e-9:
        return float("nan"), float("nan")
    # About the middle of x the two figures hardly depend on each other, so that a step that is cut short still leads on.
    middle, spread = float(x.mean()), float(x.std())
    design = np.stack([np.ones_like(x), (x - middle) / spread], axis=1)
    # From no slope the steps lead there without overshooting.
    at = np.array([float(log_odds(np.array([lapsed.mean()]))[0]), 0.0])
    for _ in range(_STEPS):
        fitted = probability(design @ at)
        # A trace of ridge keeps the steps finite where risk and lapse agree perfectly.
        curve = design.T @ (design * (fitted * (1 - fitted))[:, None]) + 1e-9 * np.eye(2)
        step = np.linalg.solve(curve, design.T @ (lapsed - fitted))
        at = at + step / max(1.0, np.abs(step).max())
        if np.abs(step).max() < 1e-8:
            break
    slope = float(at[1]) / spread
    return float(at[0]) - slope * middle, slope


def log_odds(risk: Risks) -> Risks:
    """Of probabilities, which are kept off 0 and 1."""
    kept = np.clip(risk, _LEAST, 1 - _LEAST)
    return np.asarray(np.log(kept / (1 - kept)))


def probability(odds: Risks) -> Risks:
    """Of log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -40, 40))))


def _tenths(lapsed: Lapsed, risk: Risks) -> tuple[Tenth, ...]:
    return tuple(
        Tenth(len(part), float(risk[part].mean()), float(lapsed[part].mean()))
        for part in np.array_split(np.argsort(risk, kind="stable"), TENTHS)
        if len(part)
    )
