"""What measured routes say: as a table, and as flat figures."""

import math
from typing import Any

from rich.table import Table

from gridward.cli.console import console
from gridward.field.route.bench.cases import DOORS
from gridward.field.route.bench.running import THOUSAND, Measured, RouteRun

BUDGET_GAP_PERCENT = 3.0
BUDGET_DAY_S = 0.5
BUDGET_THOUSAND_S = 300.0

_NAMES = {
    "greedy": "greedy, the nearest next",
    "ortools": "OR-tools",
    "pyvrp": "PyVRP, for longer",
    "vroom": "VROOM",
}


def show(run: RouteRun) -> None:
    """The ways beside each other."""
    console.print(f"{run.cases:,} days of {DOORS} doors with agreed times; above the best known way:")
    table = Table("", "days kept", "mean %", "worst %", "s a day", "worst s", box=None)
    table.add_row("Gridward (PyVRP)", *_row(run.ours))
    for name, peer in run.peers.items():
        table.add_row(_NAMES[name], *(["not installed", "", "", "", ""] if peer is None else _row(peer)))
    console.print(table)
    console.print(
        f"The days of {run.specialists:,} specialists take {run.many_s:.1f} s on {run.cores} cores."
    )


def flat(run: RouteRun) -> dict[str, Any]:
    """One flat object: ours by their names, and `peer.NAME.*`."""
    figures: dict[str, Any] = {
        "cases": run.cases,
        "doors": DOORS,
        "seed": run.seed,
        "peer_s": run.peer_seconds,
        "kept": run.ours.kept,
        "gap_percent": _figure(run.ours.gap_percent),
        "worst_gap_percent": _figure(run.ours.worst_gap_percent),
        "seconds_25": round(run.ours.seconds, 4),
        "worst_seconds_25": round(run.ours.worst_seconds, 4),
        "specialists": run.specialists,
        "thousand_s": _thousand(run),
        "cores": run.cores,
    }
    for name, peer in run.peers.items():
        figures[f"peer.{name}.finished"] = int(peer is not None)
        if peer is not None:
            figures |= {
                f"peer.{name}.kept": peer.kept,
                f"peer.{name}.gap_percent": _figure(peer.gap_percent),
                f"peer.{name}.worst_gap_percent": _figure(peer.worst_gap_percent),
                f"peer.{name}.seconds_25": round(peer.seconds, 4),
            }
    return figures


def holds(run: RouteRun) -> bool:
    """Whether all days are kept within the budgets."""
    ours = run.ours
    return (
        ours.kept == run.cases
        and ours.worst_gap_percent <= BUDGET_GAP_PERCENT
        and ours.seconds <= BUDGET_DAY_S
        and _thousand(run) <= BUDGET_THOUSAND_S
    )


def _thousand(run: RouteRun) -> float:
    return round(run.many_s * THOUSAND / run.specialists, 2)


def _row(one: Measured) -> list[str]:
    gaps = [f"{one.gap_percent:.2f}", f"{one.worst_gap_percent:.2f}"]
    return [f"{one.kept:,}", *gaps, f"{one.seconds:.3f}", f"{one.worst_seconds:.3f}"]


def _figure(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)
