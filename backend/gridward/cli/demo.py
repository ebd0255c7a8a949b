"""`gridward demo`: load the demo city and serve the application."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from gridward import demo
from gridward.cli.console import console, progress_bar
from gridward.identity.public import invent_password
from gridward.kernel.errors import Conflict
from gridward.platform.db import connect, database
from gridward.platform.progress import Progress
from gridward.platform.settings import settings
from gridward.serving import listen, serve

app = typer.Typer(add_completion=False, help="Load the demo city and serve the application.")

_PORTS = range(8700, 8720)


@app.command()
def run(
    port: Annotated[
        int | None, typer.Option(help="the port; by default the first free one from 8700 on")
    ] = None,
    host: Annotated[str, typer.Option(help="the address to listen on")] = "127.0.0.1",
) -> None:
    """Load a city that does not exist, with 60,000 customers in 30 cells, and serve it. The second time it is there."""
    folder = settings().data_dir / "demo"
    with _listen(host, port) as listening, database() as url:
        with connect(url) as connection:
            loaded = demo.is_loaded(connection)
        if not loaded:
            demo.load(url, folder / "city", _step)
        password = _sign_in(url, folder / "sign-in.json")

        def ready(address: str) -> None:
            console.print(f"\n  {demo.NAME} ({demo.NAME_EN}) is ready: [bold]{address}[/bold]")
            console.print(f"  Sign in as [bold]{demo.LOGIN}[/bold] with the password [bold]{password}[/bold]")
            console.print("  Ctrl+C ends it; nothing is lost.\n")

        serve(url, listening, worker=True, ready=ready)


def _listen(host: str, port: int | None) -> socket.socket:
    if port is not None:
        return listen(host, port)
    for candidate in _PORTS:
        try:
            return listen(host, candidate)
        except Conflict:
            continue
    return listen(host, 0)


def _sign_in(url: str, path: Path) -> str:
    """The password of the demo's account, the same at every start. It lies beside the data, for its owner only."""
    if path.exists():
        kept: str = json.loads(path.read_text("utf-8"))["password"]
        return kept
    password = invent_password()
    demo.set_up_account(url, password)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps({"login": demo.LOGIN, "password": password}), "utf-8")
    return password


@contextmanager
def _step(what: str) -> Iterator[Progress]:
    console.print(f"-> {what} ...")
    begun = time.monotonic()
    with progress_bar() as progress:
        yield progress
    console.print(f"   {time.monotonic() - begun:.1f} s")
