"""`gridward bench`: how fast the product is and how good its engines are, on the data that is there or on made cities."""

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from gridward.cli import (
    cities_bench,
    edit_bench,
    grid_bench,
    kill_bench,
    lapse_bench,
    night_bench,
    page_bench,
    partition_bench,
    read_bench,
    route_bench,
    seat_bench,
    station_bench,
    sync_bench,
    tablet_bench,
    tile_bench,
    webkit_bench,
)
from gridward.cli.console import console
from gridward.cli.hot_reads import measure
from gridward.cli.kill.running import measure_kills
from gridward.cli.page_reads import measure_pages
from gridward.cli.partition.network import How
from gridward.cli.partition.running import Course, measure_partitions
from gridward.cli.webkit.running import measure_webkit
from gridward.field.route.bench.running import THOUSAND, measure_routes
from gridward.field.route.day import travel_speeds
from gridward.grids.batch.choosing import choose_cutter
from gridward.grids.batch.processes import cores
from gridward.grids.bench.case import Task
from gridward.grids.bench.cities import cut_cities, made_job
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

City = Annotated[str, typer.Option(help="the city's code")]
OneCell = Annotated[
    int,
    typer.Option(min=1_000, help="the customers of the city that is made, a third of them in its one cell"),
]
JsonFile = Annotated[Path | None, typer.Option("--json", help="write the figures into this file")]


@app.command()
def reads(
    city: City,
    runs: Annotated[int, typer.Option(min=5, max=1000, help="counted runs of each read")] = 30,
    json_file: JsonFile = None,
) -> None:
    """Time in the database of Today, Customer, the queue and the cockpit; ends with 1 where a budget is exceeded."""
    with database() as url:
        found = asyncio.run(measure(url, city, runs))
    read_bench.show(found)
    _write(json_file, read_bench.flat(city, found))
    _end(read_bench.holds(found))


@app.command()
def pages(
    city: City,
    runs: Annotated[int, typer.Option(min=5, max=1000, help="counted runs of each route")] = 20,
    json_file: JsonFile = None,
) -> None:
    """Wall time of every route that a page reads, by role; ends with 1 where the budget is exceeded."""
    with database() as url:
        found = measure_pages(url, city, runs)
    page_bench.show(found)
    _write(json_file, page_bench.flat(city, found))
    _end(page_bench.holds(found))


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
    json_file: JsonFile = None,
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
    _write(json_file, grid_bench.flat(run))
    if page_file is not None:
        page_file.write_text(grid_bench.page(run), "utf-8")


@app.command()
def tiles(
    customers: Annotated[int, typer.Option(min=1, help="the customers of the city that is made")] = 1_000_000,
    places: Annotated[int, typer.Option(min=10, help="about how many places they live in")] = 100_000,
    seed: Annotated[int, typer.Option(min=0, help="the same seed makes the same city")] = 1,
    each: Annotated[int, typer.Option(min=1, help="tiles of each zoom, the fullest first")] = 40,
    peers: Annotated[bool, typer.Option(help="GeoJSON and GDAL too")] = True,
    json_file: JsonFile = None,
) -> None:
    """Vector tiles of a generated city's places; ends with 1 where a budget of time or size is exceeded."""
    run = measure_tiles(customers, places, seed, each, peers)
    tile_bench.show(run)
    _write(json_file, tile_bench.flat(run))
    _end(tile_bench.holds(run))


@app.command()
def stations(
    candidates: Annotated[int, typer.Option(min=2, help="the candidates that are made")] = 400,
    cells: Annotated[int, typer.Option(min=1, help="the cells that are made")] = 500,
    number: Annotated[
        int | None,
        typer.Option("--stations", min=1, help="how many are chosen; by default one for eight cells"),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="the same seed makes the same candidates")] = 1,
    json_file: JsonFile = None,
) -> None:
    """The choice of stations among generated candidates, beside the greedy one and an exact one of another library."""
    wanted = min(number or -(-cells // 8), candidates - 1)
    with console.status("") as status:
        run = measure_stations(cells, candidates, wanted, seed, status.update)
    station_bench.show(run)
    _write(json_file, station_bench.flat(run))


@app.command()
def route(
    cases: Annotated[int, typer.Option(min=1, help="the days that are made")] = 32,
    specialists: Annotated[int, typer.Option(min=1, help="specialists whose days are planned")] = THOUSAND,
    peer_seconds: Annotated[float, typer.Option(min=0.1, help="what another solver gets for each day")] = 2.0,
    seed: Annotated[int, typer.Option(min=0, help="the same seed makes the same days")] = 1,
    json_file: JsonFile = None,
) -> None:
    """The day's routes on generated days with agreed times, beside other solvers; ends with 1 beyond a budget."""
    with console.status("") as status:
        run = measure_routes(cases, specialists, peer_seconds, seed, travel_speeds(), status.update)
    route_bench.show(run)
    _write(json_file, route_bench.flat(run))
    _end(route_bench.holds(run))


@app.command()
def edits(
    customers: Annotated[
        int, typer.Option(min=1_000, help="the customers of the city that is made")
    ] = 1_000_000,
    cells: Annotated[int, typer.Option(min=4, help="how many cells it is cut into")] = 1_000,
    runs: Annotated[int, typer.Option(min=2, help="counted edits of each kind")] = 30,
    seed: Annotated[int, typer.Option(min=0, help="the same seed makes the same city and edits")] = 1,
    json_file: JsonFile = None,
) -> None:
    """Edits by hand of a generated city's draft, rolled back at the end; ends with 1 where the budget is exceeded."""
    with console.status("making a city"):
        draft, design = made_draft(customers, cells, seed)
    run = measure_alone(draft, design, runs, seed)
    with database() as url:
        asyncio.run(undone(url, lambda session: measure_stored(session, draft, run, runs, seed)))
    edit_bench.show(run)
    _write(json_file, edit_bench.flat(run))
    _end(edit_bench.holds(run))


@app.command()
def lapse(
    data: Annotated[Path, typer.Option(exists=True, help="the file; of an extract its folder")],
    kind: Annotated[lapse_bench.Kind, typer.Option(help="what it is")],
    truth: Annotated[Path | None, typer.Option(help="the folder of an extract's truth", exists=True)] = None,
    seed: Annotated[
        int, typer.Option(min=0, help="of the split where there is no time, and of the model")
    ] = 7,
    reasons: Annotated[int, typer.Option(min=100, help="rows for which reasons are timed")] = REASONED,
    json_file: JsonFile = None,
) -> None:
    """Lapse risk by the points card and the model on a file, beside splines, Cox and a table by tenure."""
    with console.status("reading") as status:
        case = lapse_bench.read(data, kind, seed, truth)
        run = run_lapse(case, seed, status.update, reasons)
    lapse_bench.show(run)
    _write(json_file, lapse_bench.flat(run))


@app.command()
def seats(
    claims: Annotated[int, typer.Option(min=100, help="claims of the first phase")] = 100_000,
    hold: Annotated[float, typer.Option(min=1, help="seconds of the second, beside a held snapshot")] = 60.0,
    json_file: JsonFile = None,
) -> None:
    """Fifty seats at the queue, in a database of its own; ends with 1 where somebody is in two hands or it is too slow."""
    with database_of_its_own() as url, console.status("taking customers"):
        run = measure_seats(url, claims, hold)
    seat_bench.show(run)
    _write(json_file, seat_bench.flat(run))
    _end(seat_bench.holds(run))


@app.command()
def kill(
    kills: Annotated[int, typer.Option(min=1, help="how often something is killed")] = 200,
    operations: Annotated[int, typer.Option(min=1, help="operations that are sent meanwhile")] = 20_000,
    seed: Annotated[int, typer.Option(help="of the tablets' dice")] = 1,
    json_file: JsonFile = None,
) -> None:
    """Tablets that send while the application and the database are killed; ends with 1 where anything is lost or twice."""
    with console.status("killing") as status:
        run = measure_kills(
            kills, operations, seed, lambda done: status.update(f"killing: {done} of {kills}")
        )
    kill_bench.show(run)
    _write(json_file, asdict(run))
    _end(kill_bench.holds(run))


@app.command()
def partition(
    partitions: Annotated[int, typer.Option(min=1, help="how often some tablets are cut off")] = 50,
    interval: Annotated[float, typer.Option(min=0.5, help="seconds between two synchronisations")] = 2.0,
    how: Annotated[
        How | None, typer.Option("--by", help="by default namespaces where they are allowed, else a proxy")
    ] = None,
    seed: Annotated[int, typer.Option(help="of what is cut, and of the tablets' dice")] = 1,
    json_file: JsonFile = None,
) -> None:
    """Tablets cut off, or without answers; ends with 1 where work is lost or twice, or all are not one again in time."""
    course = Course(partitions, interval, seed, partition_bench.chosen(how))
    with console.status("cutting off") as status:
        run = measure_partitions(course, lambda done: status.update(f"cutting off: {done} of {partitions}"))
    partition_bench.show(run)
    _write(json_file, asdict(run))
    _end(partition_bench.holds(run))


@app.command()
def sync(
    customers: OneCell = 9_500,
    json_file: JsonFile = None,
) -> None:
    """What a tablet waits for, at a server of its own, beside the driver alone; ends with 1 beyond a budget."""
    run = sync_bench.measure_sync(customers)
    sync_bench.show(run)
    _write(json_file, sync_bench.flat(run))
    _end(sync_bench.holds(run))


@app.command()
def tablet(
    chromium: Annotated[
        Path, typer.Option(envvar="GRIDWARD_CHROMIUM", help="the browser; scripts/browser prints one")
    ],
    customers: OneCell = 9_500,
    json_file: JsonFile = None,
) -> None:
    """A tablet's search, a customer, an outcome and a start, without a network and slowed down; ends with 1 beyond a budget.

    Lighthouse over its pages: make lighthouse.
    """
    run = tablet_bench.measure_tablet(customers, str(chromium))
    tablet_bench.show(run)
    _write(json_file, tablet_bench.flat(run))
    _end(tablet_bench.holds(run))


@app.command()
def webkit(
    customers: OneCell = 4_000,
    json_file: JsonFile = None,
) -> None:
    """A tablet in WebKitGTK whose server goes and comes back; ends with 1 where what is done meanwhile is not there once."""
    run = measure_webkit(customers)
    webkit_bench.show(run)
    _write(json_file, webkit_bench.flat(run))
    _end(webkit_bench.holds(run))


@app.command()
def feed(
    writers: Annotated[int, typer.Option(min=1, help="how many write at the same time")] = 30,
    changes: Annotated[
        int, typer.Option(min=1, help="what they write in all, each in its transaction")
    ] = 100_000,
    customers: Annotated[int, typer.Option(min=1_000, help="the customers of the city that is made")] = 6_000,
    json_file: JsonFile = None,
) -> None:
    """Whether somebody who follows cells while many write misses anything; ends with 1 where he does."""
    found = sync_bench.measure_feed(customers, writers, changes)
    console.print(asdict(found))
    _write(json_file, asdict(found))
    _end(not found.missed and not found.clashes)


@app.command()
def night(
    customers: Annotated[
        int, typer.Option(min=1_000, help="the customers of the city that is made")
    ] = 100_000,
    json_file: JsonFile = None,
) -> None:
    """The nightly run of a generated city, part by part, in a database of its own; ends with 1 beyond the budget."""
    run = night_bench.measure_night(customers)
    night_bench.show(run)
    _write(json_file, night_bench.flat(run))
    _end(run.per_million <= night_bench.BUDGET_S)


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
    json_file: JsonFile = None,
) -> None:
    """Many generated cities, cut as `gridward grid build --all-cities` does it, here or in GRIDWARD_DASK."""
    order = BuildOrder(capacity=capacity, tolerance=tolerance)
    with console.status("making cities"):
        jobs = [made_job(customers, order, seed + one) for one in range(number)]
    at_a_time = min(workers or cores(), number)
    found = cut_cities(jobs, choose_cutter(at_a_time, scheduler := settings().dask))
    cities_bench.show(found, "the cluster's" if scheduler else str(at_a_time))
    given = {"workers": None if scheduler else at_a_time, "seed": seed, "tolerance": tolerance}
    _write(json_file, asdict(found) | given)


def _write(file: Path | None, figures: dict[str, Any]) -> None:
    if file is not None:
        file.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


def _end(holds: bool) -> None:
    """With 1 where a figure is beyond its budget."""
    if not holds:
        raise typer.Exit(1)
