"""`gridward city`: add and list cities."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from gridward.city.public import CityFiles, add_city
from gridward.cli.console import console, person
from gridward.geo.frames import Frame, parse_frame
from gridward.platform.db import batch_connection

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Add and list cities.")

File = Annotated[Path | None, typer.Option()]


@app.command()
def add(
    code: Annotated[str, typer.Argument(help="a short code of letters and digits, as in addresses of pages")],
    name: Annotated[str, typer.Option(help="the city's name, such as 上海市")],
    districts: Annotated[Path, typer.Option(help="polygons of the districts, with their names")],
    name_en: Annotated[str, typer.Option(help="the name in English")] = "",
    water: File = None,
    roads: File = None,
    parks: File = None,
    stations: File = None,
    frame: Annotated[
        str, typer.Option(help="the frame of the files' degrees: WGS-84, GCJ-02, BD-09")
    ] = Frame.WGS84.value,
    crs: Annotated[
        int | None, typer.Option(help="the files' EPSG code, where they do not say so themselves")
    ] = None,
) -> None:
    """Add a city from vector files, or bring its geography up to date."""
    layers = {"water": water, "road": roads, "park": parks, "station": stations}
    given = {kind: path for kind, path in layers.items() if path is not None}
    files = CityFiles(districts, given, parse_frame(frame), crs)
    with batch_connection(person()) as connection:
        added = add_city(connection, code, name, name_en, files)
    city = added.city
    console.print(
        f"{city.name} ({city.code}): {len(city.districts)} districts, {city.land.area / 1e6:,.0f} km², "
        f"computed in EPSG:{city.projection.epsg}, files read as {files.frame}."
    )
    console.print(
        "Basemap: " + ", ".join(f"{count:,} {layer}" for layer, count in added.features.items() if count)
    )
    if added.stale_districts:
        console.print(f"Kept though no longer delivered: {', '.join(added.stale_districts)}", style="yellow")


@app.command(name="list")
def list_cities() -> None:
    """List the cities with what is known of them."""
    with batch_connection(person()) as connection:
        rows = connection.execute(
            """SELECT c.code, c.name, c.epsg, (SELECT count(*) FROM city.district d WHERE d.city_id = c.id),
                (SELECT count(*) FROM city.community m WHERE m.city_id = c.id),
                (SELECT count(*) FROM book.customer b WHERE b.city_id = c.id)
               FROM city.city c ORDER BY c.code"""
        ).fetchall()
    if not rows:
        console.print("There is no city yet. Add one with `gridward city add`.")
        return
    table = Table("code", "name", "EPSG", "districts", "communities", "customers")
    for row in rows:
        table.add_row(
            *(
                f"{value:,}" if isinstance(value, int) and index > 2 else str(value)
                for index, value in enumerate(row)
            )
        )
    console.print(table)
