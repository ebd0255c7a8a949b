"""Customers at one door are found by their address."""

from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"


def upgrade() -> None:
    op.execute(
        "-- squawk-ignore require-concurrent-index-creation\n"
        "CREATE INDEX ix_customer_address_key ON book.customer (address_key)"
    )


def downgrade() -> None:
    op.execute("DROP INDEX book.ix_customer_address_key")
