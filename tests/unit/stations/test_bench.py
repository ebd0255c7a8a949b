"""The measured choice of stations: as good as the exact one, never worse than the greedy one."""

from gridward.cli.station_bench import flat
from gridward.stations.bench.measuring import measure_stations


def test_the_choice_is_measured_beside_others() -> None:
    told: list[str] = []
    figures = flat(measure_stations(30, 20, 4, seed=1, tell=told.append))
    assert figures["gap"] == 0 and figures["mean_way_m"] <= figures["peer.greedy.mean_way_m"]
    assert figures["ratio.mean_way_m.greedy"] <= 1 and told[0] == "gridward"
    assert all(isinstance(value, int | float) for value in figures.values())
    if figures["peer.spopt_pmedian.finished"]:
        assert abs(figures["ratio.mean_way_m.spopt_pmedian"] - 1) < 1e-6
