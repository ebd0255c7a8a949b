"""The measured routes keep every agreed time, and are near the best known way."""

import pytest

from gridward.cli.route_bench import flat
from gridward.field.route.bench.cases import made_case
from gridward.field.route.bench.running import measure_routes
from gridward.field.route.day import travel_speeds
from gridward.field.route.solving import solved
from gridward.field.route.timing import timed


def test_routes_are_measured_beside_others() -> None:
    run = measure_routes(2, 1, 0.2, 1, travel_speeds(), lambda _: None)
    figures = flat(run)
    assert (figures["kept"], figures["peer.greedy.finished"], figures["specialists"]) == (2, 1, 1)
    assert 0 <= figures["gap_percent"] <= figures["worst_gap_percent"] <= 10
    assert figures["seconds_25"] > 0 and figures["thousand_s"] > 0


@pytest.mark.parametrize(("seed", "best"), [(30, 85), (31, 88), (52, 108)])
def test_days_at_which_another_solver_stopped_too_early_are_whole_within_hours_and_short(
    seed: int, best: int
) -> None:
    speeds = travel_speeds()
    day = made_case(seed, speeds)
    order = solved(day.stops, day.start, day.closes, speeds)
    turns = timed(order, day.start, day.closes, speeds)
    assert len(turns) == len(day.stops) and all(turn.unkept is None for turn in turns)
    assert sum(turn.travel for turn in turns) <= best * 1.03
