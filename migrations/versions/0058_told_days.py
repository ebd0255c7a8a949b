"""The day on which each delivery shows the book, so that an older one does not take the place of a newer one."""

import sqlalchemy as sa
from alembic import op

revision: str = "0058"
down_revision: str | None = "0057"


def upgrade() -> None:
    op.create_table(
        "told",
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_told")),
        schema="book",
    )
    op.create_index("ix_told_city_id_day", "told", ["city_id", "day"], schema="book")
    op.create_table(
        "shown",
        sa.Column("row_hash", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("row_hash", name=op.f("pk_shown")),
        schema="book",
    )
    op.execute(
        """INSERT INTO book.told (source_id, city_id, day)
           SELECT id, city_id, as_of FROM census.import_run WHERE status = 'done'
           UNION ALL SELECT id, city_id, day FROM renewal.debit_file"""
    )
    op.execute("SELECT audit.watch_rows('book.told', 'source_id')")
    op.execute("SELECT audit.watch_counts('book.shown')")


def downgrade() -> None:
    op.drop_table("shown", schema="book")
    op.drop_table("told", schema="book")
