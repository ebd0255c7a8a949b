"""Ops chooses the stations that a draft is to have; publishing opens these."""

import sqlalchemy as sa
from alembic import op

revision: str = "0042"
down_revision: str | None = "0041"


def upgrade() -> None:
    op.create_table(
        "plan_station",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("station_no", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["grids.plan.id"], name="fk_plan_station_plan_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan_id", "station_no", name="pk_plan_station"),
        schema="stations",
    )
    op.execute("SELECT audit.watch_rows('stations.plan_station', 'plan_id,station_no')")


def downgrade() -> None:
    op.drop_table("plan_station", schema="stations")
