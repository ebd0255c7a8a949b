"""Candidates for stations that ops brings beside the insurer's extract, or says otherwise about."""

import sqlalchemy as sa
from alembic import op

revision: str = "0050"
down_revision: str | None = "0049"


def upgrade() -> None:
    op.create_table(
        "own_candidate",
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("station_no", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("delivered_frame", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("monthly_cost", sa.Numeric(14, 2), nullable=True),
        sa.Column("removed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.city.id"], name="fk_own_candidate_city_id"),
        sa.PrimaryKeyConstraint("city_id", "station_no", name="pk_own_candidate"),
        schema="stations",
    )
    op.execute("SELECT audit.watch_rows('stations.own_candidate', 'city_id,station_no')")


def downgrade() -> None:
    op.drop_table("own_candidate", schema="stations")
