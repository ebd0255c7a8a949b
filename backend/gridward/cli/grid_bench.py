"""What a measured run of grid methods says: as a table, as flat figures, and as a page."""

from typing import Any

from rich.markup import escape
from rich.table import Table

from gridward.cli.console import console
from gridward.grids.bench.comparing import AT_ONCE, above_floor, ahead_in, as_good_at_once, ratios, rivals
from gridward.grids.bench.peers.registry import PEERS
from gridward.grids.bench.running import Outcome, Run
from gridward.grids.bench.scenarios import TOLERANCE
from gridward.grids.bench.worker import OURS

_COLUMNS = (
    ("cpu_s", "CPU s", "{:,.2f}"),
    ("peak_mb", "MB", "{:,.0f}"),
    ("cells", "cells", "{:,}"),
    ("max_deviation", "max dev.", "{:.1%}"),
    ("mean_deviation", "mean dev.", "{:.1%}"),
    ("cells_in_pieces", "in pieces", "{:,}"),
    ("cells_across_water", "across water", "{:,}"),
    ("buildings_split", "split", "{:,}"),
    ("mean_distance_m", "way m", "{:,.0f}"),
    ("polsby_popper_mean", "Polsby-P.", "{:.2f}"),
    ("reock_mean", "Reock", "{:.2f}"),
    ("coverage_valid", "coverage", "{}"),
)
_AGAIN = (
    ("moved_share", "moved", "{:.2%}"),
    ("strict_bound", "strict bound", "{:.2%}"),
    ("neighbour_bound", "neighbours' bound", "{:.2%}"),
    ("cells_touched", "cells touched", "{:,}"),
    ("max_deviation", "max dev.", "{:.1%}"),
    ("cells_in_pieces", "in pieces", "{:,}"),
    ("cpu_s", "CPU s", "{:,.2f}"),
)
_AGAIN_TITLE = f"cut again, within {TOLERANCE:.0%}"
_LABELS = {name: label for name, label, _ in _COLUMNS}


def show(run: Run) -> None:
    """Print the run."""
    table = Table("", *(label for _, label, _ in _COLUMNS), box=None)
    for number in range(1, len(_COLUMNS) + 1):
        table.columns[number].justify = "right"
    for one in run.outcomes:
        if one.why_not is None:
            table.add_row(_name(one), *_row(one), style="bold" if one.method == OURS else None)
    console.print(f"{_city(run)}:")
    console.print(table)
    for line in _remarks(run):
        console.print(escape(line))
    if run.ours.scenarios:
        again = Table(_AGAIN_TITLE, *(label for _, label, _ in _AGAIN), box=None)
        for row in _again(run):
            again.add_row(*row)
        console.print(again)


def flat(run: Run) -> dict[str, Any]:
    """One flat object: this engine's figures by their names, `regrid.*`, `step.*`, `peer.NAME.*` and `ratio.*`."""
    figures: dict[str, Any] = {
        "customers": run.customers,
        "buildings": run.buildings,
        "cells": run.task.cells,
        "tolerance": run.task.tolerance,
        "seed": run.task.seed,
        **run.ours.figures,
    }
    for name, again in run.ours.scenarios.items():
        figures |= {f"regrid.{name}.{figure}": value for figure, value in again.items()}
    for step, seconds in run.ours.seconds.items():
        figures[f"step.{step}.share"] = round(seconds / _whole(run.ours), 4)
    for peer in run.outcomes[1:]:
        figures[f"peer.{peer.method}.finished"] = int(peer.why_not is None)
        figures |= {f"peer.{peer.method}.{name}": value for name, value in peer.figures.items()}
    for ratio in ratios(run):
        if ratio.value is not None:
            figures[f"ratio.{ratio.figure}.best_peer"] = round(ratio.value, 4)
    if (floor := above_floor(run)) is not None:
        figures["ratio.mean_distance_m.floor"] = round(floor, 4)
    return figures | {"peers_as_good_at_once": len(as_good_at_once(run))}


def page(run: Run) -> str:
    """The run in Markdown."""
    heads = ["", *(label for _, label, _ in _COLUMNS)]
    lines = [f"## {_city(run)}", "", _piped(heads), _piped(["---", *["---:"] * len(_COLUMNS)])]
    for one in run.outcomes:
        if one.why_not is None:
            lines.append(_piped([f"**{_name(one)}**" if one.method == OURS else _name(one), *_row(one)]))
    lines += ["", *(f"- {line}" for line in _remarks(run))]
    if run.ours.scenarios:
        heads = [_AGAIN_TITLE, *(label for _, label, _ in _AGAIN)]
        lines += ["", _piped(heads), _piped(["---", *["---:"] * len(_AGAIN)]), *map(_piped, _again(run))]
    return "\n".join(lines) + "\n"


def _city(run: Run) -> str:
    return (
        f"{run.customers:,} customers in {run.buildings:,} buildings, {run.task.cells:,} cells, tolerance "
        f"{run.task.tolerance:.1%}, seed {run.task.seed}"
    )


def _name(one: Outcome) -> str:
    return "Gridward" if one.method == OURS else PEERS[one.method].about


def _row(one: Outcome) -> list[str]:
    shown = {**one.figures, "coverage_valid": "valid" if one.figures["coverage_valid"] else "broken"}
    return [form.format(shown[name]) for name, _, form in _COLUMNS]


def _again(run: Run) -> list[list[str]]:
    return [
        [name.replace("_", " "), *(form.format(figures[figure]) for figure, _, form in _AGAIN)]
        for name, figures in run.ours.scenarios.items()
    ]


def _remarks(run: Run) -> list[str]:
    lines = [f"{_name(one)}: {one.why_not}." for one in run.outcomes if one.why_not is not None]
    for ratio in ratios(run):
        if ratio.value is not None:
            lines.append(
                f"{_LABELS[ratio.figure]}: {ratio.value:.2f} times the best peer's ({PEERS[ratio.peer].about})."
            )
    if (floor := above_floor(run)) is not None:
        lines.append(f"Way: {floor:.2f} times the floor, where no load is balanced.")
    if rivals(run):
        for what, figure in AT_ONCE.items():
            before = ", ".join(PEERS[peer].about for peer in ahead_in(run, figure)) or "nobody"
            lines.append(f"Ahead of this engine in {what}: {before}.")
        together = ", ".join(PEERS[peer].about for peer in as_good_at_once(run)) or "nobody"
        lines.append(
            f"As good in balance, contiguity and way at once, without splitting buildings: {together}."
        )
    shares = (f"{step} {seconds / _whole(run.ours):.0%}" for step, seconds in run.ours.seconds.items())
    return [*lines, f"Time of this engine by step: {', '.join(shares)}."]


def _whole(ours: Outcome) -> float:
    return sum(ours.seconds.values()) or 1.0


def _piped(columns: list[str]) -> str:
    return f"| {' | '.join(columns)} |"
