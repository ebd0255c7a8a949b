"""`gridward import`: import an insurer's extract."""

import csv
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Column, Table

from gridward.census.public import (
    Delivery,
    ImportReport,
    Issue,
    load_mapping,
    read_findings,
    refused_files,
    register,
    run_import,
)
from gridward.city.public import load_city
from gridward.cli.console import console, person, progress_bar
from gridward.cli.day import show_day
from gridward.geo.frames import parse_frame
from gridward.kernel.clock import today
from gridward.ops.day import run_day
from gridward.platform.db import connect, database

_SHOWN = 20

app = typer.Typer(
    add_completion=False, help="Import an insurer's extract: a folder with its CSV, Excel or Parquet files."
)


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
    report: Annotated[Path | None, typer.Option(help="write all findings into this CSV file")] = None,
) -> None:
    """Import a whole extract, or the changes since the last one. Running it twice changes nothing."""
    frame = parse_frame(gazetteer_frame) if gazetteer_frame else None
    delivery = Delivery(folder, folder.name, load_mapping(mapping), frame, as_of.date() if as_of else None)
    with database() as url:
        with connect(url, person()) as connection:
            city_id = load_city(connection, city).id
            import_id = register(connection, city_id, delivery, person())
        with progress_bar() as progress:
            done = run_import(url, import_id, delivery, progress)
            day = run_day(url, city_id, today(), progress)
        with connect(url, person()) as connection:
            _show(done)
            findings = list(read_findings(connection, import_id))
            _show_findings(findings)
            if report is not None:
                _write_findings(report, findings)
                console.print(f"All findings: {report}")
            if refused is not None and done.refused:
                refused.mkdir(parents=True, exist_ok=True)
                for name, content in refused_files(connection, import_id):
                    (refused / name).write_bytes(content)
                console.print(f"Refused rows to mend and import again: {refused}")
            elif done.refused:
                console.print("To mend them, import again with --refused FOLDER: it gets the refused rows.")
        console.print(f"Imported in {done.seconds:.1f} s.")
        show_day(day)


def _show(report: ImportReport) -> None:
    table = Table(
        Column("file", min_width=20), "rows", "new", "updated", "unchanged", "repaired", "refused", "s"
    )
    for file in report.files:
        if file.kind is None:
            table.add_row(file.name, "not a file of the extract", "", "", "", "", "", "")
            continue
        counts = file.rows, file.loaded, file.updated, file.unchanged, file.repaired, file.refused
        table.add_row(file.name, *(f"{count:,}" for count in counts), f"{file.seconds:.1f}")
    console.print(table)
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


def _show_findings(findings: list[tuple[str, Issue]]) -> None:
    """How many there are of each kind, and the first of them with file, line, column and reason."""
    times: dict[tuple[str, str], int] = {}
    for _, issue in findings:
        times[issue.severity, issue.code] = times.get((issue.severity, issue.code), 0) + 1
    for (severity, code), count in sorted(times.items(), key=lambda item: (item[0][0], -item[1])):
        console.print(f"  {count:>7,}  {severity:<8} {code}")
    if not findings:
        return
    table = Table(
        Column("file", min_width=14), "line", "column", "", "reason", title="Findings", title_justify="left"
    )
    for name, issue in findings[:_SHOWN]:
        table.add_row(name, f"{issue.line:,}", issue.column or "", issue.severity, issue.detail)
    console.print(table)
    if len(findings) > _SHOWN:
        console.print(f"... and {len(findings) - _SHOWN:,} more: --report FILE writes all of them.")


def _write_findings(path: Path, findings: list[tuple[str, Issue]]) -> None:
    # With a mark at the beginning, so that spreadsheets read the Chinese in it.
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "line", "column", "severity", "code", "reason", "value"])
        writer.writerows(
            (name, one.line, one.column, one.severity, one.code, one.detail, one.value)
            for name, one in findings
        )
