"""`gridward day`: the day's run of a city."""

from datetime import datetime
from typing import Annotated

import typer
from rich.table import Table

from gridward.city.public import load_city
from gridward.cli.console import console, person, progress_bar
from gridward.kernel.clock import today
from gridward.ops.day import DayReport, run_day
from gridward.platform.db import connect, database

app = typer.Typer(add_completion=False, help="Run a city's day: what is due, and the work that follows.")


@app.command()
def run(
    city: Annotated[str, typer.Option(help="the city's code")],
    date: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="the day; by default today")
    ] = None,
) -> None:
    """What happens every night: the due list, promises, first contacts, tasks and messages. Twice changes nothing."""
    day = date.date() if date else today()
    with database() as url:
        with connect(url, person()) as connection:
            city_id = load_city(connection, city).id
        with progress_bar() as progress:
            report = run_day(url, city_id, day, progress)
    show_day(report)


def show_day(report: DayReport) -> None:
    """The report as a table."""
    console.print(f"The day {report.day} of the city:")
    table = Table(show_header=False, box=None)
    for label, count in _figures(report):
        table.add_row(label, f"{count:,}")
    console.print(table)
    if not report.in_force:
        console.print("No cells are in force on that day, so no work was made.", style="yellow")
    console.print(f"{sum(report.seconds.values()):.1f} s")


def _figures(report: DayReport) -> list[tuple[str, int]]:
    figures = [
        ("confirmed details that the core has executed", report.details.executed),
        ("confirmed details that the core did not take over", report.details.superseded),
        ("details kept against an older delivery", report.details.kept),
        ("requests that no customer confirmed in time", report.details.expired),
        ("policies whose state contradicts their payments", report.contradictions),
        ("dues, upcoming to suspended", report.dues),
    ]
    if report.in_force:
        figures += [
            ("rows that followed to the first number of their person", report.joined),
            ("customer numbers that got a cell", report.newcomers.enrolled),
            ("persons who came into care", report.newcomers.in_care),
            ("customer numbers that moved to another cell", report.newcomers.relocated),
            ("work that moved to another cell", report.moved),
            ("cells whose specialist has left", report.freed),
            ("promises kept", report.settled.kept),
            ("promises broken", report.settled.broken),
            ("tasks that are not needed any more", report.settled.closed + report.first_contacts.closed),
            ("visits asked for that nobody accepted in time", report.expired),
            ("appointments that got a stop of their own", report.agreed),
            ("first contacts", report.first_contacts.made),
            ("calls and visits from the calendar", report.work.tasks),
            ("broken promises to ask after", report.settled.checks),
            ("earlier steps that a new one took the place of", report.work.superseded),
            ("messages queued", report.work.messages),
            ("messages between dues", report.nurture.messages),
            ("calls between dues", report.nurture.calls),
            ("tasks of specialists between dues", report.nurture.tasks),
            ("places in the queue that changed", report.queue),
            ("messages delivered", report.delivered),
            ("cells that have drifted too far", report.drift.beyond),
            ("plans proposed to even them out", report.drift.proposed),
        ]
    return figures
