"""Lines for another program to take: one JSONL file a day, which only its owner may read."""

import errno
import fcntl
import json
import os
from pathlib import Path
from typing import Any

from gridward.kernel.clock import today

_LOOKED_BACK = 2
"""The newest files are looked through for lines that were written before a crash and not noted."""


class DailyFile:
    """Appends to `FOLDER/YYYY-MM-DD.jsonl`, each numbered line once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._written: dict[str, str] = {}
        self._has_looked_back = False
        self._open: dict[Path, int] = {}

    def append(self, number: str, line: dict[str, Any], *, is_new: bool = False) -> str:
        """Write a line under its number (its `id`); returns where it stands, as `FILE#NUMBER`.

        One that is known to be new is not looked for: somebody waits for it, and a day has many lines. Raises `OSError`
        where it could not be written whole.
        """
        if not is_new and not self._has_looked_back:
            self._written = _written(self._folder)
            self._has_looked_back = True
        if number not in self._written:
            path = self._folder / f"{today().isoformat()}.jsonl"
            text = json.dumps({"id": number, **line}, ensure_ascii=False)
            _write(self._file(path), text)
            self._written[number] = path.name
        return f"{self._written[number]}#{number}"

    def flush(self) -> None:
        """Bring what was written to the disk, and let go of the files."""
        for descriptor in self._open.values():
            os.fsync(descriptor)
            os.close(descriptor)
        self._open.clear()

    def _file(self, path: Path) -> int:
        if path not in self._open:
            self._open[path] = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        return self._open[path]


def _write(descriptor: int, line: str) -> None:
    """One writer at a time: whoever looked at the end while another wrote could take half a line for an abandoned one."""
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        size = os.fstat(descriptor).st_size
        if size and os.pread(descriptor, 1, size - 1) != b"\n":
            line = f"\n{line}"  # a writer died within its line, or found no room for it
        whole = f"{line}\n".encode()
        written = os.write(descriptor, whole)
        if written < len(whole):
            raise OSError(errno.ENOSPC, f"only {written} of {len(whole)} bytes were written")
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _written(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted(folder.glob("*.jsonl"))[-_LOOKED_BACK:]:
        with open(path, encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.endswith("}\n"):
                    found[json.loads(line)["id"]] = path.name
    return found
