"""What measured choices of stations say: as a table, and as flat figures."""

from typing import Any

from rich.table import Table

from gridward.cli.console import console
from gridward.stations.bench.measuring import SECONDS, Chosen, StationsRun

_NAMES = {"greedy": "greedy", "spopt_pmedian": "spopt PMedian, exact"}


def show(run: StationsRun) -> None:
    """The choices beside each other."""
    console.print(f"{run.stations:,} of {run.candidates:,} candidates for {run.cells:,} cells:")
    table = Table("", "s", "mean way m", "at most off the best", box=None)
    table.add_row("Gridward", *_row(run.ours, run.ours))
    for name, peer in run.peers.items():
        table.add_row(_NAMES[name], *(["not installed", "", ""] if peer is None else _row(peer, run.ours)))
    table.add_row(f"Gridward, {run.scarce_stations:,} with just enough room", *_row(run.scarce, run.scarce))
    console.print(table)
    console.print(f"Closing one in five of {run.stations:,} open stations takes {run.closing_s:.2f} s.")


def flat(run: StationsRun) -> dict[str, Any]:
    """One flat object: this engine's figures by their names, and `peer.NAME.*`."""
    figures: dict[str, Any] = {
        "cells": run.cells,
        "candidates": run.candidates,
        "stations": run.stations,
        "limit_s": SECONDS,
        **_figures("", run.ours),
        **_figures("scarce.", run.scarce),
        "scarce.stations": run.scarce_stations,
        "closing.wall_s": round(run.closing_s, 4),
    }
    for name, peer in run.peers.items():
        figures[f"peer.{name}.finished"] = int(peer is not None)
        if peer is not None:
            figures |= _figures(f"peer.{name}.", peer)
            figures[f"ratio.mean_way_m.{name}"] = round(run.ours.mean_way_m / peer.mean_way_m, 6)
    return figures


def _row(one: Chosen, bounded: Chosen) -> list[str]:
    assert bounded.bound_m is not None
    off = one.mean_way_m / bounded.bound_m - 1
    return [f"{one.seconds:.2f}", f"{one.mean_way_m:,.1f}", "proven" if off <= 1e-6 else f"{off:.2%}"]


def _figures(prefix: str, one: Chosen) -> dict[str, Any]:
    found = {f"{prefix}wall_s": round(one.seconds, 4), f"{prefix}mean_way_m": round(one.mean_way_m, 4)}
    if one.bound_m is not None:
        found[f"{prefix}gap"] = round(max(0.0, 1 - one.bound_m / one.mean_way_m), 7)
    return found
