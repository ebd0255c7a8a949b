"""The due list and promises to pay."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0012"
down_revision: str | None = "0011"


def upgrade() -> None:
    op.execute("CREATE SCHEMA renewal")
    op.create_table(
        "due",
        sa.Column("policy_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("cell_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("grace_ends", sa.Date(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("unpaid", sa.Integer(), nullable=False),
        sa.Column("unpaid_amount", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("risk", sa.Float(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column(
            "reasons", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False
        ),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "state IN ('upcoming', 'due', 'in_grace', 'suspended')", name=op.f("ck_due_state")
        ),
        sa.ForeignKeyConstraint(["cell_id"], ["grids.cell.id"], name=op.f("fk_due_cell_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name=op.f("fk_due_customer_id")),
        sa.ForeignKeyConstraint(["policy_id"], ["book.policy.id"], name=op.f("fk_due_policy_id")),
        sa.PrimaryKeyConstraint("policy_id", name=op.f("pk_due")),
        schema="renewal",
    )
    op.create_index("ix_due_cell_id_due_on", "due", ["cell_id", "due_on"], unique=False, schema="renewal")
    op.create_index("ix_due_city_id_due_on", "due", ["city_id", "due_on"], unique=False, schema="renewal")
    op.create_index("ix_due_customer_id", "due", ["customer_id"], unique=False, schema="renewal")
    op.create_table(
        "promise",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("policy_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_to", sa.Uuid(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("source IN ('seat', 'field')", name=op.f("ck_promise_source")),
        sa.CheckConstraint("state IN ('open', 'kept', 'broken', 'replaced')", name=op.f("ck_promise_state")),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name=op.f("fk_promise_customer_id")),
        sa.ForeignKeyConstraint(["policy_id"], ["book.policy.id"], name=op.f("fk_promise_policy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
        schema="renewal",
    )
    op.create_index("ix_promise_customer_id", "promise", ["customer_id"], unique=False, schema="renewal")
    op.create_index(
        "uq_promise_open",
        "promise",
        ["policy_id"],
        unique=True,
        schema="renewal",
        postgresql_where=sa.text("state = 'open'"),
    )
    for watch in (
        "watch_counts('renewal.due')",
        "watch_rows('renewal.promise', 'id')",
    ):
        op.execute(f"SELECT audit.{watch}")


def downgrade() -> None:
    op.execute("DROP SCHEMA renewal CASCADE")
