"""Measuring edits by hand: the figures that are told, on a small city."""

from gridward.cli import edit_bench
from gridward.grids.bench.edit_cases import COMPUTED
from gridward.grids.bench.edits import made_draft, measure_alone


def test_every_kind_is_measured_and_the_draft_stays() -> None:
    draft, design = made_draft(3_000, 6, seed=1)
    shapes = dict(draft.shapes)
    run = measure_alone(draft, design, runs=2, seed=1)
    assert set(run.alone) == set(COMPUTED) and draft.shapes == shapes
    run.stored = run.undone = {"move": [1.0, 3.0]}
    told = edit_bench.flat(run)
    assert (told["edit_move_p50_ms"], told["edit_move_p95_ms"]) == (2.0, 2.9) and edit_bench.holds(run)
