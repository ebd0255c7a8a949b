"""`gridward bench grid` from end to end: the engine and peers on a town, the table, the figures, the page."""

import json
from pathlib import Path

import pytest

from support.commands import run

JUDGED = {
    "max_deviation",
    "mean_deviation",
    "cells_in_pieces",
    "buildings_split",
    "mean_distance_m",
    "polsby_popper_mean",
    "polsby_popper_min",
    "reock_mean",
    "gap_share",
    "overlap_share",
    "points_outside_their_own_cell",
    "empty_cells",
    "coverage_valid",
    "cells_across_water",
}
"""The names of the independent judge, and two of our own."""
PEERS = ("bisection", "kmeans")
SCENARIOS = ("five_percent_leave", "five_percent_join", "churn", "one_leaves", "station_closes")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, float], str]:
    """What it printed, its figures and its page."""
    folder: Path = tmp_path_factory.mktemp("bench")
    figures, page = folder / "figures.json", folder / "page.md"
    town = ("--customers", 2_000, "--cells", 5, "--tolerance", 0.02)
    peers = [word for name in PEERS for word in ("--peer", name)]
    printed = run("", "bench", "grid", *town, *peers, "--json", figures, "--page", page)
    return printed, json.loads(figures.read_text("utf-8")), page.read_text("utf-8")


def test_the_figures_are_flat_and_named_as_the_judge_names_them(
    bench: tuple[str, dict[str, float], str],
) -> None:
    _, figures, _ = bench
    assert all(isinstance(value, int | float) and not isinstance(value, bool) for value in figures.values())
    for prefix in ("", *(f"peer.{name}." for name in PEERS)):
        assert {f"{prefix}{name}" for name in JUDGED | {"cpu_s", "peak_mb"}} <= figures.keys()
    assert [figures[f"peer.{name}.finished"] for name in PEERS] == [1, 1]
    assert sum(share for name, share in figures.items() if name.startswith("step.")) == pytest.approx(
        1, abs=0.01
    )
    assert figures["ratio.max_deviation.best_peer"] == pytest.approx(
        figures["max_deviation"] / figures["peer.bisection.max_deviation"], rel=1e-3
    )
    assert figures["ratio.mean_distance_m.floor"] == pytest.approx(
        figures["mean_distance_m"] / figures["peer.kmeans.mean_distance_m"], rel=1e-3
    )


def test_the_engine_keeps_its_rules(bench: tuple[str, dict[str, float], str]) -> None:
    _, figures, _ = bench
    assert figures["customers"] == 2_000 and figures["cells"] == 5
    assert figures["max_deviation"] <= 0.02 and figures["coverage_valid"] == 1
    assert figures["cells_in_pieces"] == figures["buildings_split"] == figures["empty_cells"] == 0
    assert 0 < figures["cpu_s"] < 10 and 20 < figures["peak_mb"] < 1_000


def test_cutting_again_stands_beside_the_fewest_possible_moves(
    bench: tuple[str, dict[str, float], str],
) -> None:
    _, figures, page = bench
    for name in SCENARIOS:
        moved, near, strict = (
            figures[f"regrid.{name}.{which}"] for which in ("moved_share", "neighbour_bound", "strict_bound")
        )
        assert 0 <= strict <= near <= moved <= 1
        assert figures[f"regrid.{name}.cells_in_pieces"] == 0
        assert name.replace("_", " ") in page
    # The customers of the cell that is given up, about a fifth, have to go.
    assert 0.15 < figures["regrid.one_leaves.strict_bound"] < 0.25


def test_the_page_holds_what_was_printed(bench: tuple[str, dict[str, float], str]) -> None:
    printed, _, page = bench
    for text in (printed, page):
        assert "Gridward" in text and "recursive bisection" in text and "k-means, the floor of travel" in text
        assert "As good in balance, contiguity and way at once, without splitting buildings: nobody." in text


def test_a_peer_that_nobody_knows_is_refused() -> None:
    printed = run("", "bench", "grid", "--peer", "pencil", ends=2)
    assert "no such peer: pencil" in printed
