"""Plans that go on from an earlier one, or are cut by hours."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0033"
down_revision: str | None = "0032"

_IGNORE = "-- squawk-ignore require-concurrent-index-creation\n"


def upgrade() -> None:
    op.add_column(
        "plan", sa.Column("load", sa.Text(), server_default="heads", nullable=False), schema="grids"
    )
    op.add_column("plan", sa.Column("keeps_plan_id", sa.Uuid(), nullable=True), schema="grids")
    op.add_column(
        "plan",
        sa.Column("leaving", postgresql.ARRAY(sa.Integer()), server_default=sa.text("'{}'"), nullable=False),
        schema="grids",
    )
    op.add_column("cell", sa.Column("hours", sa.Float(), nullable=True), schema="grids")
    op.add_column("cell", sa.Column("follows_cell_id", sa.Integer(), nullable=True), schema="grids")
    op.add_column("plan_place", sa.Column("from_cell_id", sa.Integer(), nullable=True), schema="grids")
    op.add_column("plan_place", sa.Column("why", sa.Text(), nullable=True), schema="grids")
    # The columns are empty everywhere, so that there is nothing to validate.
    for table, column, target in (
        ("plan", "keeps_plan_id", "plan"),
        ("cell", "follows_cell_id", "cell"),
        ("plan_place", "from_cell_id", "cell"),
    ):
        op.execute(f"""
            ALTER TABLE grids.{table} ADD CONSTRAINT fk_{table}_{column}
            FOREIGN KEY ({column}) REFERENCES grids.{target} (id) NOT VALID
        """)
    op.execute("""
        UPDATE grids.plan
        SET quality = '{"hours_max_deviation": null, "moved_customers": null, "moved_share": null, "moved_bound": null}'
            || quality
        WHERE quality IS NOT NULL
    """)
    # Deleting a plan looks for what goes on from its cells.
    op.execute(f"{_IGNORE}CREATE INDEX ix_cell_follows_cell_id ON grids.cell (follows_cell_id)")
    op.execute(
        f"{_IGNORE}CREATE INDEX ix_plan_place_from_cell_id ON grids.plan_place (from_cell_id)"
        " WHERE from_cell_id IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_column("plan_place", "why", schema="grids")
    op.drop_column("plan_place", "from_cell_id", schema="grids")
    op.drop_column("cell", "follows_cell_id", schema="grids")
    op.drop_column("cell", "hours", schema="grids")
    op.drop_column("plan", "leaving", schema="grids")
    op.drop_column("plan", "keeps_plan_id", schema="grids")
    op.drop_column("plan", "load", schema="grids")
