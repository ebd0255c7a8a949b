"""Attachments as they come in."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Integer, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base


class Attachment(Base):
    """A file that somebody sends, by its content. Its pieces lie sealed in the stored objects.

    By account as well: who knows what a file's hash is has not seen the file.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint("state IN ('receiving', 'complete', 'refused')", name="state"),
        {"schema": "field"},
    )

    account_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("identity.account.id", ondelete="CASCADE"), primary_key=True
    )
    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    """In hexadecimal digits, as operations name it."""
    kind: Mapped[str] = mapped_column(Text)
    """As it was said, and since it is complete as its content says: `image/jpeg`."""
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer), server_default=text("'{}'"))
    """The bytes of each piece that is here, in order; context of each `field.attachment/ACCOUNT/SHA256/OFFSET`."""
    state: Mapped[str] = mapped_column(Text, server_default="receiving")
    problem: Mapped[str | None] = mapped_column(Text)
    """Why it was refused, or has to be sent once more."""
    begun_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    completed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @property
    def received(self) -> int:
        """Bytes that are here."""
        return sum(self.pieces)
