"""Somebody else's map tiles, on an address of their own."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@dataclass
class OtherTiles:
    """Where they are, whether they are given, and what was asked for."""

    address: str = ""
    gives: bool = True
    asked: list[str] = field(default_factory=list)


@contextmanager
def other_tiles() -> Iterator[OtherTiles]:
    """A server of them, for any page."""
    state = OtherTiles()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"state": state}))
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    state.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    state: OtherTiles

    def do_GET(self) -> None:
        self.state.asked.append(self.path)
        self.send_response(200 if self.state.gives else 503)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", str(len(_PICTURE)))
        self.end_headers()
        self.wfile.write(_PICTURE)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""
