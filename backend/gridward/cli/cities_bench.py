"""Many cities, cut one beside the other, as a table."""

from rich.table import Table

from gridward.cli.console import console
from gridward.grids.bench.cities import CitiesRun


def show(found: CitiesRun, at_a_time: str) -> None:
    """In how much time and memory, so many at a time."""
    console.print(
        f"Cities: {found.cities}; customers: {found.customers:,}; places: {found.places:,}; cells: {found.cells:,}; "
        f"largest deviation: {found.max_deviation:.1%}.",
        soft_wrap=True,
    )
    table = Table(
        "at a time", "wall s", "CPU s", "slowest city s", "MB a process", "MB of this one", box=None
    )
    times = (found.wall_s, found.cpu_s, found.slowest_s)
    memory = (found.peak_mb, found.own_peak_mb)
    table.add_row(at_a_time, *(f"{one:,.1f}" for one in times), *(f"{one:,.0f}" for one in memory))
    console.print(table)
