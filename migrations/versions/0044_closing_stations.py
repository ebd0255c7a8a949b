"""A choice may close open stations; a station that is opened again keeps the days on which it was open before."""

import sqlalchemy as sa
from alembic import op

revision: str = "0044"
down_revision: str | None = "0043"


def upgrade() -> None:
    op.add_column(
        "plan_station",
        sa.Column("closes", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        schema="stations",
    )
    op.create_table(
        "past_opening",
        sa.Column("station_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["station_id"], ["stations.station.id"], name="fk_past_opening_station_id"),
        sa.PrimaryKeyConstraint("station_id", "opened_on", name="pk_past_opening"),
        schema="stations",
    )
    op.execute("SELECT audit.watch_rows('stations.past_opening', 'station_id,opened_on')")


def downgrade() -> None:
    op.drop_table("past_opening", schema="stations")
    op.execute("DELETE FROM stations.plan_station WHERE closes")
    op.drop_column("plan_station", "closes", schema="stations")
