"""`gridward openapi`: print the API's description."""

import json

import typer

from gridward.app import create_app

app = typer.Typer(add_completion=False, help="Print the API's description (OpenAPI).")


@app.command()
def run() -> None:
    """Print it as JSON; it needs no database."""
    description = create_app("postgresql://").openapi()
    typer.echo(json.dumps(description, ensure_ascii=False, indent=2))
