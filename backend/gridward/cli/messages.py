"""`gridward messages`: what goes to customers, and what became of it."""

import json
from typing import Annotated
from uuid import UUID

import psycopg
import typer
from rich.table import Table

from gridward.city.public import load_city
from gridward.cli.console import console, person, progress_bar
from gridward.engagement.public import Refused, deliver_messages, make_gateway, one_letter
from gridward.kernel.errors import Invalid, NotFound
from gridward.platform.crypto import cipher
from gridward.platform.db import batch_connection, connect, database
from gridward.platform.settings import settings

_GATEWAYS = ("file", "console")

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Messages to customers.")

City = Annotated[str, typer.Option(help="the city's code")]


@app.command()
def deliver(
    city: City,
    gateway: Annotated[
        str | None, typer.Option(help="file or console; by default the one of the settings")
    ] = None,
) -> None:
    """Deliver what is queued and may leave at this hour."""
    if gateway is not None and gateway not in _GATEWAYS:
        raise Invalid(
            "message.gateway", f"There is no gateway {gateway}.", "Use file or console.", gateway=gateway
        )
    with database() as url, progress_bar() as progress:
        with connect(url, person()) as connection:
            number = load_city(connection, city).id
        done = deliver_messages(url, number, make_gateway(gateway), progress)
        with connect(url, person()) as connection:
            waiting = _waiting(connection, number)
    console.print(f"{done.delivered:,} delivered, {done.failed:,} failed.")
    if waiting:
        console.print(f"{waiting:,} wait for their hours (grid_data/rules/message_hours).", style="yellow")


def _waiting(connection: psycopg.Connection, city_id: int) -> int:
    row = connection.execute(
        "SELECT count(*) FROM engagement.message WHERE city_id = %s AND state = 'queued'", [city_id]
    ).fetchone()
    assert row is not None
    return int(row[0])


@app.command(name="list")
def list_all(
    city: City,
    state: Annotated[str | None, typer.Option(help="queued, delivered or failed")] = None,
    limit: Annotated[int, typer.Option(help="show so many of the newest", min=1)] = 20,
) -> None:
    """Count the messages, and list the newest."""
    with batch_connection(person()) as connection:
        number = load_city(connection, city).id
        counts = connection.execute(
            """SELECT template, state, count(*), coalesce(problem, '') FROM engagement.message WHERE city_id = %s
               GROUP BY 1, 2, 4 ORDER BY 1, 2, 4""",
            [number],
        ).fetchall()
        rows = connection.execute(
            """SELECT m.id, c.customer_no, c.name_masked, c.mobile_masked, m.template, m.state,
                   coalesce(m.reference, m.problem, '')
               FROM engagement.message m JOIN book.customer c ON c.id = m.customer_id
               WHERE m.city_id = %(city)s AND (%(state)s::text IS NULL OR m.state = %(state)s)
               ORDER BY m.id DESC LIMIT %(limit)s""",
            {"city": number, "state": state, "limit": limit},
        ).fetchall()
    for template, what, count, problem in counts:
        console.print(f"  {count:>7,}  {template:<20} {what} {problem}")
    table = Table("id", "customer", "name", "number", "template", "state", "proof or problem")
    for row in rows:
        table.add_row(*map(str, row))
    console.print(table)


@app.command()
def read(
    limit: Annotated[int, typer.Option(help="show so many of the newest", min=1)] = 5,
    template: Annotated[
        str | None, typer.Option(help="only those of this text, such as details_code")
    ] = None,
) -> None:
    """Read the newest lines of the file outbox, numbers and texts in the clear: codes stand nowhere else."""
    found: list[dict[str, str]] = []
    for path in sorted((settings().files_dir / "outbox").glob("*.jsonl"), reverse=True):
        messages = map(json.loads, path.read_text("utf-8").splitlines())
        found = [one for one in messages if template in {None, one["template"]}] + found
        if len(found) >= limit:
            break
    if not found:
        console.print(
            "Nothing of it was written yet. With GRIDWARD_MESSAGES=console it goes into the log, masked."
        )
    for message in found[-limit:]:
        console.print(
            f"{message['at']}  {message['to']}  {message['template']}\n  {message['text']}", markup=False
        )


@app.command()
def show(message_id: Annotated[UUID, typer.Argument(help="the message's id")]) -> None:
    """Show a message as it would be written today, masked."""
    with batch_connection(person()) as connection:
        letter = one_letter(connection, message_id)
        if letter is None:
            raise NotFound(
                "message.not_found", f"There is no message {message_id}.", "See `gridward messages list`."
            )
        try:
            envelope = letter.finish(cipher())
        except Refused as refused:
            raise Invalid(
                refused.code, "The message cannot be written.", "See its texts in grid_data/rules/messages."
            ) from refused
    console.print(f"{envelope.channel} to {envelope.to_masked}, {envelope.purpose}")
    console.print(envelope.text_masked)
