"""Messages that only show up in the log, masked: for trying things out."""

import structlog

from gridward.engagement.messages.gateway import Envelope

_log = structlog.get_logger()


class ConsoleGateway:
    """Writes a line for each message."""

    name = "console"

    def deliver(self, envelope: Envelope) -> str:
        """Show a message; the proof is its own number."""
        _log.info(
            "message",
            message_id=str(envelope.message_id),
            channel=envelope.channel,
            to=envelope.to_masked,
            text=envelope.text_masked,
        )
        return str(envelope.message_id)

    def flush(self) -> None:
        """Nothing is held back."""
