"""Which gateway messages leave through."""

from gridward.engagement.messages.console import ConsoleGateway
from gridward.engagement.messages.gateway import Gateway
from gridward.engagement.messages.outbox import FileOutbox
from gridward.platform.settings import settings


def make_gateway(name: str | None = None) -> Gateway:
    """The gateway `file` or `console`; the one of the settings where none is named."""
    if (name or settings().messages) == "console":
        return ConsoleGateway()
    return FileOutbox(settings().files_dir / "outbox")
