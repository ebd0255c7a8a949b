"""An application that really serves, for what a test client cannot do: streams that do not end, bodies that are cut."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any

import uvicorn
from starlette.testclient import TestClient

from gridward.app import create_app


@contextmanager
def serving(url: str) -> Iterator[int]:
    """The port on which the application serves, for as long as it is wanted."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(create_app(url), port=number, log_config=None, timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield number
    finally:
        server.should_exit = True
        thread.join()


def cookie_of(client: TestClient) -> str:
    """The session of a test client, for another connection."""
    return "; ".join(f"{name}={value}" for name, value in client.cookies.items())


@contextmanager
def listening(port: int, path: str, client: TestClient) -> Iterator[Iterator[dict[str, Any]]]:
    """The data of an address's server-sent events, as they come."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", f"/api/v1{path}", headers={"Cookie": cookie_of(client)})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["content-type"].split(";")[0]) == (200, "text/event-stream")
    yield (json.loads(line.removeprefix(b"data: ")) for line in answer if line.startswith(b"data: "))
    connection.close()
