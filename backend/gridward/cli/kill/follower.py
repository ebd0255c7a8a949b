"""A tablet that only reads: it keeps a copy of the cell by its feed, and asks again whatever happens."""

import http.client
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from gridward.demo.client import RefusedError

_PAUSE_S = 0.05


class Reads(Protocol):
    """Somebody who is signed in."""

    def get(self, path: str, **query: object) -> Any:
        """What the application answers at a path."""


@dataclass
class Follower:
    """The copy: of each customer his newest contact."""

    person: Reads
    cell_id: int
    feed: str = ""
    cursor: int = 0
    newest: dict[int, str] = field(default_factory=dict)
    """By customer, when his newest contact was."""
    resets: int = 0
    """How often the server knew nothing of what was read before: never, for the same database."""

    def begin(self) -> None:
        """Load the whole cell."""
        self._keep(self.person.get(f"/sync/cells/{self.cell_id}"))

    def follow(self, stopped: threading.Event) -> None:
        """Read what changes until it is stopped."""
        while not stopped.is_set():
            try:
                self.read_on()
            except (OSError, http.client.HTTPException):
                pass
            except RefusedError as refused:
                self.resets += refused.code == "sync.cursor_unknown"
            time.sleep(_PAUSE_S)

    def read_on(self) -> None:
        """Read what has changed since."""
        more = True
        while more:
            changes = self.person.get(
                f"/sync/cells/{self.cell_id}/changes", feed=self.feed, since=self.cursor
            )
            self._keep(changes)
            more = changes["more"]

    def gaps(self, newest: Iterable[tuple[int, datetime]]) -> int:
        """How many customers are another way in the copy than `newest` says, and how often it had to begin anew."""
        return self.resets + sum(
            datetime.fromisoformat(self.newest[customer]) != at if self.newest.get(customer) else True
            for customer, at in newest
        )

    def _keep(self, answer: dict[str, Any]) -> None:
        for customer in answer["customers"]:
            contacts = customer["contacts"]
            self.newest[customer["customer_id"]] = contacts[0]["at"] if contacts else ""
        self.feed, self.cursor = answer["feed"], answer["cursor"]
