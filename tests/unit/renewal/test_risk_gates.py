"""When a model may judge, and when it has to give way."""

from dataclasses import replace

import numpy as np
import pytest

from gridward.renewal.learned.gates import Month, by_month, holds, opens
from gridward.renewal.learned.gates_in_force import gates

GATES = gates()
GOOD = Month("2026-01", 1_000, 50, 50.0, 1.0, 1.0, 0.8, 0.7)
FEW = replace(GOOD, lapses=GATES.least_lapses - 1, ae=9.0)


@pytest.mark.parametrize(
    ("month", "faults"),
    [
        (GOOD, ()),
        (replace(GOOD, ae=GATES.ae.most), ()),
        (replace(GOOD, ae=GATES.ae.most + 0.01), ("ae",)),
        (replace(GOOD, slope=GATES.slope.least - 0.01), ("slope",)),
        (replace(GOOD, auc=GOOD.other_auc), ("ranking",)),
        (replace(GOOD, ae=float("nan"), slope=float("nan"), auc=float("nan")), ("ae", "slope", "ranking")),
        # With few lapses no figure means anything.
        (FEW, ("few",)),
    ],
)
def test_what_a_month_fails(month: Month, faults: tuple[str, ...]) -> None:
    assert month.faults(GATES) == faults


def test_it_may_begin_where_each_of_the_newest_months_passes() -> None:
    enough = [GOOD] * GATES.months
    assert opens(enough, GATES) and not opens(enough[1:], GATES)
    assert opens([replace(GOOD, ae=9.0), *enough], GATES)
    for bad in (replace(GOOD, ae=9.0), replace(GOOD, auc=0.7), FEW):
        assert not opens([*enough[1:], bad], GATES)


def test_it_goes_on_until_a_month_that_can_be_judged_is_outside_the_limits() -> None:
    for harmless in (GOOD, FEW, replace(GOOD, auc=0.7)):
        assert holds([harmless], GATES)
    assert holds([], GATES)
    assert not holds([GOOD, replace(GOOD, slope=0.1)], GATES)
    assert holds([replace(GOOD, slope=0.1), *[GOOD] * GATES.months], GATES)


def test_figures_are_taken_by_due_month() -> None:
    due = np.array(["2026-01-31", "2026-02-01", "2026-02-28"], dtype="datetime64[D]").astype(float)
    lapsed = np.array([True, True, False])
    first, second = by_month(due, lapsed, np.array([0.5, 0.8, 0.2]), np.array([0.5, 0.1, 0.4]))
    assert (first.month, first.rows, first.lapses, first.ae) == ("2026-01", 1, 1, 2.0)
    assert (second.month, second.rows, second.lapses, second.expected) == ("2026-02", 2, 1, 1.0)
    assert (second.auc, second.other_auc) == (1.0, 0.0)
    # Of payments and lapses one is missing: there is no ranking to speak of.
    assert first.plain()["auc"] is None
