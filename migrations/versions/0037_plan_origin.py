"""Whether a plan was built or drawn."""

import sqlalchemy as sa
from alembic import op

revision: str = "0037"
down_revision: str | None = "0036"


def upgrade() -> None:
    op.add_column(
        "plan", sa.Column("origin", sa.Text(), server_default="built", nullable=False), schema="grids"
    )


def downgrade() -> None:
    op.drop_column("plan", "origin", schema="grids")
