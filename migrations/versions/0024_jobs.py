"""Jobs that are seen, tried again and taken up."""

revision: str = "0024"
down_revision: str | None = "0023"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
