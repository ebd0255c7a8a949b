"""Who named photos and papers is found without reading all visits and requests."""

from alembic import op

revision: str = "0081"
down_revision: str | None = "0080"

_BY = {"field.visit": "account_id, completed_at", "engagement.matter": "opened_by, opened_at"}


def upgrade() -> None:
    for table, columns in _BY.items():
        op.execute(
            "-- squawk-ignore require-concurrent-index-creation\n"
            f"CREATE INDEX ix_{table.partition('.')[2]}_attachments ON {table} ({columns}) WHERE attachments <> '{{}}'"
        )


def downgrade() -> None:
    for table in _BY:
        op.execute(f"DROP INDEX {table}_attachments".replace(".", ".ix_"))
