"""A box that is called clear meets none of the lines, and most boxes far from them are called so."""

import numpy as np
import pytest
import shapely

from gridward.grids.design.clearance import Clearance


@pytest.mark.parametrize("seed", range(5))
def test_clear_boxes_meet_no_line(seed: int) -> None:
    rng = np.random.default_rng(seed)
    lines = np.array([shapely.LineString(rng.uniform(0, 9_000, (4, 2))) for _ in range(3)])
    low = rng.uniform(-1_000, 10_000, (5_000, 2))
    high = low + rng.exponential(60, (5_000, 2))
    clear = Clearance(lines).clear(low, high)
    meets = shapely.intersects(shapely.box(*low.T, *high.T), shapely.union_all(lines))
    assert not (clear & meets).any()
    assert clear[~meets].mean() > 0.8


def test_without_lines_everything_is_clear() -> None:
    assert Clearance(np.array([], dtype=object)).clear(np.zeros((2, 2)), np.ones((2, 2))).all()
