"""`gridward debits`: the banks' debit return files."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from gridward.city.public import load_city
from gridward.cli.console import console, person
from gridward.demo.debit_files import debit_file
from gridward.kernel.clock import today
from gridward.ops.debits.inbox import FileInbox, empty_inbox
from gridward.ops.debits.taking import take_debits
from gridward.platform.db import connect, database

_SHOWN = 20
_COUNTS = ("rows", "accepted", "failed", "reversed", "refused")

app = typer.Typer(add_completion=False, no_args_is_help=True, help="The banks' debit return files.")

City = Annotated[str, typer.Option(help="the city's code")]


@app.command()
def take(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)], city: City) -> None:
    """Take a file: every row judged, what failed put to repair. The same file again changes nothing."""
    with database() as url:
        with connect(url, person()) as connection:
            city_id = load_city(connection, city).id
        taken = take_debits(url, city_id, file.name, file.read_bytes(), person())
        if not taken.is_new:
            console.print("It was taken before: nothing changed.", style="yellow")
        with connect(url, person()) as connection:
            row = connection.execute(
                f"SELECT {', '.join(_COUNTS)}, amount, started FROM renewal.debit_file WHERE id = %s",
                [taken.file_id],
            ).fetchone()
            refused = connection.execute(
                """SELECT line, column_name, code, value FROM renewal.debit_row
                   WHERE file_id = %s AND verdict = 'refused' ORDER BY line""",
                [taken.file_id],
            ).fetchall()
    assert row is not None
    *counts, amount, started = row
    console.print(", ".join(f"{name} {count:,}" for name, count in zip(_COUNTS, counts, strict=True)))
    console.print(
        f"{amount:,.2f} yuan received; " + ", ".join(f"{name} {count:,}" for name, count in started.items())
    )
    if refused:
        table = Table("line", "column", "reason", "value", box=None)
        for line, column, code, value in refused[:_SHOWN]:
            table.add_row(f"{line:,}", column, code, value)
        console.print(table)
        if len(refused) > _SHOWN:
            console.print(f"... and {len(refused) - _SHOWN:,} more")


@app.command()
def inbox(city: City) -> None:
    """Take all files that wait in the city's folder."""
    with database() as url:
        with connect(url, person()) as connection:
            city_id = load_city(connection, city).id
        folder = FileInbox(city)
        done = empty_inbox(url, city_id, folder)
    console.print(f"{folder.folder}: {len(done.taken):,} taken, {len(done.refused):,} refused.")


@app.command()
def make(
    city: City,
    out: Annotated[Path, typer.Option(file_okay=False, help="the folder to write into")],
    date: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="the day of the file; by default today")
    ] = None,
    seed: Annotated[int, typer.Option(help="another seed, another file")] = 1,
) -> None:
    """Write a file to try with, for what a loaded city owes: the demo's next day, say."""
    day = date.date() if date else today()
    with database() as url, connect(url, person()) as connection:
        text = debit_file(connection, load_city(connection, city).id, day, seed)
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"debits_{day:%Y%m%d}_{seed}.txt"
    path.write_text(text, "utf-8")
    console.print(f"{path}: {text.count(chr(10)) - 2:,} rows.")
