"""A stand-in for the network between a browser and the application: it can be down for work that is sent, bring another
version of the program, and answer in the application's place, as a guest network does that wants a sign-in of its own."""

import json
import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

_PIECES = "/api/v1/field/attachments/"
_PUSH = "/api/v1/field/operations"
_OF_ONE_CONNECTION = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}

_PAGE = b"<!doctype html><title>Wi-Fi</title><h1>Sign in to go on</h1>"


@dataclass
class Between:
    """What passes. `sent`: the ids of operations in the order in which they reached the application; `pieces`: the
    pieces of attachments that did, of which only `pieces_pass` do where it is set; `answers`: the status with which it
    answers itself, with a page, what is asked for at `answers_at`."""

    application: str
    address: str = ""
    takes_work: bool = True
    is_newer: bool = False
    pieces_pass: int | None = None
    answers: int | None = None
    answers_at: str = "/"
    sent: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)


@contextmanager
def between(application: str) -> Iterator[Between]:
    """Stand in front of the application at an address."""
    state = Between(application)
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"state": state}))
    Thread(target=server.serve_forever, daemon=True).start()
    state.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that is killed hears no answer; any other fault is one of ours, and is told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    state: Between

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.state.answers and self.path.startswith(self.state.answers_at):
            return self._answer(self.state.answers)
        if self.command == "POST" and self.path == _PUSH:
            if not self.state.takes_work:
                return self.send_error(503)
            self.state.sent += [one["op_id"] for one in json.loads(body)["operations"]]
        if self.command == "PUT" and self.path.startswith(_PIECES):
            if self.state.pieces_pass is not None and len(self.state.pieces) >= self.state.pieces_pass:
                return self.send_error(503)
            self.state.pieces.append(self.path)
        # Plain text can be added to.
        plain = {name: value for name, value in self.headers.items() if name.lower() != "accept-encoding"}
        with closing(HTTPConnection(urlsplit(self.state.application).netloc, timeout=60)) as way:
            try:
                way.request(self.command, self.path, body, plain)
                with way.getresponse() as answer:
                    self._pass_on(answer)
            except (OSError, HTTPException):
                self._break_off()

    def do_POST(self) -> None:
        self.do_GET()

    def do_PUT(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(_PAGE)))
        self.end_headers()
        self.wfile.write(_PAGE)

    def _pass_on(self, answer: HTTPResponse) -> None:
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in _OF_ONE_CONNECTION:
                self.send_header(name, value)
        self.end_headers()
        while chunk := answer.read1(65536):
            self.wfile.write(chunk)
        if self.path == "/sw.js" and self.state.is_newer:
            self.wfile.write(b"// newer")

    def _break_off(self) -> None:
        """End the connection without the farewell that would make half an answer a whole one."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        socket.close(self.connection.detach())
