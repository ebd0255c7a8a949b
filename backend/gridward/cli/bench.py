"""`gridward bench`: how fast the hot reads and the pages are on the data that is there, and how good the grid engine is."""

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from gridward.cli import (
    edit_bench,
    grid_bench,
    lapse_bench,
    night_bench,
    seat_bench,
    station_bench,
    tile_bench,
)
from gridward.cli.console import console
from gridward.cli.hot_reads import HotReads, measure
from gridward.cli.page_reads import PageReads, measure_pages
from gridward.grids.batch.choosing import choose_cutter
from gridward.grids.batch.processes import cores
from gridward.grids.bench.case import Task
from gridward.grids.bench.cities import CitiesRun, cut_cities, made_job
from gridward.grids.bench.edits import made_draft, measure_alone, measure_stored
from gridward.grids.bench.peers.registry import PEERS
from gridward.grids.bench.running import run_all
from gridward.grids.bench.tiles import measure_tiles
from gridward.grids.contract import BuildOrder
from gridward.platform.db import database, database_of_its_own, undone
from gridward.platform.settings import settings
from gridward.renewal.bench.running import REASONED
from gridward.renewal.bench.running import run as run_lapse
from gridward.seats.bench.running import measure_seats
from gridward.stations.bench.measuring import measure_stations

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Measure, on the data that is there or on a city made for it.",
)

BUDGETS_MS = {"today": 50.0, "customer": 20.0}
"""Milliseconds in the database that 95 of 100 reads may take."""
PAGE_BUDGET_MS = 300.0
"""Milliseconds of wall time that 95 of 100 requests of a page may take."""


@app.command()
def reads(
    city: Annotated[str, typer.Option(help="the city's code")],
    runs: Annotated[int, typer.Option(min=5, max=1000, help="counted runs of each read")] = 30,
    json_file: Annotated[Path | None, typer.Option("--json", help="write the figures into this file")] = None,
) -> None:
    """Time in the database of Today, Customer, the queue and the cockpit; ends with 1 where a budget is exceeded."""
    with database() as url:
        found = asyncio.run(measure(url, city, runs))
    _show(found)
    if json_file is not None:
        json_file.write_text(json.dumps(_flat(city, found), indent=2) + "\n", "utf-8")
    if any(found.timed[name].p95 > budget for name, budget in BUDGETS_MS.items()):
        raise typer.Exit(1)


@app.command()
def pages(
    city: Annotated[str, typer.Option(help="the city's code")],
    runs: Annotated[int, typer.Option(min=5, max=1000, help="counted runs of each route")] = 20,
    json_file: Annotated[Path | None, typer.Option("--json", help="write the figures into this file")] = None,
) -> None:
    """Wall time of every route that a page reads, by role; ends with 1 where the budget is exceeded."""
    with database() as url:
        found = measure_pages(url, city, runs)
    _show_pages(found)
    if json_file is not None:
        json_file.write_text(json.dumps(_flat_pages(city, found), indent=2) + "\n", "utf-8")
    if any(timed.p95 > PAGE_BUDGET_MS for timed in found.timed.values()):
        raise typer.Exit(1)


@app.command()
def grid(
    customers: Annotated[int, typer.Option(min=100, help="the customers of the city that is made")] = 200_000,
    cells: Annotated[int, typer.Option(min=1, help="how many cells to cut it into")] = 100,
    tolerance: Annotated[
        float, typer.Option(min=0, max=1, help="allowed deviation of a cell's load, as a share")
    ] = 0.01,
    seed: Annotated[int, typer.Option(min=0, help="the same seed makes the same city")] = 1,
    peers: Annotated[bool, typer.Option("--peers", help="run every other method too")] = False,
    peer: Annotated[list[str] | None, typer.Option(help=f"run this one too: {', '.join(PEERS)}")] = None,
    limit: Annotated[float, typer.Option(min=1, help="CPU seconds that a peer may take")] = 120,
    regrid: Annotated[bool, typer.Option(help="cut again too, as specialists and customers change")] = True,
    json_file: Annotated[Path | None, typer.Option("--json", help="write the figures into this file")] = None,
    page_file: Annotated[
        Path | None, typer.Option("--page", help="write the table into this file, in Markdown")
    ] = None,
) -> None:
    """The grid engine on a generated city, beside other libraries: each in a process of its own, judged alike."""
    if unknown := set(peer or ()) - set(PEERS):
        raise typer.BadParameter(f"no such peer: {', '.join(sorted(unknown))}", param_hint="--peer")
    chosen = [name for name in PEERS if peers or name in (peer or ())]
    with console.status("") as status:
        run = run_all(customers, Task(cells, tolerance, seed), chosen, limit, status.update, scenarios=regrid)
    grid_bench.show(run)
    if json_file is not None:
        json_file.write_text(json.dumps(grid_bench.flat(run), indent=2) + "\n", "utf-8")
    if page_file is not None:
        page_file.write_text(grid_bench.page(run), "utf-8")


@app.command()
def tiles(
    customers: Annotated[int, typer.Option(min=1, help="the customers of the city that is made")] = 1_000_000,
    places: Annotated[int, typer.Option(min=10, help="about how many places they live in")] = 100_000,
    seed: Annotated[int, typer.Option(min=0, help="the same seed makes the same city")] = 1,
    each: Annotated[int, typer.Option(min=1, help="tiles of each zoom, the fullest first")] = 40,
    peers: Annotated[bool, typer.Option(help="GeoJSON and GDAL too")] = True,
    json_file: Annotated[Path | None, typer.Option("--json", help="write the figures into this file")] = None,
) -> None:
    """Vector tiles of a generated city's places; ends with 1 where a budget of time or size is exceeded."""
    run = measure_tiles(customers, places, seed, each, peers)
    tile_bench.show(run)
    if json_file is not None:
        json_file.write_text(json.dumps(tile_bench.flat(run), indent=2) + "\n", "utf-8")
    if not tile_bench.holds(run):
        raise typer.Exit(1)


@app.command()
def stations(
    candidates: Annotated[int, typer.Option(min=2, help="the candidates that are made")] = 400,
    cells: Annotated[int, typer.Option(min=1, help="the cells that are made")] = 500,
    number: Annotated[
        int | None,
        typer.Option("--stations", min=1, help="how many are chosen; by default one for eight cells"),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="the same seed makes the same candidates")] = 1,
    json_file: Annotated[Path | None, typer.Option("--json", help="write the figures into this file")] = None,
) -> None:
    """The choice of stations among generated candidates, beside the greedy one and an exact one of another library."""
    wanted = min(number or -(-cells // 8), candidates - 1)
    with console.status("") as status:
        run = measure_stations(cells, candidates, wanted, seed, status.update)
    station_bench.show(run)
    if json_file is not None:
        json_file.write_text(json.dumps(station_bench.flat(run), indent=2) + "\n", "utf-8")


@app.command()
def edits(
    customers: Annotated[
        int, typer.Option(min=1_000, help="the customers of the city that is made")
    ] = 1_000_000,
    cells: Annotated[int, typer.Option(min=4, help="how many cells it is cut into")] = 1_000,
    runs: Annotated[int, typer.Option(min=2, help="counted edits of each kind")] = 30,
    seed: Annotated[int, typer.Option(min=0, help="the same seed makes the same city and edits")] = 1,
    json_file: Annotated[Path | None, typer.Option("--json", help="write the figures into this file")] = None,
) -> None:
    """Edits by hand of a generated city's draft, rolled back at the end; ends with 1 where the budget is exceeded."""
    with console.status("making a city"):
        draft, design = made_draft(customers, cells, seed)
    run = measure_alone(draft, design, runs, seed)
    with database() as url:
        asyncio.run(undone(url, lambda session: measure_stored(session, draft, run, runs, seed)))
    edit_bench.show(run)
    if json_file is not None:
        json_file.write_text(json.dumps(edit_bench.flat(run), indent=2) + "\n", "utf-8")
    if not edit_bench.holds(run):
        raise typer.Exit(1)


@app.command()
def lapse(
    data: Annotated[Path, typer.Option(exists=True, help="the file; of an extract its folder")],
    kind: Annotated[lapse_bench.Kind, typer.Option(help="what it is")],
    truth: Annotated[Path | None, typer.Option(help="the folder of an extract's truth", exists=True)] = None,
    seed: Annotated[
        int, typer.Option(min=0, help="of the split where there is no time, and of the model")
    ] = 7,
    reasons: Annotated[int, typer.Option(min=100, help="rows for which reasons are timed")] = REASONED,
    json_file: Annotated[Path | None, typer.Option("--json", help="write the figures into this file")] = None,
) -> None:
    """Lapse risk by the points card and the model on a file, beside splines, Cox and a table by tenure."""
    with console.status("reading") as status:
        case = lapse_bench.read(data, kind, seed, truth)
        run = run_lapse(case, seed, status.update, reasons)
    lapse_bench.show(run)
    if json_file is not None:
        json_file.write_text(json.dumps(lapse_bench.flat(run), indent=2) + "\n", "utf-8")


@app.command()
def seats(
    claims: Annotated[int, typer.Option(min=100, help="claims of the first phase")] = 100_000,
    hold: Annotated[float, typer.Option(min=1, help="seconds of the second, beside a held snapshot")] = 60.0,
    json_file: Annotated[Path | None, typer.Option("--json", help="write the figures into this file")] = None,
) -> None:
    """Fifty seats at the queue, in a database of its own; ends with 1 where somebody is in two hands or it is too slow."""
    with database_of_its_own() as url, console.status("taking customers"):
        run = measure_seats(url, claims, hold)
    seat_bench.show(run)
    if json_file is not None:
        json_file.write_text(json.dumps(seat_bench.flat(run), indent=2) + "\n", "utf-8")
    if not seat_bench.holds(run):
        raise typer.Exit(1)


@app.command()
def night(
    customers: Annotated[
        int, typer.Option(min=1_000, help="the customers of the city that is made")
    ] = 100_000,
    json_file: Annotated[Path | None, typer.Option("--json", help="write the figures into this file")] = None,
) -> None:
    """The nightly run of a generated city, part by part, in a database of its own; ends with 1 beyond the budget."""
    run = night_bench.measure_night(customers)
    night_bench.show(run)
    if json_file is not None:
        figures = asdict(run) | {"per_million_s": run.per_million}
        json_file.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    if run.per_million > night_bench.BUDGET_S:
        raise typer.Exit(1)


@app.command()
def cities(
    number: Annotated[int, typer.Option("--cities", min=1, help="how many cities are made")] = 4,
    customers: Annotated[int, typer.Option(min=100, help="the customers of each")] = 200_000,
    capacity: Annotated[int, typer.Option(min=1, help="the customers a cell")] = 2_000,
    tolerance: Annotated[float, typer.Option(help="allowed deviation of a cell's load, as a share")] = 0.05,
    seed: Annotated[int, typer.Option(min=0, help="of the first city; the others follow")] = 1,
    workers: Annotated[
        int | None, typer.Option(min=1, help="how many are cut at a time; by default one for each core")
    ] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="write the figures into this file")] = None,
) -> None:
    """Many generated cities, cut as `gridward grid build --all-cities` does it, here or in GRIDWARD_DASK."""
    order = BuildOrder(capacity=capacity, tolerance=tolerance)
    with console.status("making cities"):
        jobs = [made_job(customers, order, seed + one) for one in range(number)]
    at_a_time = min(workers or cores(), number)
    found = cut_cities(jobs, choose_cutter(at_a_time, scheduler := settings().dask))
    _show_cities(found, "the cluster's" if scheduler else str(at_a_time))
    if json_file is not None:
        figures = asdict(found) | {
            "workers": None if scheduler else at_a_time,
            "seed": seed,
            "tolerance": tolerance,
        }
        json_file.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


def _show_cities(found: CitiesRun, at_a_time: str) -> None:
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


def _show_pages(found: PageReads) -> None:
    table = Table("role", "route", "p50", "p95", box=None)
    for (role, route), timed in found.timed.items():
        p95 = f"[red]{timed.p95:.1f}[/]" if timed.p95 > PAGE_BUDGET_MS else f"{timed.p95:.1f}"
        table.add_row(role.value, route, f"{timed.p50:.1f}", p95)
    console.print(table)
    console.print(
        f"Milliseconds by the wall; budget of p95 {PAGE_BUDGET_MS:.0f}. "
        f"{found.floor.name}: p50 {found.floor.p50:.1f}, p95 {found.floor.p95:.1f}."
    )


def _flat_pages(city: str, found: PageReads) -> dict[str, Any]:
    figures: dict[str, Any] = {"city": city, "budget_ms": PAGE_BUDGET_MS}
    for (role, route), timed in found.timed.items():
        figures[f"{role.value} {route} ms"] = round(timed.p50, 3)
        figures[f"{role.value} {route} p95_ms"] = round(timed.p95, 3)
    return figures | {
        "peer.floor.healthz_ms": round(found.floor.p50, 3),
        "peer.floor.healthz_p95_ms": round(found.floor.p95, 3),
    }


def _show(found: HotReads) -> None:
    console.print(
        f"Cell {found.cell.number} with {found.cell.customers:,} customers; {found.tasks} tasks on Today. "
        "Milliseconds in the database:"
    )
    table = Table("", "statements", "p50", "p95", "budget", "floor p50", box=None)
    for name, timed in found.timed.items():
        budget, floor = BUDGETS_MS.get(name), found.floors.get(name)
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


def _flat(city: str, found: HotReads) -> dict[str, Any]:
    figures: dict[str, Any] = {
        "city": city,
        "cell_customers": found.cell.customers,
        "today_tasks": found.tasks,
    }
    for name, timed in found.timed.items():
        figures[f"{name}_db_ms"] = round(timed.p50, 3)
        figures[f"{name}_db_p95_ms"] = round(timed.p95, 3)
        figures[f"{name}_statements"] = timed.statements
    for name, budget in BUDGETS_MS.items():
        figures[f"{name}_budget_ms"] = budget
        figures[f"peer.floor.{name}_db_ms"] = round(found.floors[name].p50, 3)
    return figures | {"peer.floor.round_trip_ms": round(found.floors["round_trip"].p50, 3)}
