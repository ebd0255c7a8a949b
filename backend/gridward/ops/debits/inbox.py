"""Where banks put their debit return files: a port, and a folder as its adapter."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol

from gridward.kernel.errors import GridwardError
from gridward.ops.debits.taking import take_debits
from gridward.platform.settings import settings


class Inbox(Protocol):
    """Files that wait. One that was dealt with waits no longer."""

    def waiting(self) -> Iterator[tuple[str, bytes]]:
        """Name and content, the oldest name first."""

    def taken(self, name: str) -> None:
        """It was taken, or had been before."""

    def refused(self, name: str, why: str) -> None:
        """It cannot be taken as it is; `why` says what to do."""


class FileInbox:
    """A folder `FILES/debits/CITY`, with `taken` and `refused` in it. Files are named `*.txt`."""

    def __init__(self, city: str) -> None:
        self.folder = settings().files_dir / "debits" / city
        for folder in (self.folder, self.folder / "taken", self.folder / "refused"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def waiting(self) -> Iterator[tuple[str, bytes]]:
        """One that is being written has another ending until it is whole."""
        for path in sorted(self.folder.glob("*.txt")):
            yield path.name, path.read_bytes()

    def taken(self, name: str) -> None:
        """Move it to `taken`."""
        self._move(name, "taken")

    def refused(self, name: str, why: str) -> None:
        """Move it to `refused`, with a file beside it that says why."""
        path = self._move(name, "refused")
        path.with_suffix(".reason").write_text(f"{why}\n", "utf-8")

    def _move(self, name: str, to: str) -> Path:
        """A name that a bank gives again gets a number: what came under it before is kept."""
        path = self.folder / to / name
        again = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
        while path.exists():
            path = next(again)
        return Path(shutil.move(self.folder / name, path))


@dataclass(frozen=True)
class Emptied:
    """What became of the files that waited."""

    taken: tuple[str, ...]
    refused: tuple[str, ...]


def empty_inbox(url: str, city_id: int, inbox: Inbox) -> Emptied:
    """Take every file that waits, each in a transaction of its own; a refused one does not keep back the next."""
    taken, refused = [], []
    for name, content in inbox.waiting():
        try:
            take_debits(url, city_id, name, content, "inbox")
        except GridwardError as error:
            # While the city is being imported or its day is run it stays, and is taken with the next look.
            if error.code != "debit.busy":
                inbox.refused(name, f"{error.detail} {error.hint}")
                refused.append(name)
            continue
        inbox.taken(name)
        taken.append(name)
    return Emptied(tuple(taken), tuple(refused))
