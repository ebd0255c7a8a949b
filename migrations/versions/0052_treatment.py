"""Whom to treat: each decision about a due with what it was decided by, and what each run knew of what contacts bring."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0052"
down_revision: str | None = "0051"


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("policy_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cell_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("held_out", sa.Boolean(), nullable=False),
        sa.Column("options", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("would", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("risk", sa.Float(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("inputs", postgresql.JSONB(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "action IN ('none', 'message', 'call', 'offer', 'visit')", name=op.f("ck_decision_action")
        ),
        sa.CheckConstraint(
            "NOT held_out OR action = 'none'", name=op.f("ck_decision_held_out_is_left_alone")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name="fk_decision_customer_id"),
        sa.ForeignKeyConstraint(["policy_id"], ["book.policy.id"], name="fk_decision_policy_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        schema="renewal",
    )
    op.create_index(
        "ix_decision_policy_id_number",
        "decision",
        ["policy_id", "number", sa.text("id DESC")],
        schema="renewal",
    )
    op.create_index(
        "ix_decision_customer_id", "decision", ["customer_id", sa.text("id DESC")], schema="renewal"
    )
    op.create_index("ix_decision_city_id_due_on", "decision", ["city_id", "due_on"], schema="renewal")
    op.create_table(
        "treatment_run",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("rates", postgresql.JSONB(), nullable=False),
        sa.Column("effect", postgresql.JSONB(), nullable=False),
        sa.Column("figures", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_treatment_run"),
        schema="renewal",
    )
    op.create_index("ix_treatment_run_city_id_id", "treatment_run", ["city_id", "id"], schema="renewal")
    for table in ("decision", "treatment_run"):
        op.execute(f"SELECT audit.watch_counts('renewal.{table}')")
        op.execute(
            f"""CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON renewal.{table}
                FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()"""
        )


def downgrade() -> None:
    for table in ("treatment_run", "decision"):
        op.drop_table(table, schema="renewal")
