"""A tablet on a bad network: every fifth request is cut, before the server has it whole or before its answer is back."""

import http.client
import json
import random
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from gridward.cli.kill.ledger import Ledger, Operation, Receipt
from gridward.demo.client import RefusedError

CUT = 0.2
"""The share of requests that are cut."""
_AGAIN = 0.1
"""The share of batches that are sent once more after they were acknowledged."""
_BATCH = 10
_PATIENCE_S = 20
_PAUSE_S = 0.05


@dataclass
class Tablet:
    """What is done on it, and what it knows of that."""

    host: str
    cookie: str
    customers: Sequence[int]
    seed: int
    ledger: Ledger = field(default_factory=Ledger)
    cuts: int = 0

    def work(self, stopped: threading.Event) -> None:
        """Do something and send it until it is there, again and again; what was begun when it is stopped is ended."""
        chance = random.Random(self.seed)
        while not stopped.is_set():
            batch = [self.ledger.do(chance.choice(self.customers)) for _ in range(chance.randint(1, _BATCH))]
            self._deliver(batch, chance)
            if chance.random() < _AGAIN:
                self._deliver(batch, chance)

    def _deliver(self, batch: Sequence[Operation], chance: random.Random) -> None:
        body = json.dumps({"operations": batch}).encode()
        while True:
            cut = chance.random() < CUT
            try:
                receipts = self._send(body, chance.choice(("request", "answer")) if cut else None)
            except (OSError, http.client.HTTPException, RefusedError):
                time.sleep(_PAUSE_S)
                continue
            if receipts is not None:
                break
        self.ledger.take(receipts)

    def _send(self, body: bytes, cut: str | None) -> list[Receipt] | None:
        head = {"Cookie": self.cookie, "Content-Type": "application/json", "Content-Length": str(len(body))}
        connection = http.client.HTTPConnection(self.host, timeout=_PATIENCE_S)
        try:
            connection.putrequest("POST", "/api/v1/field/operations")
            for name, value in head.items():
                connection.putheader(name, value)
            connection.endheaders()
            connection.send(body[: len(body) // 2] if cut == "request" else body)
            if cut is not None:
                self.cuts += 1
                self._break_off(connection)
                return None
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.status != http.HTTPStatus.OK:
            raise RefusedError(answer.status, {})
        receipts: list[Receipt] = json.loads(content)["receipts"]
        return receipts

    def _break_off(self, connection: http.client.HTTPConnection) -> None:
        # Sometimes while the server works on it, sometimes before it has begun.
        time.sleep(random.Random(self.cuts).choice((0, 0.01)))
        assert connection.sock is not None
        connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
