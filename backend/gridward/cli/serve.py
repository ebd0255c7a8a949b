"""`gridward serve`: serve the application."""

from typing import Annotated

import typer

from gridward.cli.console import console
from gridward.platform.db import database
from gridward.serving import listen, serve

app = typer.Typer(add_completion=False, help="Serve the application, with a worker beside it.")


@app.command()
def run(
    host: Annotated[str, typer.Option(help="the address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="the port; 0 takes a free one")] = 8700,
    worker: Annotated[bool, typer.Option(help="work off jobs as well")] = True,
) -> None:
    """Serve the application until it is told to stop."""
    with listen(host, port) as listening, database() as url:
        serve(
            url,
            listening,
            worker=worker,
            ready=lambda address: console.print(f"Gridward listens on {address}"),
        )
