"""`gridward persistency`: persistency of a city's cohorts, by the same rule as the cockpit's page."""

import asyncio
import json
from datetime import date, datetime
from typing import Annotated, Any, Literal

import typer
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.city.public import city_id
from gridward.cli.console import console
from gridward.identity.public import everything
from gridward.insights.persistency.definition import (
    ALL_YEARS,
    Against,
    Basis,
    Definition,
    Pay,
    Served,
    Timing,
    Window,
)
from gridward.insights.persistency.figures import (
    MOST_COHORTS,
    cohort_figures,
    newest_cohort,
    owner_figures,
    total,
)
from gridward.insights.persistency.owners import By
from gridward.insights.view import look
from gridward.platform.db import database, in_transaction

app = typer.Typer(add_completion=False, help="Persistency of a city, with every switch.")

Years = Literal["1", "2", "3", "4", "5", "all"]


@app.command()
def persistency(
    city: Annotated[str, typer.Option(help="the city's code")],
    month: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m"], help="in which the policies took effect; by default the newest wholly due"
        ),
    ] = None,
    k: Annotated[
        Years, typer.Option("--k", help="policy years: 1 is the 13th month, 5 the 61st; all of them")
    ] = "1",
    by: Annotated[By | None, typer.Option(help="tell the month apart by owner on the due date")] = None,
    months: Annotated[
        int, typer.Option(min=1, max=MOST_COHORTS, help="cohort months up to that one, with their total")
    ] = 1,
    basis: Annotated[Basis, typer.Option(help="what the rate counts")] = "premium",
    against: Annotated[
        Against, typer.Option(help="cumulative, or conditional on the year before")
    ] = "first_year",
    timing: Annotated[
        Timing, typer.Option(help="to the end of the month two later, or to the last day of grace")
    ] = "month",
    pay: Annotated[
        Pay,
        typer.Option(
            help="yearly payers, all by the whole policy year, or all by the one on the anniversary"
        ),
    ] = "yearly",
    apl: Annotated[bool, typer.Option("--apl", help="what the cash value paid counts")] = False,
    reinstated: Annotated[bool, typer.Option("--reinstated", help="what came in too late counts")] = False,
    suspended_out: Annotated[
        bool, typer.Option("--suspended-out", help="suspended policies leave the base")
    ] = False,
    claims_in: Annotated[
        bool, typer.Option("--claims-in", help="policies that a claim ended stay, as not paid")
    ] = False,
    riders: Annotated[bool, typer.Option(help="premium of riders that were added counts")] = True,
    window: Annotated[
        Window, typer.Option(help="the month alone, or the twelve months to its end")
    ] = "month",
    served: Annotated[
        Served, typer.Option(help="by an agent in service on the due date, or by nobody")
    ] = "any",
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Cohorts by month of effect, or one of them by its owners on the due date."""
    if months > 1 and (by is not None or window == "rolling"):
        raise typer.BadParameter(
            "Several months are neither told apart by owner nor added up where each holds twelve: leave out --months, or"
            " --by and --window rolling."
        )
    years = ALL_YEARS if k == "all" else int(k)
    how = Definition(
        years, basis, against, timing, pay, apl, reinstated, suspended_out, claims_in, riders, window, served
    )
    cohort = month.date() if month else None
    with database() as url:
        found = asyncio.run(
            in_transaction(url, lambda session: _figures(session, city, how, cohort, by, months))
        )
    if as_json:
        typer.echo(json.dumps(found, default=str, ensure_ascii=False, indent=2))
    else:
        _show(found)


async def _figures(
    session: AsyncSession, city: str, how: Definition, month: date | None, by: By | None, months: int
) -> dict[str, Any]:
    view = await look(session, everything(), await city_id(session, everything(), city))
    month = month or newest_cohort(view.as_of, how)
    cohorts = await cohort_figures(session, view, how, month, months)
    return {
        "as_of": view.as_of,
        "formula": how.name,
        "cohorts": cohorts,
        "total": total(cohorts, how) if months > 1 else None,
        "owners": await owner_figures(session, view, how, month, by) if by else None,
    }


def _show(found: dict[str, Any]) -> None:
    console.print(f"{found['formula']}\nas of {found['as_of']}")
    table = Table(box=None)
    table.add_column("")
    for heading in (
        "rate",
        "of closed",
        "by premium",
        "by count",
        "policies",
        "paid",
        "unpaid",
        "open",
        "premium",
        "received",
    ):
        table.add_column(heading, justify="right")
    table.add_column("")
    for one in found["cohorts"]:
        _row(table, f"{one['cohort_month']:%Y-%m}", one)
    for one in found["owners"] or []:
        _row(table, one["name"] or one["owner"] or "nobody", one)
    if found["total"]:
        _row(table, "total", found["total"])
    console.print(table)
    excluded = (found["total"] or found["cohorts"][-1])["excluded"]
    left_out = ", ".join(f"{reason} {count:,}" for reason, count in excluded.items())
    console.print(f"left out: {left_out or 'none'}")


_RATES = ("rate", "closed_rate", "rate_by_premium", "rate_by_count")


def _row(table: Table, name: str, one: dict[str, Any]) -> None:
    rates = (f"{one[rate]:.1%}" if one[rate] is not None else "-" for rate in _RATES)
    counts = (f"{one[f'{which}policies']:,}" for which in ("", "paid_", "unpaid_", "open_"))
    yuan = (f"{one[which]:,.2f}" for which in ("premium", "received_premium"))
    state = "final" if one["final"] else f"provisional until {one['final_on']}"
    table.add_row(name, *rates, *counts, *yuan, state)
