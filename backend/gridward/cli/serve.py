"""`gridward serve`: serve the application."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Iterator
from typing import Annotated

import typer
import uvicorn

from gridward.app import create_app
from gridward.cli.console import console
from gridward.platform import log
from gridward.platform.db import database
from gridward.worker import work_on

app = typer.Typer(add_completion=False, help="Serve the application, with a worker beside it.")

_GRACE_S = 3
"""Pages that follow long work keep their connections open; they come back by themselves."""


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="the address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="the port; 0 takes a free one")] = 8700,
    worker: Annotated[bool, typer.Option(help="work off jobs as well")] = True,
) -> None:
    """Serve the application until it is told to stop."""
    with database() as url:
        run_server(url, host, port, worker=worker)


def run_server(url: str, host: str, port: int, *, worker: bool) -> None:
    """Serve in the foreground until SIGINT or SIGTERM; prints the address once it answers."""
    log.configure()
    asyncio.run(_serve(url, host, port, worker=worker))


async def _serve(url: str, host: str, port: int, *, worker: bool) -> None:
    config = uvicorn.Config(
        create_app(url),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=_GRACE_S,
    )
    server = _Server(config)
    jobs = asyncio.create_task(work_on(url)) if worker else None
    try:
        await server.serve()
    finally:
        if jobs is not None:
            jobs.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await jobs


class _Server(uvicorn.Server):
    """Says where it listens, which only it knows when the port was free to choose."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            console.print(f"Gridward listens on http://{f'[{host}]' if ':' in host else host}:{port}")

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As its own, without raising the signal again: what was started beside the server has to end first."""
        before = {
            number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
