"""What the walks have in common: expecting, waiting, sending what a tablet sends."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from gridward.demo.client import Person, RefusedError
from gridward.kernel.ids import new_id

_PATIENCE_S = 300
_PAUSE_S = 0.25


class BrokenError(Exception):
    """Something is not as it should be."""


def expect(holds: bool, otherwise: str) -> None:
    """Raises `BrokenError` with what is wrong where something does not hold."""
    if not holds:
        raise BrokenError(otherwise)


def until(look: Callable[[], Any], enough: Callable[[Any], bool]) -> Any:
    """Look again and again until it is enough: jobs work meanwhile. Raises `BrokenError` where nothing comes."""
    patience = time.monotonic() + _PATIENCE_S
    while not enough(found := look()):
        if time.monotonic() > patience:
            raise BrokenError(f"nothing came in {_PATIENCE_S} seconds")
        time.sleep(_PAUSE_S)
    return found


def refusal(act: Callable[[], object]) -> str:
    """The code with which something is refused; empty where it is not."""
    try:
        act()
    except RefusedError as refused:
        return refused.code
    return ""


def operation(kind: str, payload: dict[str, Any]) -> dict[str, Any]:
    """A command as a tablet makes it, done just now."""
    return {"op_id": str(new_id()), "kind": kind, "occurred_at": utc_now(), "payload": payload}


def send(person: Person, *commands: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Send commands as one batch; their receipts."""
    batch = {"operations": [operation(kind, payload) for kind, payload in commands]}
    receipts: list[dict[str, Any]] = person.post("/field/operations", batch)["receipts"]
    return receipts


def utc_now() -> str:
    """This moment as ISO text."""
    return datetime.now(UTC).isoformat()
