"""Debit return files of the banks with what became of their rows, and policies whose state contradicts their payments."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0053"
down_revision: str | None = "0052"


def upgrade() -> None:
    op.create_table(
        "debit_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("reversed", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Numeric(14, 2), nullable=False),
        sa.Column("started", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debit_file")),
        sa.UniqueConstraint("city_id", "sender", "number", name=op.f("uq_debit_file_city_id_sender_number")),
        schema="renewal",
    )
    op.create_table(
        "debit_row",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("column_name", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("policy_id", sa.BigInteger(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Numeric(14, 2), nullable=True),
        sa.Column("debit_on", sa.Date(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "verdict IN ('accepted', 'known', 'failed', 'reversed', 'refused')",
            name=op.f("ck_debit_row_verdict"),
        ),
        sa.ForeignKeyConstraint(["file_id"], ["renewal.debit_file.id"], name=op.f("fk_debit_row_file_id")),
        sa.PrimaryKeyConstraint("file_id", "line", name=op.f("pk_debit_row")),
        schema="renewal",
    )
    op.create_table(
        "contradiction",
        sa.Column("policy_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("unpaid_on", sa.Date(), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("policy_id", name=op.f("pk_contradiction")),
        schema="book",
    )
    op.create_index(
        "ix_contradiction_city_id_policy_id", "contradiction", ["city_id", "policy_id"], schema="book"
    )
    op.execute("SELECT audit.watch_counts('book.contradiction')")
    op.execute("SELECT audit.watch_rows('renewal.debit_file', 'id')")
    op.execute("SELECT audit.watch_batches('renewal.debit_row', 'file_id,line')")


def downgrade() -> None:
    op.drop_table("contradiction", schema="book")
    op.drop_table("debit_row", schema="renewal")
    op.drop_table("debit_file", schema="renewal")
