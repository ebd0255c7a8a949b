"""What a person decides about operations that could not simply be applied."""

import sqlalchemy as sa
from alembic import op

revision: str = "0034"
down_revision: str | None = "0033"


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("op_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("verdict IN ('taken', 'refused')", name=op.f("ck_decision_verdict")),
        sa.ForeignKeyConstraint(["op_id"], ["field.operation.op_id"], name=op.f("fk_decision_op_id")),
        sa.PrimaryKeyConstraint("op_id", name=op.f("pk_decision")),
        schema="field",
    )
    op.execute("SELECT audit.watch_rows('field.decision', 'op_id')")


def downgrade() -> None:
    op.drop_table("decision", schema="field")
