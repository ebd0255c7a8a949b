"""A scanner that is asked over a socket, as clamd answers."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from gridward.field.attachments.clamav import ClamScanner
from gridward.kernel.errors import Unavailable


@contextmanager
def clamd(answer: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """One that hears one content and says something: its address, and what it heard."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=_hear, args=(server, answer, heard), daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}", heard
        thread.join(10)


def _hear(server: socket.socket, answer: bytes, heard: list[bytes]) -> None:
    connection, _ = server.accept()
    with connection, connection.makefile("rb") as told:
        assert told.read(10) == b"zINSTREAM\0"
        while size := struct.unpack("!I", told.read(4))[0]:
            heard.append(told.read(size))
        connection.sendall(answer)


@pytest.mark.parametrize(
    ("answer", "found"), [(b"stream: OK\0", False), (b"stream: Eicar-Test-Signature FOUND\0", True)]
)
def test_it_hears_the_whole_and_says_whether_there_is_any(answer: bytes, found: bool) -> None:
    content = bytes(range(256)) * 1000
    with clamd(answer) as (address, heard):
        assert ClamScanner(address).finds(content) is found
    assert b"".join(heard) == content and len(heard) > 1


def test_what_cannot_be_looked_at_is_not_taken_for_clean() -> None:
    with (
        clamd(b"INSTREAM size limit exceeded. ERROR\0") as (address, _),
        pytest.raises(Unavailable, match="malware"),
    ):
        ClamScanner(address).finds(b"x")
    with pytest.raises(Unavailable):
        ClamScanner(address).finds(b"x")
    with pytest.raises(Unavailable):
        ClamScanner("/nowhere/clamd.sock").finds(b"x")
