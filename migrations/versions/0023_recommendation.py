"""Policy reviews and what was recommended after them."""

revision: str = "0023"
down_revision: str | None = "0022"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
