"""`gridward import`: import an insurer's extract."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from gridward.census.public import Delivery, ImportReport, load_mapping, refused_files, register, run_import
from gridward.city.public import load_city
from gridward.cli.console import console, person, progress_bar
from gridward.geo.frames import parse_frame
from gridward.platform.db import connect, database

app = typer.Typer(add_completion=False, help="Import an insurer's extract: a folder with its CSV files.")


@app.command()
def run(
    folder: Annotated[Path, typer.Argument(help="the folder with the extract")],
    city: Annotated[str, typer.Option(help="the city's code")],
    mapping: Annotated[Path | None, typer.Option(help="another mapping of files and columns")] = None,
    gazetteer_frame: Annotated[
        str | None, typer.Option(help="the gazetteer's frame, whatever it says itself")
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="the day of the extract")
    ] = None,
    refused: Annotated[
        Path | None, typer.Option(help="write refused rows into this folder, to be mended")
    ] = None,
) -> None:
    """Import a whole extract, or the changes since the last one. Running it twice changes nothing."""
    frame = parse_frame(gazetteer_frame) if gazetteer_frame else None
    delivery = Delivery(folder, folder.name, load_mapping(mapping), frame, as_of.date() if as_of else None)
    with database() as url:
        with connect(url, person()) as connection:
            import_id = register(connection, load_city(connection, city).id, delivery, person())
        with progress_bar() as progress:
            report = run_import(url, import_id, delivery, progress)
        _show(report)
        if refused is not None:
            refused.mkdir(parents=True, exist_ok=True)
            with connect(url, person()) as connection:
                for name, content in refused_files(connection, import_id):
                    (refused / name).write_bytes(content)
            console.print(f"Refused rows to mend and import again: {refused}")


def _show(report: ImportReport) -> None:
    table = Table("file", "rows", "new", "updated", "unchanged", "repaired", "refused", "s")
    for file in report.files:
        if file.kind is None:
            table.add_row(file.name, "not a file of the extract", "", "", "", "", "", "")
            continue
        counts = file.rows, file.loaded, file.updated, file.unchanged, file.repaired, file.refused
        table.add_row(file.name, *(f"{count:,}" for count in counts), f"{file.seconds:.1f}")
    console.print(table)
    for code, times in report.issues.most_common():
        console.print(f"  {times:>7,}  {code}")
    ignored = [
        column["header"]
        for file in report.files
        for column in file.columns
        if file.kind and not column["field"]
    ]
    if ignored:
        console.print(
            f"Columns that are not known and were passed over: {', '.join(map(str, ignored))}", style="yellow"
        )
    console.print(f"Stock: {report.stock}. {report.seconds:.1f} s in all.")
