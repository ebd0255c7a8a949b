"""Which cells of the plan that it goes on from stay exactly as they are."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0039"
down_revision: str | None = "0038"


def upgrade() -> None:
    op.add_column(
        "plan",
        sa.Column("locked", postgresql.ARRAY(sa.Integer()), server_default=sa.text("'{}'"), nullable=False),
        schema="grids",
    )


def downgrade() -> None:
    op.drop_column("plan", "locked", schema="grids")
