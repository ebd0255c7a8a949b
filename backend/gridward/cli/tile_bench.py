"""What measured tiles say: as a table, and as flat figures."""

from typing import Any

import numpy as np
from rich.table import Table

from gridward.cli.console import console
from gridward.grids.bench.tiles import TilesRun

BUDGET_MS = 300.0
"""Milliseconds that 95 of 100 tiles of any zoom may take."""
BUDGET_KIB = 50.0


def holds(run: TilesRun) -> bool:
    """Whether both budgets are kept."""
    return all(_p95(one.ms) <= BUDGET_MS and one.largest_kib <= BUDGET_KIB for one in run.zooms)


def show(run: TilesRun) -> None:
    """Print the run."""
    console.print(
        f"{run.customers:,} customers in {run.places:,} places, one by one from zoom {run.single_from} on. "
        f"Budgets: p95 {BUDGET_MS:.0f} ms, {BUDGET_KIB:.0f} KiB."
    )
    table = Table("zoom", "tiles", "p50 ms", "p95 ms", "largest KiB", "most points", box=None)
    for one in run.zooms:
        table.add_row(
            str(one.zoom),
            str(one.tiles),
            f"{np.median(one.ms):.1f}",
            f"{_p95(one.ms):.1f}",
            f"{one.largest_kib:.1f}",
            f"{one.most:,}",
        )
    console.print(table)
    if run.geojson:
        table = Table("all tiles of a zoom", "zoom", "ms", "largest KiB", box=None)
        for name, peers in (("GeoJSON of the same rows", run.geojson), ("GDAL's tiles", run.gdal)):
            for peer in peers:
                table.add_row(name, str(peer.zoom), f"{peer.ms:,.0f}", f"{peer.largest_kib:,.1f}")
        console.print(table)


def flat(run: TilesRun) -> dict[str, Any]:
    """One flat object: figures by zoom, and `peer.NAME.*`."""
    figures: dict[str, Any] = {
        "customers": run.customers,
        "places": run.places,
        "single_from_zoom": run.single_from,
        "p95_ms": round(_p95(np.concatenate([one.ms for one in run.zooms])), 3),
        "largest_kib": round(max(one.largest_kib for one in run.zooms), 2),
        "budget_ms": BUDGET_MS,
        "budget_kib": BUDGET_KIB,
    }
    for one in run.zooms:
        figures[f"zoom.{one.zoom}.p95_ms"] = round(_p95(one.ms), 3)
        figures[f"zoom.{one.zoom}.largest_kib"] = round(one.largest_kib, 2)
    for name, peers in (("geojson", run.geojson), ("gdal", run.gdal)):
        for peer in peers:
            figures[f"peer.{name}.{peer.zoom}.ms"] = round(peer.ms, 1)
            figures[f"peer.{name}.{peer.zoom}.largest_kib"] = round(peer.largest_kib, 2)
    return figures


def _p95(ms: np.ndarray[Any, np.dtype[np.float64]]) -> float:
    return float(np.percentile(ms, 95)) if len(ms) else 0.0
