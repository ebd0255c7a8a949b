"""What takes an application that really serves: figures that come by themselves, and a body that is cut off."""

import json
import socket
from collections.abc import Iterator

import pytest

from gridward.kernel.clock import today
from gridward.platform.db import connect
from support.field_work import Tablet, persons_of, visit
from support.live import cookie_of, listening, serving

_CHUNK = 1 << 16


@pytest.fixture
def port(worked_url: str) -> Iterator[int]:
    """Where the application serves."""
    with connect(worked_url, "test") as connection:
        connection.execute("DELETE FROM engagement.task")
    with serving(worked_url) as number:
        yield number


def test_a_tablet_hears_of_new_work_in_its_cell(mine: Tablet, worked_url: str, port: int) -> None:
    person = persons_of(worked_url, mine.cell_id)[0]
    with listening(port, "/field/events", mine.client) as figures:
        assert next(figures) == {"open": 0, "overdue": 0, "flagged": 0, "done_today": 0}
        mine.send(
            "visit.complete", visit(person, "not_home", next_step="visit_again", next_on=today().isoformat())
        )
        assert next(figures) == {"open": 1, "overdue": 0, "flagged": 0, "done_today": 0}


@pytest.mark.parametrize("said", [True, False])
def test_fifty_megabytes_of_json_are_refused_while_they_come(mine: Tablet, port: int, said: bool) -> None:
    length = f"Content-Length: {50 << 20}" if said else "Transfer-Encoding: chunked"
    head = (
        f"POST /api/v1/field/operations HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: {cookie_of(mine.client)}\r\n"
        f"Content-Type: application/json\r\n{length}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(head.encode())
        if not said:
            # A little more than the limit; the rest never has to be sent.
            for _ in range(5):
                connection.sendall(f"{_CHUNK:x}\r\n".encode() + b" " * _CHUNK + b"\r\n")
        answer = b""
        while b"}}" not in answer:
            answer += connection.recv(_CHUNK) or pytest.fail(f"no whole answer: {answer!r}")
    top, _, body = answer.partition(b"\r\n\r\n")
    assert top.startswith(b"HTTP/1.1 413 ")
    assert json.loads(body[: body.index(b"}}") + 2])["code"] == "operations.too_large"
