"""The shapes of cells lie outside their rows: an edit that changes the mean writes a deviation into each row of a plan."""

from alembic import op

revision: str = "0041"
down_revision: str | None = "0040"


def upgrade() -> None:
    op.execute("ALTER TABLE grids.cell SET (toast_tuple_target = 128)")
    # Coordinates hardly compress.
    op.execute("ALTER TABLE grids.cell ALTER COLUMN geometry SET STORAGE EXTERNAL")


def downgrade() -> None:
    op.execute("ALTER TABLE grids.cell ALTER COLUMN geometry SET STORAGE EXTENDED")
    op.execute("ALTER TABLE grids.cell RESET (toast_tuple_target)")
