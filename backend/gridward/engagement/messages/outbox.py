"""Messages as lines of a file, one file a day, for the insurer's own gateway to take them from."""

import json
import os
from pathlib import Path

from gridward.engagement.messages.gateway import Envelope
from gridward.kernel.clock import now, today

_LOOKED_BACK = 2
"""The newest files are looked through for messages that were written before a crash and not noted."""


class FileOutbox:
    """Appends to `FOLDER/YYYY-MM-DD.jsonl`, which only its owner may read: it holds telephone numbers and names."""

    name = "file"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._written = _written(folder)
        self._open: dict[Path, int] = {}

    def deliver(self, envelope: Envelope) -> str:
        """Write a message; the proof is the file and the message's number."""
        number = str(envelope.message_id)
        if number not in self._written:
            path = self._folder / f"{today().isoformat()}.jsonl"
            line = {
                "id": number,
                "at": now().isoformat(timespec="seconds"),
                "channel": envelope.channel,
                "purpose": envelope.purpose,
                "template": envelope.template,
                "to": envelope.to,
                "text": envelope.text,
            }
            # One write a line: lines of several processes do not mix.
            os.write(self._file(path), f"{json.dumps(line, ensure_ascii=False)}\n".encode())
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
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            size = os.fstat(descriptor).st_size
            if size and os.pread(descriptor, 1, size - 1) != b"\n":
                os.write(descriptor, b"\n")  # a writer died within its line
            self._open[path] = descriptor
        return self._open[path]


def _written(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted(folder.glob("*.jsonl"))[-_LOOKED_BACK:]:
        with open(path, encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.endswith("}\n"):
                    found[json.loads(line)["id"]] = path.name
    return found
