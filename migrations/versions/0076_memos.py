"""Messages to specialists from those who lead them, from seats and from the system, numbered for each reader."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0076"
down_revision: str | None = "0075"


def upgrade() -> None:
    op.create_table(
        "memo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("sender_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("params", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("origin IN ('supervisor', 'seat', 'system')", name=op.f("ck_memo_origin")),
        sa.CheckConstraint(
            "(origin = 'system') = (sender_id IS NULL)", name=op.f("ck_memo_sent_by_somebody")
        ),
        sa.CheckConstraint("(origin = 'system') = (code IS NOT NULL)", name=op.f("ck_memo_code_of_system")),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name="fk_memo_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_memo"),
        schema="field",
    )
    op.create_index(
        "ix_memo_city_id_sent_at",
        "memo",
        ["city_id", sa.text("sent_at DESC"), sa.text("id DESC")],
        schema="field",
    )
    op.create_index(
        "ix_memo_customer_id",
        "memo",
        ["customer_id"],
        schema="field",
        postgresql_where=sa.text("customer_id IS NOT NULL"),
    )
    op.create_table(
        "memo_to",
        sa.Column("memo_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["memo_id"], ["field.memo.id"], name="fk_memo_to_memo_id"),
        sa.PrimaryKeyConstraint("memo_id", "account_id", name="pk_memo_to"),
        schema="field",
    )
    op.create_index(
        "uq_memo_to_account_id_seq", "memo_to", ["account_id", "seq"], unique=True, schema="field"
    )
    op.create_table(
        "memo_feed",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_memo_feed"),
        schema="field",
    )
    op.execute("SELECT audit.watch_rows('field.memo', 'id')")
    op.execute("SELECT audit.watch_counts('field.memo_to')")


def downgrade() -> None:
    op.drop_table("memo_feed", schema="field")
    op.drop_table("memo_to", schema="field")
    op.drop_table("memo", schema="field")
