"""Drafts are edited by hand: cells can be locked, each edit is kept and can be undone, and places keep what they take."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0038"
down_revision: str | None = "0037"


def upgrade() -> None:
    op.add_column(
        "cell", sa.Column("locked", sa.Boolean(), server_default="false", nullable=False), schema="grids"
    )
    for name in ("minutes", "visits"):
        op.add_column("plan_place", sa.Column(name, sa.Float(), nullable=True), schema="grids")
    op.create_table(
        "plan_edit",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("params", postgresql.JSONB(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("other_side", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["grids.plan.id"], name="fk_plan_edit_plan_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan_id", "number", name="pk_plan_edit"),
        schema="grids",
    )
    op.execute("SELECT audit.watch_counts('grids.plan_edit')")


def downgrade() -> None:
    op.drop_table("plan_edit", schema="grids")
    for name in ("visits", "minutes"):
        op.drop_column("plan_place", name, schema="grids")
    op.drop_column("cell", "locked", schema="grids")
