"""Clients of the application, which is prepared once.

To prepare its routes takes half a second, and FastAPI keeps them for good: with an application a client garbage collection
took half of a worker's time.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from anyio.from_thread import BlockingPortal
from fastapi import FastAPI
from starlette.testclient import TestClient

from gridward.app import create_app
from gridward.platform.traffic import Traffic


@dataclass
class _Served:
    app: FastAPI
    portal: BlockingPortal | None
    stack: ExitStack
    clients: int = 0


_spare: list[FastAPI] = []
_served: dict[str, _Served] = {}


@contextmanager
def client_at(url: str) -> Iterator[TestClient]:
    """A client with cookies of its own; all of them over one database ask one server."""
    served = _served.get(url) or _serve(url)
    served.clients += 1
    client = TestClient(served.app)
    client.portal = served.portal
    try:
        yield client
    finally:
        served.clients -= 1
        if not served.clients:
            del _served[url]
            served.stack.close()
            _spare.append(served.app)


def _serve(url: str) -> _Served:
    app = _spare.pop() if _spare else create_app(url)
    app.state.url, app.state.traffic = url, Traffic()
    stack = ExitStack()
    first = stack.enter_context(TestClient(app))
    served = _served[url] = _Served(app, first.portal, stack)
    return served
