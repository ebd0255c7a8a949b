import numpy as np
import pytest

from gridward.grids.contract import BuildOrder
from gridward.grids.naming import name_cells, number_cells, short_district
from gridward.kernel.errors import Invalid


@pytest.mark.parametrize(
    ("full", "short"),
    [("浦东新区", "浦东"), ("徐汇区", "徐汇"), ("崇明县", "崇明"), ("昆山市", "昆山"), ("东区", "东区")],
)
def test_short_district(full: str, short: str) -> None:
    assert short_district(full) == short


def test_cells_are_numbered_by_district_then_southward() -> None:
    centres = np.array([[0.0, 10.0], [0.0, 30.0], [5.0, 20.0], [9.0, 10.0]])
    districts = ["甲区", "甲区", "乙区", "甲区"]
    numbers = number_cells(centres, districts)
    assert numbers.tolist() == [3, 2, 1, 4]
    assert name_cells(numbers, districts) == ["甲区 02", "甲区 01", "乙区 01", "甲区 03"]


def test_capacity_gives_the_least_number_of_cells() -> None:
    assert BuildOrder(capacity=100).cells_for(1000) == 10
    assert BuildOrder(capacity=100).cells_for(1001) == 11
    assert BuildOrder(capacity=100).cells_for(0) == 1
    assert BuildOrder(cells=7).cells_for(1001) == 7


@pytest.mark.parametrize(
    "order", [{}, {"cells": 3, "capacity": 5}, {"cells": 0}, {"cells": 3, "tolerance": 5.0}]
)
def test_an_unclear_order_is_refused(order: dict[str, float]) -> None:
    with pytest.raises(Invalid):
        BuildOrder(**order)  # type: ignore[arg-type]
