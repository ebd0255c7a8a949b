"""Serving the application in the foreground, with a worker beside it."""

import asyncio
import contextlib
import gc
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn
from fastapi import FastAPI

from gridward.app import create_app
from gridward.kernel.errors import Conflict
from gridward.metrics import exposed
from gridward.platform import log
from gridward.platform.settings import settings
from gridward.worker.working import work_on

_GRACE_S = 3
"""Pages that follow long work keep their connections open; they come back by themselves."""
_OBJECTS = 20_000
"""Made and not yet gone, after which those made last are looked through for garbage."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises `serve.port_taken`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        raise Conflict(
            "serve.port_taken",
            f"Cannot listen on {host}, port {port}: {error.strerror}.",
            "Choose another port with --port; 0 takes a free one.",
            port=port,
        ) from error
    # Connections take this over. Without it an answer waits up to 40 ms for the browser to confirm its head.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def serve(url: str, listening: socket.socket, *, worker: bool, ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM. `ready` is told the address once it answers."""
    log.configure()
    app = create_app(url)
    _rarely_look_for_garbage()
    config = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=_GRACE_S)
    server = _Server(config, lambda: ready(_address(listening)))
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(_serve(app, server, url, listening, worker))


def _rarely_look_for_garbage() -> None:
    """What is loaded stays as long as it serves, and an answer's objects go by themselves: looking through all of them after
    every few hundred took a seventh of the time of a large answer."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS, 20, 20)


async def _serve(
    app: FastAPI, server: uvicorn.Server, url: str, listening: socket.socket, worker: bool
) -> None:
    with exposed(app, url, settings().metrics_port):
        jobs = asyncio.create_task(work_on(url)) if worker else None
        try:
            await server.serve([listening])
        finally:
            if jobs is not None:
                jobs.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await jobs


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


class _Server(uvicorn.Server):
    """Tells when it answers, and lets what was started beside it end before the process does."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn's own, without raising the signal again at the end."""
        before = {
            number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
