"""What measured seats say: as a table, and as flat figures."""

from typing import Any

import numpy as np
from rich.table import Table

from gridward.cli.console import console
from gridward.seats.bench.running import Phase, SeatsRun
from gridward.seats.bench.stock import CLIENTS

WANTED, WANTED_HELD = 2_000.0, 500.0
"""Claims a second, and as many beside a snapshot that is held open."""


def holds(run: SeatsRun) -> bool:
    """Whether nobody was in two hands and both figures are reached."""
    return (
        run.free.double_claims + run.held.double_claims == 0
        and run.free.per_second >= WANTED
        and run.held.per_second >= WANTED_HELD
    )


def show(run: SeatsRun) -> None:
    """Print the run."""
    console.print(
        f"{CLIENTS} seats take customers and finish with them. Wanted: {WANTED:,.0f} claims/s, {WANTED_HELD:,.0f} beside a "
        f"snapshot held open for {run.hold_s:g} s.",
        soft_wrap=True,
    )
    table = Table("", "claims", "claims/s", "at last", "p50 ms", "p95 ms", "twice", box=None)
    for name, phase in (("free", run.free), ("snapshot held", run.held)):
        table.add_row(
            name,
            f"{len(phase.ended):,}",
            f"{phase.per_second:,.0f}",
            f"{phase.per_second_at_last:,.0f}",
            f"{_at(phase, 50):.1f}",
            f"{_at(phase, 95):.1f}",
            str(phase.double_claims),
        )
    console.print(table)


def flat(run: SeatsRun) -> dict[str, Any]:
    """One flat object."""
    return {
        "clients": CLIENTS,
        "claims": len(run.free.ended),
        "claims_per_s": round(run.free.per_second, 1),
        "double_claims": run.free.double_claims + run.held.double_claims,
        "claims_per_s_snapshot_held": round(run.held.per_second, 1),
        "claims_per_s_snapshot_held_at_last": round(run.held.per_second_at_last, 1),
        "claims_snapshot_held": len(run.held.ended),
        "hold_s": run.hold_s,
        "claim_p50_ms": round(_at(run.free, 50), 2),
        "claim_p95_ms": round(_at(run.free, 95), 2),
        "claim_p95_ms_snapshot_held": round(_at(run.held, 95), 2),
        "claims_per_s_wanted": WANTED,
        "claims_per_s_snapshot_held_wanted": WANTED_HELD,
    }


def _at(phase: Phase, percent: int) -> float:
    return float(np.percentile(phase.took, percent)) if phase.took else 0.0
