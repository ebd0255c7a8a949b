"""A tablet that works all the time, with an outbox and a copy of its cell, and synchronises when it is time."""

import http.client
import json
import random
import threading
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from gridward.cli.kill.follower import Follower
from gridward.cli.kill.ledger import Ledger, Operation
from gridward.cli.partition.network import Network
from gridward.demo.client import Person, RefusedError
from gridward.kernel.clock import now

_BATCH = 50
_DONE = 10
"""Operations in an interval."""
_PATIENCE_S = 1.0
"""So long an answer is waited for."""
_AGAIN = 0.1
"""The share of the interval after which it is tried again."""
_JITTER = 0.25
"""Of the interval, by which it may be shorter, so that tablets do not come together."""


class Line:
    """A connection that is kept from one request to the next, as browsers do."""

    def __init__(self, host: str, cookie: str) -> None:
        self._host = host
        self._headers = {"Cookie": cookie, "Content-Type": "application/json"}
        self._open: http.client.HTTPConnection | None = None

    def get(self, path: str, **query: object) -> Any:
        """What the application answers at a path."""
        return self._ask("GET", f"{path}?{urlencode(query)}" if query else path)

    def post(self, path: str, body: object) -> Any:
        """Do something."""
        return self._ask("POST", path, json.dumps(body))

    def close(self) -> None:
        """End it."""
        if self._open is not None:
            self._open.close()

    def _ask(self, method: str, path: str, body: str | None = None) -> Any:
        line = self._open or http.client.HTTPConnection(self._host, timeout=_PATIENCE_S)
        self._open = None
        try:
            line.request(method, f"/api/v1{path}", body, self._headers)
            answer = line.getresponse()
            content = json.loads(answer.read())
        except BaseException:
            line.close()
            raise
        self._open = line
        if answer.status != http.HTTPStatus.OK:
            raise RefusedError(answer.status, content)
        return content


@dataclass
class Tablet:
    """One of them, by its number in the network."""

    number: int
    customers: Sequence[int]
    cell_id: int
    interval_s: float
    seed: int
    ledger: Ledger = field(default_factory=Ledger)
    outbox: list[Operation] = field(default_factory=list)
    sent_at: dict[str, datetime] = field(default_factory=dict)
    """When each operation was sent last."""
    begun: threading.Event = field(default_factory=threading.Event)
    """It has synchronised once."""
    follower: Follower = field(init=False)

    def work(
        self, network: Network, who: tuple[str, str], stopped: threading.Event, quiet: threading.Event
    ) -> None:
        """Sign in, load the cell, then do and synchronise until it is stopped; while it is quiet nothing is done."""
        host = network.enter(self.number)
        # Who has nothing yet is patient.
        person = Person(f"http://{host}", *who)
        self.follower = Follower(person, self.cell_id)
        self.follower.begin()
        with closing(Line(host, person.cookie)) as line:
            self.follower.person = line
            self._go_on(line, stopped, quiet)

    def _go_on(self, line: Line, stopped: threading.Event, quiet: threading.Event) -> None:
        chance, share = random.Random(self.seed), 1.0
        while not stopped.is_set():
            if not quiet.is_set():
                self.outbox += [
                    self.ledger.do(chance.choice(self.customers)) for _ in range(round(_DONE * share))
                ]
            try:
                self._synchronise(line)
                self.begun.set()
                share = 1 - _JITTER * chance.random()
            except (OSError, http.client.HTTPException, RefusedError):
                share = _AGAIN
            stopped.wait(self.interval_s * share)

    def _synchronise(self, line: Line) -> None:
        while batch := self.outbox[:_BATCH]:
            at = now()
            self.sent_at |= {one["op_id"]: at for one in batch}
            self.ledger.take(line.post("/field/operations", {"operations": batch})["receipts"])
            del self.outbox[: len(batch)]
        self.follower.read_on()
