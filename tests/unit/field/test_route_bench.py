"""The measured routes keep every agreed time, and are near the best known way."""

from gridward.cli.route_bench import flat
from gridward.field.route.bench.running import measure_routes
from gridward.field.route.day import travel_speeds


def test_routes_are_measured_beside_others() -> None:
    run = measure_routes(2, 1, 0.2, 1, travel_speeds(), lambda _: None)
    figures = flat(run)
    assert (figures["kept"], figures["peer.greedy.finished"], figures["specialists"]) == (2, 1, 1)
    assert 0 <= figures["gap_percent"] <= figures["worst_gap_percent"] <= 10
    assert figures["seconds_25"] > 0 and figures["thousand_s"] > 0
