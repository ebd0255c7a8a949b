"""The routes that pages read, as a table and as figures by name."""

from typing import Any

from rich.table import Table

from gridward.cli.console import console
from gridward.cli.page_reads import PageReads

_BUDGET_MS = 300.0
"""Milliseconds of wall time that 95 of 100 requests of a page may take."""


def holds(found: PageReads) -> bool:
    """Whether every route is within the budget."""
    return all(timed.p95 <= _BUDGET_MS for timed in found.timed.values())


def show(found: PageReads) -> None:
    """The routes by role, beside the floor."""
    table = Table("role", "route", "p50", "p95", box=None)
    for (role, route), timed in found.timed.items():
        p95 = f"[red]{timed.p95:.1f}[/]" if timed.p95 > _BUDGET_MS else f"{timed.p95:.1f}"
        table.add_row(role.value, route, f"{timed.p50:.1f}", p95)
    console.print(table)
    console.print(
        f"Milliseconds by the wall; budget of p95 {_BUDGET_MS:.0f}. "
        f"{found.floor.name}: p50 {found.floor.p50:.1f}, p95 {found.floor.p95:.1f}."
    )


def flat(city: str, found: PageReads) -> dict[str, Any]:
    """The figures by name, for a file."""
    figures: dict[str, Any] = {"city": city, "budget_ms": _BUDGET_MS}
    for (role, route), timed in found.timed.items():
        figures[f"{role.value} {route} ms"] = round(timed.p50, 3)
        figures[f"{role.value} {route} p95_ms"] = round(timed.p95, 3)
    return figures | {
        "peer.floor.healthz_ms": round(found.floor.p50, 3),
        "peer.floor.healthz_p95_ms": round(found.floor.p95, 3),
    }
