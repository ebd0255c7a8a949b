"""`gridward migrate`: bring the database to the newest schema."""

import typer

from gridward.cli.console import console
from gridward.platform.db import database

app = typer.Typer(
    add_completion=False, help="Bring the database to the newest schema. Every other command does so as well."
)


@app.command()
def run() -> None:
    """Migrate, and say so."""
    with database():
        console.print("The database has the newest schema.")
