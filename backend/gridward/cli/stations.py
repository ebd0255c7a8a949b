"""`gridward stations`: candidates for stations, beside those of the insurer's extract."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from gridward.city.public import load_city
from gridward.cli.console import console, person
from gridward.geo.frames import Frame, parse_frame
from gridward.platform.db import connect, database
from gridward.stations.public import Examined, take_candidates

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Candidates for stations.")


@app.callback()
def stations() -> None:
    """Candidates for stations."""


@app.command("import")
def take(
    file: Annotated[Path, typer.Argument(help="CSV, Excel, GeoPackage or GeoJSON", exists=True)],
    city: Annotated[str, typer.Option(help="the city's code")],
    frame: Annotated[
        str, typer.Option(help="the frame of rows that name none: WGS-84, GCJ-02, BD-09")
    ] = Frame.WGS84.value,
    check: Annotated[bool, typer.Option("--check", help="only say what is wrong, take nothing")] = False,
) -> None:
    """Take the candidates of a file: all that can be taken at once. A second time the same file changes nothing.

    Ends with 1 where rows were refused.
    """
    with database() as url, connect(url, person()) as connection:
        city_id = load_city(connection, city).id
        found = take_candidates(connection, city_id, file, parse_frame(frame), person(), store=not check)
    _show(found, check=check)
    if found.refused:
        raise typer.Exit(1)


def _show(found: Examined, *, check: bool) -> None:
    console.print(
        f"{len(found.new):,} new, {len(found.changed):,} changed, {found.unchanged:,} unchanged, "
        f"{len(found.refused):,} refused{'; nothing was taken.' if check else '.'}"
    )
    if found.refused:
        table = Table("line", "number", "why", "value")
        for one in found.refused:
            table.add_row(str(one.line), one.station_no, one.why.value.replace("_", " "), one.value)
        console.print(table)
