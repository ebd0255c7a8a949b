"""What was done for a customer beyond his dues and what he agreed to: the facts by which the four-sell moves on."""

revision: str = "0020"
down_revision: str | None = "0019"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
