"""What measured edits say: as a table, and as flat figures."""

from typing import Any

import numpy as np
from rich.table import Table

from gridward.cli.console import console
from gridward.grids.bench.edits import EditsRun

BUDGET_MS = 500.0
"""Milliseconds of wall time that 95 of 100 edits of any kind may take, the database included."""


def holds(run: EditsRun) -> bool:
    """Whether the budget is kept."""
    return all(_at(ms, 95) <= BUDGET_MS for ms in (*run.stored.values(), *run.undone.values()))


def show(run: EditsRun) -> None:
    """Print the run."""
    console.print(
        f"{run.customers:,} customers in {run.places:,} places and {run.cells:,} cells. Budget: p95 {BUDGET_MS:.0f} ms. "
        f"All polygons anew take {run.cut_anew_ms:,.0f} ms; the first edit in a process took {run.first_ms:,.0f} ms.",
        soft_wrap=True,
    )
    table = Table("edit", "runs", "computed p50", "p95", "stored p50", "p95", "undone p50", "p95", box=None)
    for kind, stored in run.stored.items():
        alone, undone = run.alone.get(kind, []), run.undone[kind]
        cells = [f"{_at(ms, percent):.0f}" for ms in (alone, stored, undone) for percent in (50, 95)]
        table.add_row(kind, str(len(stored)), *cells)
    console.print(table)


def flat(run: EditsRun) -> dict[str, Any]:
    """One flat object: `edit_KIND_p95_ms` and the like."""
    figures: dict[str, Any] = {
        "customers": run.customers,
        "places": run.places,
        "cells": run.cells,
        "edit_budget_ms": BUDGET_MS,
        "edit_first_ms": round(run.first_ms, 1),
        "floor_cut_anew_ms": round(run.cut_anew_ms, 1),
        "edit_refused": run.refused,
    }
    for kind, stored in run.stored.items():
        for name, ms in (
            (f"edit_{kind}", stored),
            (f"edit_{kind}_computed", run.alone.get(kind, [])),
            (f"undo_{kind}", run.undone[kind]),
        ):
            if ms:
                figures[f"{name}_p50_ms"] = round(_at(ms, 50), 1)
                figures[f"{name}_p95_ms"] = round(_at(ms, 95), 1)
        figures[f"edit_{kind}_share_of_cut_anew"] = round(_at(stored, 95) / max(run.cut_anew_ms, 1e-9), 4)
    return figures


def _at(ms: list[float], percent: int) -> float:
    return float(np.percentile(ms, percent)) if ms else 0.0
