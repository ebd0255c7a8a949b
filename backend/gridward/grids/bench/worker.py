"""One method in a process of its own: `python -m gridward.grids.bench.worker FOLDER METHOD` writes its figures."""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from gridward.grids.bench.case import Case, Task
from gridward.grids.bench.engine import run_engine
from gridward.grids.bench.judging import cells_across_water, holding_of, judge_labels, quality_figures
from gridward.grids.bench.peers.registry import PEERS
from gridward.grids.bench.scenarios import Before, play
from gridward.grids.design.land import Land
from gridward.platform.measuring import limit_memory, spend

OURS = "gridward"


def main(folder: Path, method: str) -> None:
    """Read `task.json`, run the method, write METHOD.json; what is raised ends the process with its traceback."""
    order = json.loads((folder / "task.json").read_text("utf-8"))
    case = Case(folder, Task(**order["task"]))
    if method == OURS:
        figures = _ours(case, with_scenarios=order["scenarios"])
    else:
        limit_memory(order["limit_gb"])
        figures = _peer(case, method, order["limit_s"])
    (folder / f"{method}.json").write_text(json.dumps(figures), "utf-8")


def _ours(case: Case, *, with_scenarios: bool) -> dict[str, Any]:
    rows = case.rows()
    design, spent = spend(lambda: run_engine(case, rows))
    city = case.city()
    piece = Land(city.land).piece_of(city.xy)
    before = Before(city, design.labels, case.task.cells, case.task.seed)
    return {
        "cpu_s": spent.cpu_s,
        "peak_mb": spent.peak_mb,
        **quality_figures(design.quality.as_json()),
        "cells_across_water": cells_across_water(design.labels, piece),
        "seconds": design.seconds,
        "scenarios": play(before) if with_scenarios else {},
    }


def _peer(case: Case, name: str, limit_s: float) -> dict[str, Any]:
    peer = PEERS[name]
    cut = peer.load()
    labels, spent = spend(lambda: cut(case), limit_s)
    # Some come to another number of cells than they were asked for; they are judged by those they have.
    found, labels = np.unique(labels, return_inverse=True)
    city = case.city()
    holding = holding_of(city, labels, case.rows().building if peer.of_rows else None)
    figures, _ = judge_labels(city, len(found), holding)
    return {"cpu_s": spent.cpu_s, "peak_mb": spent.peak_mb, **figures}


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
