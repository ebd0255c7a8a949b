"""The load that each cell should have."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridward.grids.contract import BuildOrder, Pool
from gridward.grids.design.sharing import fair_targets
from gridward.kernel.errors import Invalid
from gridward.kernel.ids import new_id


@given(st.lists(st.integers(1, 500), min_size=1, max_size=60), st.data())
def test_targets_share_out_everything(weights: list[int], data: st.DataObject) -> None:
    cells = data.draw(st.integers(1, len(weights)))
    targets = fair_targets(np.array(weights), np.ones(cells)).load
    assert len(targets) == cells and targets.sum() == pytest.approx(sum(weights))
    # Whoever is no heavy place's own cell gets the same.
    assert targets[-1] == pytest.approx(targets.min())
    own = targets[targets > targets[-1] * (1 + 1e-12)]
    assert own.tolist() == sorted(weights, reverse=True)[: len(own)]


def test_heavy_places_get_cells_of_their_own_one_after_the_other() -> None:
    assert fair_targets(np.array([100, 30, 5, 5, 5, 5]), np.ones(4)).load.tolist() == [100, 30, 10, 10]


@pytest.mark.parametrize(
    ("order", "customers", "cells"),
    [
        (BuildOrder(cells=7), 100, 7),
        (BuildOrder(capacity=1_000), 12_001, 13),
        (BuildOrder(capacity=1_000), 12_000, 12),
        (BuildOrder(capacity=1_000), 3, 1),
    ],
)
def test_cells_by_number_or_by_capacity(order: BuildOrder, customers: int, cells: int) -> None:
    assert order.cells_for(customers) == cells


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({}, "grid.cells_or_capacity"),
        ({"cells": 3, "capacity": 4}, "grid.cells_or_capacity"),
        ({"cells": 0}, "grid.not_positive"),
        ({"capacity": -5}, "grid.not_positive"),
        ({"keep": new_id(), "capacity": 100}, "grid.keep_with_capacity"),
        ({"keep": new_id(), "cells": 0}, "grid.not_positive"),
        ({"cells": 3, "leaving": (1,)}, "grid.leaving_what"),
        ({"cells": 3, "locked": (1,)}, "grid.leaving_what"),
        ({"keep": new_id(), "leaving": (1, 2), "locked": (2, 3)}, "grid.locked_leaves"),
        ({"cells": 3, "tolerance": 0.0}, "grid.tolerance_out_of_range"),
        ({"cells": 3, "tolerance": float("nan")}, "grid.tolerance_out_of_range"),
    ],
)
def test_an_order_that_makes_no_sense(options: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid) as caught:
        BuildOrder(**options)  # type: ignore[arg-type]
    assert caught.value.code == code


def test_the_pools() -> None:
    assert Pool.ORPHAN.kinds == ["orphan"] and Pool.ORPHAN_AND_MIXED.kinds == ["orphan", "mixed"]
