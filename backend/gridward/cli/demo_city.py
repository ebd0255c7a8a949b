"""`gridward demo-city`: a city that doesn't exist, to try the product with."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from grid_data.demo_city import DEFAULT_SEED, FEWEST_CUSTOMERS, LONGEST_DELTA, Manifest, build

app = typer.Typer(
    add_completion=False, help="A city that doesn't exist, with an insurer's book, to try the product with."
)


class FileEncoding(StrEnum):
    """The encodings in which core systems deliver."""

    GBK = "gbk"
    UTF8 = "utf-8-sig"


@app.callback()
def demo_city() -> None:
    """Keep `make` a command of its own, however few there are."""


@app.command()
def make(
    out: Annotated[Path, typer.Option(help="The folder to write; files of the same names are replaced.")],
    as_of: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day of the extract.")],
    customers: Annotated[int, typer.Option(min=FEWEST_CUSTOMERS, help="Customer records.")] = 60_000,
    seed: Annotated[int, typer.Option(help="Another seed, another city.")] = DEFAULT_SEED,
    days: Annotated[
        int, typer.Option(min=0, max=LONGEST_DELTA, help="Also write the changes of so many days after.")
    ] = 0,
    daily: Annotated[
        bool, typer.Option("--daily", help="The changes day by day, and the whole extract of the last day.")
    ] = False,
    clean: Annotated[bool, typer.Option("--clean", help="An extract without damaged rows.")] = False,
    encoding: Annotated[FileEncoding, typer.Option(help="Encoding of the extract.")] = FileEncoding.GBK,
) -> None:
    """Write the demo city: its map, an extract, the changes that follow, and the truth behind them."""
    with Console(stderr=True).status("Making the demo city ..."):
        manifest = build(
            out,
            customers,
            seed,
            as_of=as_of.date(),
            days=days,
            daily=daily,
            clean=clean,
            encoding=encoding.value,
        )
    Console().print(_summary(manifest))


def _summary(manifest: Manifest) -> Table:
    table = Table("file", "rows", "bytes", title=f"{manifest.facts['city']} in {manifest.folder}")
    for column in table.columns[1:]:
        column.justify = "right"
    for file in manifest.files:
        table.add_row(file.path, f"{file.rows:,}", f"{file.bytes:,}")
    return table
