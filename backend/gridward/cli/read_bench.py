"""The hot reads, as a table and as figures by name."""

from typing import Any

from rich.table import Table

from gridward.cli.console import console
from gridward.cli.hot_reads import HotReads

_BUDGETS_MS = {"today": 50.0, "customer": 20.0}
"""Milliseconds in the database that 95 of 100 reads may take."""


def holds(found: HotReads) -> bool:
    """Whether every read is within its budget."""
    return all(found.timed[name].p95 <= budget for name, budget in _BUDGETS_MS.items())


def show(found: HotReads) -> None:
    """The reads, beside their budgets and the driver alone."""
    console.print(
        f"Cell {found.cell.number} with {found.cell.customers:,} customers; {found.tasks} tasks on Today. "
        "Milliseconds in the database:"
    )
    table = Table("", "statements", "p50", "p95", "budget", "floor p50", box=None)
    for name, timed in found.timed.items():
        budget, floor = _BUDGETS_MS.get(name), found.floors.get(name)
        over = budget is not None and timed.p95 > budget
        table.add_row(
            timed.name,
            str(timed.statements),
            f"{timed.p50:.1f}",
            f"[red]{timed.p95:.1f}[/]" if over else f"{timed.p95:.1f}",
            f"{budget:.0f}" if budget is not None else "",
            f"{floor.p50:.2f}" if floor is not None else "",
        )
    console.print(table)
    floors = found.floors
    console.print(
        f"The floor is the driver alone: of Today {floors['today'].name}; of Customer {floors['customer'].name}. "
        f"A round trip takes {floors['round_trip'].p50:.2f} ms."
    )


def flat(city: str, found: HotReads) -> dict[str, Any]:
    """The figures by name, for a file."""
    figures: dict[str, Any] = {
        "city": city,
        "cell_customers": found.cell.customers,
        "today_tasks": found.tasks,
    }
    for name, timed in found.timed.items():
        figures[f"{name}_db_ms"] = round(timed.p50, 3)
        figures[f"{name}_db_p95_ms"] = round(timed.p95, 3)
        figures[f"{name}_statements"] = timed.statements
    for name, budget in _BUDGETS_MS.items():
        figures[f"{name}_budget_ms"] = budget
        figures[f"peer.floor.{name}_db_ms"] = round(found.floors[name].p50, 3)
    return figures | {"peer.floor.round_trip_ms": round(found.floors["round_trip"].p50, 3)}
