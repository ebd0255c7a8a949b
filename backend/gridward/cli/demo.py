"""`gridward demo`: load the demo city and serve the application, or walk through all of it."""

import json
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from gridward.cli.console import console, progress_bar
from gridward.demo.accounts import LOGINS, set_up_accounts
from gridward.demo.check import Course, holds
from gridward.demo.events import hold_events
from gridward.demo.loading import CELLS, CUSTOMERS, NAME, NAME_EN, invent, is_loaded, load
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
    check: Annotated[
        bool, typer.Option("--check", help="walk through all of it in a data folder of its own, and end")
    ] = False,
    customers: Annotated[
        int, typer.Option(help="the customers of the demo city, where it is not there yet")
    ] = CUSTOMERS,
    cells: Annotated[int, typer.Option(help="the cells to cut it into, where it is not there yet")] = CELLS,
    extract: Annotated[
        Path | None, typer.Option(help="with --check: an insurer's extract instead of the demo city's")
    ] = None,
    districts: Annotated[Path | None, typer.Option(help="with --extract: the districts of its city")] = None,
    water: Annotated[Path | None, typer.Option(help="with --extract: the water of its city")] = None,
    name: Annotated[str, typer.Option(help="with --extract: the name of its city")] = NAME,
) -> None:
    """Load a city that does not exist, with 60,000 customers in 30 cells, and serve it. The second time it is there."""
    if check:
        if extract is not None and districts is None:
            raise typer.BadParameter("an extract needs the districts of its city", param_hint="--districts")
        with _course(customers, cells, extract, districts, water, name) as course:
            _check(course)
        return
    folder = settings().data_dir / "demo"
    with _listen(host, port) as listening, database() as url:
        with connect(url) as connection:
            loaded = is_loaded(connection)
        if not loaded:
            load(url, folder / "city", _step, customers=customers, cells=cells)
        hold_events(url)
        password = _sign_in(url, folder / "sign-in.json")

        def ready(address: str) -> None:
            console.print(f"\n  {NAME} ({NAME_EN}) is ready: [bold]{address}[/bold]")
            console.print(f"  Sign in with the password [bold]{password}[/bold] as one of")
            console.print(f"  [bold]{', '.join(LOGINS)}[/bold]")
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
    """The password of the demo's people, the same at every start. It lies beside the data, for its owner only."""
    if path.exists():
        kept = json.loads(path.read_text("utf-8"))
        if kept.get("logins") == list(LOGINS):
            return str(kept["password"])
    password = invent_password()
    set_up_accounts(url, password)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps({"logins": LOGINS, "password": password}), "utf-8")
    return password


@contextmanager
def _step(what: str) -> Iterator[Progress]:
    console.print(f"-> {what} ...")
    begun = time.monotonic()
    with progress_bar() as progress:
        yield progress
    console.print(f"   {time.monotonic() - begun:.1f} s")


@contextmanager
def _course(
    customers: int, cells: int, extract: Path | None, districts: Path | None, water: Path | None, name: str
) -> Iterator[Course]:
    """What to walk through: a given extract, or a demo city made for it."""
    if extract is not None and districts is not None:
        yield Course(name, districts, extract, cells, water)
        return
    with tempfile.TemporaryDirectory(prefix="gridward-city-") as folder:
        city = Path(folder)
        with _step(f"Inventing a city with {customers:,} customers"):
            invent(city, customers)
        yield Course(name, city / "districts.geojson", city / "extract", cells, city / "water.geojson")


def _check(course: Course) -> None:
    """Walk the course, a line a step. Ends with 1 where something is not as it should be."""

    def tell(step: str, figures: str, seconds: float) -> None:
        console.print(f"{step:<28}{seconds:>7.1f} s  {figures}", soft_wrap=True)

    if not holds(course, tell):
        raise typer.Exit(1)
