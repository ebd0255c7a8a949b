"""`gridward grid`: build and publish cells."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import psycopg
import typer
from rich.table import Table

from gridward.city.public import load_city
from gridward.cli.console import console, person, progress_bar
from gridward.cli.day import show_day
from gridward.cli.grid_batch import build_all, end_left_plans
from gridward.cli.grid_import import show_report
from gridward.geo.frames import Frame, parse_frame
from gridward.grids.contract import Barrier, BuildOrder, Load, Pool, plan_not_found
from gridward.grids.public import (
    DrawnOrder,
    add_plan,
    build_plan,
    check_drawn_plan,
    export_plan,
    store_drawn_plan,
)
from gridward.identity.public import everything
from gridward.kernel.clock import today
from gridward.kernel.errors import NotFound
from gridward.ops.day import run_day
from gridward.ops.plans.ordering import Closing, hang_anew, moves_nobody, note_closing, with_closings
from gridward.ops.publishing import publish_plan
from gridward.platform.db import connect, database, in_transaction

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Build and publish cells.")

_MOST_JOINED = 5
_FIGURES = (
    ("max_deviation", "largest deviation from the mean", "{:.1%}"),
    ("mean_deviation", "mean deviation", "{:.1%}"),
    ("cells_in_pieces", "cells in pieces", "{}"),
    ("buildings_split", "communities split", "{}"),
    ("empty_cells", "empty cells", "{}"),
    ("mean_distance_m", "mean way to the centre", "{:,.0f} m"),
    ("p95_distance_m", "95 of 100 have less than", "{:,.0f} m"),
    ("polsby_popper_mean", "Polsby-Popper", "{:.2f}"),
    ("reock_mean", "Reock", "{:.2f}"),
)

City = Annotated[str, typer.Option(help="the city's code")]


@app.command()
def build(
    city: Annotated[str | None, typer.Option(help="the city's code")] = None,
    all_cities: Annotated[
        bool, typer.Option("--all-cities", help="every city, on all cores or on the cluster in GRIDWARD_DASK")
    ] = False,
    cells: Annotated[int | None, typer.Option(help="the number of cells")] = None,
    capacity: Annotated[
        int | None, typer.Option(help="the customers a cell, instead of a number of cells")
    ] = None,
    tolerance: Annotated[float, typer.Option(help="allowed deviation of a cell's load, as a share")] = 0.05,
    pool: Annotated[Pool, typer.Option(help="for whom")] = Pool.ORPHAN,
    barriers: Annotated[
        list[Barrier] | None, typer.Option(help="what no cell crosses; may be given several times")
    ] = None,
    hours: Annotated[
        bool, typer.Option("--hours", help="equal hours of work, not equally many customers")
    ] = False,
    from_plan: Annotated[
        int | None,
        typer.Option(help="of one city: the version of a plan to go on from: few customers get another cell"),
    ] = None,
    leave: Annotated[str, typer.Option(help="its cells that are given up, as 3,7")] = "",
    lock: Annotated[str, typer.Option(help="its cells that stay exactly as they are, as 3,7")] = "",
    close_station: Annotated[
        list[str] | None,
        typer.Option(
            help="a station that closes; with NO:3 three of its cells are given up, else nobody moves"
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="of one city: write the cells as files into this folder")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="of all cities: how many are cut at a time; by default one for each core"),
    ] = None,
    anew: Annotated[
        bool, typer.Option("--anew", help="of all cities: leave what an earlier run of the same has built")
    ] = False,
) -> None:
    """Cut a city, or all of them, into balanced cells; the result is a draft.

    All cities: a run that was interrupted or in which cities failed goes on where it was when the same is asked for again.
    Ends with 1 where a city failed, and with 130 after Ctrl+C.
    """
    load = Load.HOURS if hours else Load.HEADS
    if (city is None) != all_cities:
        raise typer.BadParameter("give either --city or --all-cities", param_hint="--city")
    if city is None:
        _refuse_of_one_city(
            {
                "--out": out,
                "--from-plan": from_plan,
                "--leave": leave or None,
                "--lock": lock or None,
                "--close-station": close_station or None,
            }
        )
        every = BuildOrder(cells, capacity, tolerance, pool, tuple(barriers or ()), load)
        raise typer.Exit(build_all(every, workers, anew=anew))
    with database() as url:
        end_left_plans(url)
        with connect(url, person()) as connection:
            city_id = load_city(connection, city).id
            keep = None if from_plan is None else _version(connection, city_id, from_plan)
            order = BuildOrder(
                cells,
                capacity,
                tolerance,
                pool,
                tuple(barriers or ()),
                load,
                keep,
                _numbers(leave, "--leave"),
                _numbers(lock, "--lock"),
            )
        plan_id = _built(url, city_id, order, _closings(close_station or []))
        with connect(url, person()) as connection:
            _show(connection, plan_id)
            if out is not None:
                for path in export_plan(connection, plan_id, out):
                    console.print(f"  {path}")


@app.command("import")
def import_drawn(
    file: Annotated[Path, typer.Argument(help="GeoPackage or GeoJSON, one feature a cell", exists=True)],
    city: City,
    frame: Annotated[str, typer.Option(help="in which it was drawn: wgs84, gcj02, bd09")] = Frame.WGS84,
    heal: Annotated[
        float, typer.Option(help="gaps and overlaps up to so many metres go to a neighbour")
    ] = 1.0,
    pool: Annotated[Pool, typer.Option(help="for whom")] = Pool.ORPHAN,
    check: Annotated[bool, typer.Option("--check", help="only say what is wrong, store nothing")] = False,
) -> None:
    """Take cells that were drawn in a map program; the result is a draft."""
    order = DrawnOrder(parse_frame(frame), heal, pool)
    with database() as url, connect(url, person()) as connection:
        city_id = load_city(connection, city).id
        show_report(check_drawn_plan(connection, city_id, file, order))
        if not check:
            _show(connection, store_drawn_plan(connection, city_id, file, order, person()))


@app.command()
def publish(
    city: City,
    version: Annotated[
        int | None, typer.Option(help="the plan's version; by default the newest draft")
    ] = None,
    effective: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="from this day on; by default today")
    ] = None,
    anyway: Annotated[
        bool,
        typer.Option("--anyway", help="also where customers change hands more often than the rules allow"),
    ] = False,
) -> None:
    """Publish a draft: from its effective day on its cells are the city's cells."""
    start = effective.date() if effective else today()
    with database() as url:
        with connect(url, person()) as connection:
            city_id = load_city(connection, city).id
            plan_id = _draft(connection, city_id, version)
        published = asyncio.run(
            in_transaction(
                url,
                lambda session: publish_plan(session, everything(), plan_id, start, person(), anyway=anyway),
            )
        )
        day = run_day(url, city_id, start) if start == today() else None
    console.print(
        f"Plan {published.version} is published from {published.effective_from} on: {published.cells} cells, "
        f"{published.customers:,} customers."
    )
    console.print(
        f"{published.staffed} cells have a specialist, {published.vacant} are vacant, {published.stand_ins} of them "
        f"with a stand-in; {published.stations} stations opened, {published.closed} closed; "
        f"{published.notices:,} customers to be told."
    )
    if day is not None:
        show_day(day)


def _refuse_of_one_city(given: dict[str, object]) -> None:
    for option, value in given.items():
        if value is not None:
            raise typer.BadParameter("goes with --city", param_hint=option)


def _built(url: str, city_id: int, order: BuildOrder, closings: list[Closing]) -> UUID:
    order = asyncio.run(in_transaction(url, lambda session: with_closings(session, city_id, order, closings)))
    if moves_nobody(order):
        return asyncio.run(in_transaction(url, lambda session: hang_anew(session, city_id, order, person())))
    with connect(url, person()) as connection:
        plan_id = add_plan(connection, city_id, order, person())
    if order.closing:
        asyncio.run(in_transaction(url, lambda session: note_closing(session, city_id, plan_id, order)))
    with progress_bar() as progress:
        build_plan(url, plan_id, progress)
    return plan_id


def _closings(texts: list[str]) -> list[Closing]:
    """Each station once."""
    found = [_closing(one) for one in texts]
    if len({one.station_no for one in found}) < len(found):
        raise typer.BadParameter("name each station once", param_hint="--close-station")
    return found


def _closing(text: str) -> Closing:
    """`W07` or `W07:3`."""
    number, _, give_up = text.partition(":")
    if give_up and not give_up.isdigit():
        raise typer.BadParameter(
            "a station's number, or with its cells as W07:3", param_hint="--close-station"
        )
    return Closing(number, int(give_up or 0))


def _numbers(text: str, option: str) -> tuple[int, ...]:
    """`3,7` as numbers."""
    try:
        return tuple(int(part) for part in text.split(",") if part.strip())
    except ValueError:
        raise typer.BadParameter("numbers of cells, as 3,7", param_hint=option) from None


def _version(connection: psycopg.Connection, city_id: int, version: int) -> UUID:
    row = connection.execute(
        "SELECT id FROM grids.plan WHERE city_id = %s AND version = %s", [city_id, version]
    ).fetchone()
    if row is None:
        raise plan_not_found(version)
    return UUID(str(row[0]))


def _draft(connection: psycopg.Connection, city_id: int, version: int | None) -> UUID:
    row = connection.execute(
        """SELECT id FROM grids.plan WHERE city_id = %(city)s AND CASE WHEN %(version)s::integer IS NULL
               THEN status = 'draft' ELSE version = %(version)s END ORDER BY version DESC LIMIT 1""",
        {"city": city_id, "version": version},
    ).fetchone()
    if row is None:
        raise NotFound("plan.no_draft", "There is no such draft.", "Build one with `gridward grid build`.")
    return UUID(str(row[0]))


def _show(connection: psycopg.Connection, plan_id: UUID) -> None:
    row = connection.execute(
        "SELECT version, cells, customers, quality FROM grids.plan WHERE id = %s", [plan_id]
    ).fetchone()
    assert row is not None
    version, cells, customers, quality = row
    console.print(f"Plan {version}, a draft: {cells} cells for {customers:,} customers.")
    table = Table(show_header=False, box=None)
    for name, label, form in _FIGURES:
        table.add_row(label, form.format(quality[name]))
    console.print(table)
    if (hours := quality["hours_max_deviation"]) is not None:
        console.print(f"Hours of work deviate by {hours:.1%} at most; customers are as many as that takes.")
    if (moved := quality["moved_customers"]) is not None:
        console.print(
            f"{moved:,} customers ({quality['moved_share']:.2%}) get another cell. "
            f"No grid with such loads moves fewer than {quality['moved_bound']:,}."
        )
    for heavy in quality["heavy_communities"]:
        console.print(
            f"{heavy['name']} alone has {heavy['customers']:,} customers and is a cell of its own.",
            style="yellow",
        )
    joined = sorted(quality["crossings"], key=lambda one: -one[1])
    for length, customers in joined[:_MOST_JOINED]:
        console.print(
            f"A part of the land with {customers:,} customers holds no whole number of cells; "
            f"it was joined to its neighbour over {length:,} m."
        )
    if len(joined) > _MOST_JOINED:
        console.print(f"{len(joined) - _MOST_JOINED:,} smaller parts were joined as well.")
    if quality.get("opened"):
        console.print(
            "Too little lies between the barriers: joined parts are cut as one, and cells cross in more places.",
            style="yellow",
        )
    if beyond := quality["cells_beyond"]:
        console.print(
            f"{beyond} cells are beyond the tolerance: single places are too heavy or ways too narrow. With "
            f"{quality['cells_that_would_do']} cells no place is heavier than a cell.",
            style="yellow",
        )
    console.print(f"{sum(quality['seconds'].values()):.1f} s")
