"""Plans remember what was done to them, so that the second of two people is told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0031"
down_revision: str | None = "0030"


def upgrade() -> None:
    for column in (
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reviewed_by", sa.Text(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("copied_from_version", sa.Integer(), nullable=True),
    ):
        op.add_column("plan", column, schema="grids")
    op.create_table(
        "plan_change",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("params", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["grids.plan.id"], name="fk_plan_change_plan_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan_id", "revision", name="pk_plan_change"),
        schema="grids",
    )
    op.execute("SELECT audit.watch_counts('grids.plan_change')")


def downgrade() -> None:
    op.drop_table("plan_change", schema="grids")
    for column in ("copied_from_version", "reviewed_at", "reviewed_by", "revision"):
        op.drop_column("plan", column, schema="grids")
