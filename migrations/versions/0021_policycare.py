"""Changes of contact details that the customer confirmed."""

revision: str = "0021"
down_revision: str | None = "0020"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
