"""Which versions of operations are taken, and how older ones are read.

Clients one version back are taken as they are: `UPGRADES` says for a kind and an older version how its payload became that
of the next one. What is older still, or newer than this server, is kept whole for a person to decide about: whoever sent it
is told to update, and loses nothing.
"""

from collections.abc import Callable
from typing import Any

PROTOCOL = 1
CORRECTION = "operation.correct"
"""The kind whose payload holds one of another kind."""

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
UPGRADES: dict[tuple[str, int], Upgrade] = {}
"""By kind and the version that is left behind; a kind that is not named here is as it was."""


def why_not(version: int) -> str | None:
    """The code for a version that is not taken."""
    if version > PROTOCOL:
        return "protocol.newer"
    return "protocol.older" if version < PROTOCOL - 1 else None


def upgraded(kind: str, version: int, payload: dict[str, Any]) -> dict[str, Any]:
    """A payload as it is in this version, with the one that it says another one should have been."""
    for step in range(version, PROTOCOL):
        upgrade = UPGRADES.get((kind, step))
        payload = payload if upgrade is None else upgrade(payload)
    of, meant = payload.get("kind"), payload.get("payload")
    if kind == CORRECTION and isinstance(of, str) and isinstance(meant, dict):
        return payload | {"payload": upgraded(of, version, meant)}
    return payload
