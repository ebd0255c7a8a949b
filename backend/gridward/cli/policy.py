"""`gridward policy`: the states of policies on any day, and the rules behind them."""

from collections import Counter
from datetime import date, datetime
from typing import Annotated

import typer
from rich.table import Table

from gridward.book.public import (
    changes_of_state,
    contract_as_of,
    contract_state,
    find_states,
    read_events,
    states_page,
)
from gridward.city.public import load_city
from gridward.cli.console import console, person
from gridward.kernel.clock import today
from gridward.kernel.errors import NotFound
from gridward.platform.db import connect, database

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="The states of policies on any day, and the rules behind them.",
)

City = Annotated[str, typer.Option(help="the city's code")]
AsOf = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="the day of the state; by default today")
]
KnownOn = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="by what was known on this day; by default today"),
]


@app.command()
def rules() -> None:
    """The table of states and changes, as the documentation has it."""
    typer.echo(states_page(), nl=False)


@app.command()
def history(number: str, city: City, as_of: AsOf = None, known_on: KnownOn = None) -> None:
    """A policy's state on a day, what changed it, and all that was learnt of it."""
    day, known = _day(as_of), _day(known_on)
    with database() as url, connect(url, person()) as connection:
        row = connection.execute(
            "SELECT id FROM book.policy WHERE city_id = %s AND policy_no = %s",
            [load_city(connection, city).id, number],
        ).fetchone()
        if row is None:
            raise NotFound("policy.not_found", f"There is no policy {number}.", "Check its number.")
        terms, events = read_events(connection, row[0])
    contract = contract_as_of(terms, events, day, known)
    state = contract_state(contract, day) if contract else "not known"
    console.print(f"{number} on {day}, as known on {known}: [bold]{state}[/]")
    for change in changes_of_state(terms, events, day, known):
        console.print(
            f"  {change.on}  {change.before} -> {change.after}  {change.cause or 'told by the insurer'}"
        )
    table = Table("learnt", "what", "number", "about", "due", "amount", "paid", "", box=None)
    for event in events:
        told = event.state or event.failure or event.channel or ""
        days = (event.due_on, event.paid_on)
        due, paid = ("" if one is None else str(one) for one in days)
        table.add_row(
            str(event.learnt_on), event.kind, str(event.number or ""), str(event.about_on), due, str(event.amount),
            paid, told,
        )  # fmt: skip
    console.print(table)


@app.command()
def states(city: City, as_of: AsOf = None, known_on: KnownOn = None) -> None:
    """How many policies of a city were in which state on a day, as the insurer told it and as their payments say."""
    day, known = _day(as_of), _day(known_on)
    with database() as url, connect(url, person()) as connection:
        connection.execute("SET LOCAL work_mem = '128MB'")
        find_states(connection, load_city(connection, city).id, day, known)
        rows = connection.execute(
            "SELECT state, said, found, count(*) FROM state_as_of GROUP BY state, said, found"
        ).fetchall()
    counts: tuple[Counter[str], ...] = (Counter(), Counter(), Counter())
    for *states_of, policies in rows:
        for count, state in zip(counts, states_of, strict=True):
            count[state] += policies
    console.print(f"{counts[0].total():,} policies on {day}, as known on {known}:")
    table = Table("state", "policies", "told by the insurer", "by the payments alone", box=None)
    for state in sorted(set().union(*counts)):
        table.add_row(state, *(f"{count[state]:,}" for count in counts))
    console.print(table)


def _day(given: datetime | None) -> date:
    return given.date() if given else today()
