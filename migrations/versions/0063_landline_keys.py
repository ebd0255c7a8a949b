"""Keys of landlines, so that whoever calls from one is found."""

import sqlalchemy as sa
from alembic import op

revision: str = "0063"
down_revision: str | None = "0062"


def upgrade() -> None:
    op.add_column("customer", sa.Column("landline_key", sa.Uuid(), nullable=True), schema="book")
    op.create_index("ix_customer_landline_key", "customer", ["landline_key"], schema="book")
    op.create_index(
        "ix_customer_landline_unkeyed",
        "customer",
        ["city_id"],
        schema="book",
        postgresql_where=sa.text("landline_sealed IS NOT NULL AND landline_key IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_customer_landline_unkeyed", "customer", schema="book")
    op.drop_index("ix_customer_landline_key", "customer", schema="book")
    op.drop_column("customer", "landline_key", schema="book")
