"""A specialist's week reads his own contacts, and not those of the city."""

from alembic import op

revision: str = "0077"
down_revision: str | None = "0076"


def upgrade() -> None:
    op.execute(
        "-- squawk-ignore require-concurrent-index-creation\n"
        "CREATE INDEX ix_contact_specialist_id_at ON engagement.contact (specialist_id, at)"
        " WHERE specialist_id IS NOT NULL"
    )


def downgrade() -> None:
    op.execute("DROP INDEX engagement.ix_contact_specialist_id_at")
