"""Refused rows that somebody corrects."""

revision: str = "0025"
down_revision: str | None = "0024"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
