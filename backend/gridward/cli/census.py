"""`gridward census`: the stock in figures, and taking it again."""

import asyncio
from typing import Annotated, Any

import typer
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.census.public import census_summary, take_stock
from gridward.city.public import city_id, load_city
from gridward.cli.console import console, person, progress_bar
from gridward.identity.public import everything
from gridward.platform.db import batch_connection, database, in_transaction

app = typer.Typer(add_completion=False, no_args_is_help=True, help="The stock of customers.")

City = Annotated[str, typer.Option(help="the city's code")]


@app.command()
def take(city: City) -> None:
    """Place customers, find persons and orphans again; an import does this by itself."""
    with batch_connection(person()) as connection, progress_bar() as progress:
        stock = take_stock(connection, load_city(connection, city).id, progress)
    console.print(f"Placed {stock.placed:,}; standings changed: {stock.policy_standings:,} policies, "
                  f"{stock.customer_standings:,} customers.")  # fmt: skip


@app.command()
def show(city: City) -> None:
    """Show the stock in figures."""
    with database() as url:
        _print(asyncio.run(in_transaction(url, lambda session: _summary(session, city))))


async def _summary(session: AsyncSession, code: str) -> dict[str, Any]:
    return await census_summary(session, everything(), await city_id(session, everything(), code))


def _print(figures: dict[str, Any]) -> None:
    table = Table(show_header=False, box=None)
    for name in (
        "as_of",
        "customers",
        "persons",
        "second_records",
        "policies",
        "policies_live",
        "agents_in_service",
        "todo",
    ):
        value = figures[name]
        table.add_row(name, f"{value:,}" if isinstance(value, int) else str(value or "-"))
    for group in ("placed", "position_check", "kinds", "policies_by"):
        table.add_row(group, ", ".join(f"{name} {count:,}" for name, count in figures[group].items()))
    for name, share in figures["coverage"].items():
        percent = share["covered"] / share["total"] if share["total"] else 0
        table.add_row(f"coverage, {name}", f"{share['covered']:,} of {share['total']:,} ({percent:.1%})")
    console.print(table)
