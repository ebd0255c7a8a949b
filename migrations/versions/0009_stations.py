"""Open stations, and the station of each cell."""

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"


def upgrade() -> None:
    op.execute("CREATE SCHEMA stations")
    op.create_table(
        "station",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("station_no", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["city_id"], ["city.city.id"], name=op.f("fk_station_city_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station")),
        sa.UniqueConstraint("city_id", "station_no", name=op.f("uq_station_city_id_station_no")),
        schema="stations",
    )
    op.create_table(
        "cell_station",
        sa.Column("cell_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.Column("distance_m", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cell_id"], ["grids.cell.id"], name=op.f("fk_cell_station_cell_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.station.id"], name=op.f("fk_cell_station_station_id")
        ),
        sa.PrimaryKeyConstraint("cell_id", name=op.f("pk_cell_station")),
        schema="stations",
    )
    op.create_index(
        op.f("ix_cell_station_station_id"), "cell_station", ["station_id"], unique=False, schema="stations"
    )
    for watch in (
        "watch_rows('stations.station', 'id')",
        "watch_batches('stations.cell_station', 'cell_id')",
    ):
        op.execute(f"SELECT audit.{watch}")


def downgrade() -> None:
    op.execute("DROP SCHEMA stations CASCADE")
