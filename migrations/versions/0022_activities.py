"""Events, invitations and sign-ups."""

revision: str = "0022"
down_revision: str | None = "0021"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
