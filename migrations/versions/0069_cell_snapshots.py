"""Snapshots of cells, made ahead for the tablets that begin with them."""

import sqlalchemy as sa
from alembic import op

revision: str = "0069"
down_revision: str | None = "0068"


def upgrade() -> None:
    op.create_table(
        "cell_snapshot",
        sa.Column("cell_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("feed", sa.Uuid(), nullable=False),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("shape", sa.Text(), nullable=False),
        sa.Column("customers", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cell_id"], ["grids.cell.id"], name=op.f("fk_cell_snapshot_cell_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cell_id", name=op.f("pk_cell_snapshot")),
        schema="field",
    )
    # It is compressed before it is sealed.
    op.execute("ALTER TABLE field.cell_snapshot ALTER COLUMN body_sealed SET STORAGE EXTERNAL")


def downgrade() -> None:
    op.drop_table("cell_snapshot", schema="field")
