"""Both solvers find flows of the same cost, with potentials that prove it."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from gridward.grids.design import design_cells, flow
from gridward.grids.design.flow import FlowNetwork, Infeasible

_SOLVERS = ("pylmcf", "ortools")


def _transport(seed: int) -> tuple[NDArray[np.int64], ...]:
    rng = np.random.default_rng(seed)
    atoms, cells = int(rng.integers(3, 30)), int(rng.integers(1, 6))
    weight = rng.integers(1, 20, atoms)
    sink = atoms + cells
    tails = np.concatenate([np.repeat(np.arange(atoms), cells), np.arange(atoms, sink)])
    heads = np.concatenate([np.tile(np.arange(atoms, sink), atoms), np.full(cells, sink)])
    mean = weight.sum() // cells
    low = np.concatenate([np.zeros(atoms * cells, np.int64), np.full(cells, mean * 9 // 10)])
    high = np.concatenate([np.repeat(weight, cells), np.full(cells, mean * 11 // 10 + cells + 1)])
    supply = np.concatenate([weight, np.zeros(cells, np.int64), [-weight.sum()]])
    cost = np.concatenate([rng.integers(0, 1_000, atoms * cells), np.zeros(cells, np.int64)])
    return tails, heads, low, high, supply, cost


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_both_solvers_find_the_same_cost(seed: int) -> None:
    tails, heads, low, high, supply, cost = _transport(seed)
    costs = []
    for solver in _SOLVERS:
        network = FlowNetwork(len(supply), tails, heads, solver)
        network.set_supply(supply)
        network.set_bounds(low, high)
        carried = network.solve(cost)
        assert (low <= carried).all() and (carried <= high).all()
        net = np.bincount(tails, carried, len(supply)) - np.bincount(heads, carried, len(supply))
        assert (net == supply).all()
        potential = network.potentials()
        reduced = cost + potential[tails] - potential[heads]
        assert (reduced[carried < high] >= 0).all() and (reduced[carried > low] <= 0).all()
        costs.append(int(carried @ cost))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("solver", _SOLVERS)
def test_what_cannot_flow_is_said(solver: str) -> None:
    network = FlowNetwork(2, np.array([0]), np.array([1]), solver)
    network.set_supply(np.array([5, -5]))
    network.set_bounds(np.array([0]), np.array([4]))
    with pytest.raises(Infeasible):
        network.solve(np.array([1]))


def test_a_city_is_cut_with_either_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(2)
    xy, weight = np.round(rng.uniform(10, 7_990, (600, 2)), 1), rng.integers(1, 9, 600)
    monkeypatch.setattr(flow, "find_spec", lambda name: None)
    design = design_cells(xy, weight, shapely.box(0, 0, 8_000, 8_000), 8, tolerance=0.02)
    assert design.quality.max_deviation <= 0.02 and design.quality.cells_in_pieces == 0
