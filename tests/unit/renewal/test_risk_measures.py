"""Figures of lapse risk against their definitions."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridward.renewal.risk.measures import auc, average_precision, calibration, lift, measure, probability

rows = st.lists(st.tuples(st.booleans(), st.integers(0, 6)), min_size=2, max_size=40).filter(
    lambda pairs: len({lapsed for lapsed, _ in pairs}) == 2
)


def _arrays(pairs: list[tuple[bool, int]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([one for one, _ in pairs]), np.array([risk / 10 + 0.1 for _, risk in pairs])


@given(rows)
def test_auc_counts_pairs(pairs: list[tuple[bool, int]]) -> None:
    lapsed, risk = _arrays(pairs)
    won = [float(a > b) + 0.5 * float(a == b) for a in risk[lapsed] for b in risk[~lapsed]]
    assert auc(lapsed, risk) == pytest.approx(sum(won) / len(won))


@given(rows)
def test_average_precision_does_not_depend_on_the_order(pairs: list[tuple[bool, int]]) -> None:
    lapsed, risk = _arrays(pairs)
    found = average_precision(lapsed, risk)
    assert found == pytest.approx(average_precision(lapsed[::-1], risk[::-1]))
    assert lapsed.mean() / len(lapsed) <= found <= 1


def test_the_riskiest_tenth_holds_all_lapses() -> None:
    risk = np.arange(100) / 100
    assert lift(risk >= 0.9, risk) == pytest.approx(10)
    # Where all are equal no tenth is riskier than another.
    assert lift(risk >= 0.9, np.full(100, 0.1)) == pytest.approx(1)


def test_too_sure_of_itself_has_a_small_slope() -> None:
    draw = np.random.default_rng(3)
    odds = draw.normal(-2, 1, 20_000)
    lapsed = draw.random(20_000) < probability(odds)
    intercept, slope = calibration(lapsed, probability(2 * odds))
    assert intercept == pytest.approx(0, abs=0.1)
    assert slope == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("usual", [-7.0, -4.7, 0.0, 3.0])
@pytest.mark.parametrize("slope", [0.8, 1.6])
def test_risks_far_from_even_are_calibrated_too(usual: float, slope: float) -> None:
    """About one lapse in a hundred, whatever the level that the risks say: what is fitted says as many as there were."""
    draw = np.random.default_rng(4)
    odds = draw.normal(-4.7, 0.6, 100_000)
    lapsed = draw.random(len(odds)) < probability(odds)
    said = (odds + 4.7) / slope + usual
    fitted = calibration(lapsed, probability(said))
    assert fitted[1] == pytest.approx(slope, rel=0.15)
    assert probability(fitted[0] + fitted[1] * said).sum() == pytest.approx(lapsed.sum(), rel=1e-4)


def test_without_a_lapse_there_are_figures_that_are_none() -> None:
    found = measure(np.zeros(20, dtype=bool), np.linspace(0.01, 0.2, 20))
    assert found.ae == 0 and len(found.tenths) == 10
    assert all(math.isnan(one) for one in (found.auc, found.pr_auc, found.lift10, found.slope))
