"""Operations with receipts, visits."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0013"
down_revision: str | None = "0012"


def upgrade() -> None:
    op.execute("CREATE SCHEMA field")
    op.create_table(
        "operation",
        sa.Column("op_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("protocol", sa.SmallInteger(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=True),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("cell_id", sa.Integer(), nullable=True),
        sa.Column("specialist_id", sa.BigInteger(), nullable=True),
        sa.Column("payload_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("receipt", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "state IN ('applied', 'merged', 'forwarded', 'needs_attention', 'invalid')",
            name=op.f("ck_operation_state"),
        ),
        sa.ForeignKeyConstraint(["cell_id"], ["grids.cell.id"], name=op.f("fk_operation_cell_id")),
        sa.ForeignKeyConstraint(
            ["specialist_id"], ["book.specialist.id"], name=op.f("fk_operation_specialist_id")
        ),
        sa.PrimaryKeyConstraint("op_id", name=op.f("pk_operation")),
        schema="field",
    )
    op.create_index(
        "ix_operation_account_id", "operation", ["account_id", "received_at"], unique=False, schema="field"
    )
    op.create_index(
        "ix_operation_attention",
        "operation",
        ["city_id", "state", "received_at"],
        unique=False,
        schema="field",
    )
    op.create_table(
        "visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("cell_id", sa.Integer(), nullable=True),
        sa.Column("specialist_id", sa.BigInteger(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("policy_id", sa.BigInteger(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("position_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("accuracy_m", sa.Float(), nullable=True),
        sa.Column("no_position", sa.Text(), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["cell_id"], ["grids.cell.id"], name=op.f("fk_visit_cell_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name=op.f("fk_visit_customer_id")),
        sa.ForeignKeyConstraint(["policy_id"], ["book.policy.id"], name=op.f("fk_visit_policy_id")),
        sa.ForeignKeyConstraint(
            ["specialist_id"], ["book.specialist.id"], name=op.f("fk_visit_specialist_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["engagement.task.id"], name=op.f("fk_visit_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        schema="field",
    )
    op.create_index("ix_visit_customer_id", "visit", ["customer_id"], unique=False, schema="field")
    op.create_index(
        "ix_visit_specialist_id", "visit", ["specialist_id", "begun_at"], unique=False, schema="field"
    )
    for watch in (
        "watch_rows('field.operation', 'op_id')",
        "watch_rows('field.visit', 'id')",
    ):
        op.execute(f"SELECT audit.{watch}")


def downgrade() -> None:
    op.execute("DROP SCHEMA field CASCADE")
