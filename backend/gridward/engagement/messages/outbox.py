"""Messages as lines of a file, one file a day, for the insurer's own gateway to take them from."""

from pathlib import Path

from gridward.engagement.messages.gateway import Envelope
from gridward.kernel.clock import now
from gridward.platform.daily_file import DailyFile


class FileOutbox:
    """Appends to a file a day of a folder: it holds telephone numbers and names."""

    name = "file"

    def __init__(self, folder: Path) -> None:
        self._file = DailyFile(folder)

    def deliver(self, envelope: Envelope) -> str:
        """Write a message; the proof is the file and the message's number."""
        return self._file.append(
            str(envelope.message_id),
            {
                "at": now().isoformat(timespec="seconds"),
                "channel": envelope.channel,
                "purpose": envelope.purpose,
                "template": envelope.template,
                "to": envelope.to,
                "text": envelope.text,
            },
            is_new=envelope.is_new,
        )

    def flush(self) -> None:
        """Bring what was written to the disk."""
        self._file.flush()
