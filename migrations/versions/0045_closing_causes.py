"""The stations whose closing is the cause of a plan, with the cells that are given up for it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "0045"
down_revision: str | None = "0044"


def upgrade() -> None:
    op.add_column(
        "plan", sa.Column("closing", JSONB(), server_default=sa.text("'[]'"), nullable=False), schema="grids"
    )


def downgrade() -> None:
    op.drop_column("plan", "closing", schema="grids")
