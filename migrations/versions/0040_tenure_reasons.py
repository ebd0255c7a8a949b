"""Why somebody works a cell: all that was weighed, and what the person wrote who chose him."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0040"
down_revision: str | None = "0039"


def upgrade() -> None:
    op.add_column(
        "tenure",
        sa.Column(
            "reasons",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        schema="staffing",
    )
    op.add_column("tenure", sa.Column("note", sa.Text(), nullable=True), schema="staffing")


def downgrade() -> None:
    op.drop_column("tenure", "note", schema="staffing")
    op.drop_column("tenure", "reasons", schema="staffing")
