"""Operations a second that a server takes in, sent as tablets do: whole batches, each after the answer to the one before."""

import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, cycle, islice
from typing import Any, Protocol

import brotli

from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict
from gridward.kernel.ids import new_id

SENDERS = 4
"""Tablets that send at the same time, to one process of the server."""
_BATCHES, _BATCH = 30, 50
_BEFORE = 4
"""Batches of each tablet before the clock runs: a server's connections learn their statements once, not with each push."""
_VISITS, _CALLS = 12, 16
"""Of a batch of a day: visits, which are two operations each, and calls; the rest are notes."""

Operation = dict[str, Any]


class Asking(Protocol):
    """A connection to the server."""

    def ask(self, path: str, body: bytes | None = None) -> bytes:
        """The answer's body; `body` is JSON."""
        ...


def push(
    persons: Sequence[int],
    tablet: Callable[[], Asking],
    senders: int,
    batch_of: Callable[[Sequence[int]], list[Operation]],
) -> float:
    """Operations a second of so many tablets, each with customers of its own."""
    batches = [_batches(persons[nth::senders], batch_of) for nth in range(senders)]
    tablets = [tablet() for _ in range(senders)]
    with ThreadPoolExecutor(senders) as many:
        list(many.map(_send, tablets, (each[:_BEFORE] for each in batches)))
        begun = time.perf_counter()
        list(many.map(_send, tablets, (each[_BEFORE:] for each in batches)))
    return senders * _BATCHES * _BATCH / (time.perf_counter() - begun)


def plain(body: bytes) -> bytes:
    """An answer's body as JSON, whether it came by Brotli or not."""
    return body if body[:1] == b"{" else bytes(brotli.decompress(body))


def notes(persons: Sequence[int]) -> list[Operation]:
    """A batch of nothing but notes."""
    return [_note(person) for person in persons]


def a_day(persons: Sequence[int]) -> list[Operation]:
    """A batch of a day: visits with their outcomes, calls, and notes, each about another customer."""
    visits, calls = persons[:_VISITS], persons[_VISITS : _VISITS + _CALLS]
    rest = persons[_VISITS + _CALLS : _BATCH - _VISITS]
    return [*chain.from_iterable(map(_visit, visits)), *map(_call, calls), *map(_note, rest)]


def _batches(persons: Sequence[int], batch_of: Callable[[Sequence[int]], list[Operation]]) -> list[bytes]:
    turns = cycle(persons)
    made = ({"operations": batch_of(list(islice(turns, _BATCH)))} for _ in range(_BEFORE + _BATCHES))
    return [json.dumps(one).encode() for one in made]


def _send(tablet: Asking, batches: Sequence[bytes]) -> None:
    for batch in batches:
        for receipt in json.loads(plain(tablet.ask("/field/operations", batch)))["receipts"]:
            if receipt["state"] != "applied":
                told = f"{receipt['state']}, {receipt['code']}"
                raise Conflict("bench.refused", f"An operation was answered with {told}.")


def _visit(person: int) -> list[Operation]:
    visit = {"visit_id": str(new_id()), "customer_id": person}
    return [
        _operation("visit.begin", visit),
        _operation("visit.complete", visit | {"outcome": "informed", "note": "周末再联系。"}),
    ]


def _call(person: int) -> Operation:
    call = {"contact_id": str(new_id()), "customer_id": person, "channel": "call", "result": "no_answer"}
    return _operation("contact.log", call)


def _note(person: int) -> Operation:
    return _operation("note.add", {"note_id": str(new_id()), "customer_id": person, "text": "下午在家。"})


def _operation(kind: str, payload: dict[str, Any]) -> Operation:
    return {"op_id": str(new_id()), "kind": kind, "occurred_at": now().isoformat(), "payload": payload}
