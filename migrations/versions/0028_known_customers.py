"""How many of a cell's customers whoever begins to work it served already."""

import sqlalchemy as sa
from alembic import op

revision: str = "0028"
down_revision: str | None = "0027"


def upgrade() -> None:
    op.add_column(
        "tenure",
        sa.Column("known_customers", sa.Integer(), server_default="0", nullable=False),
        schema="staffing",
    )


def downgrade() -> None:
    op.drop_column("tenure", "known_customers", schema="staffing")
