"""What customers acknowledge on visits."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0075"
down_revision: str | None = "0074"


def upgrade() -> None:
    op.add_column("visit", sa.Column("acknowledged", postgresql.JSONB(), nullable=True), schema="field")


def downgrade() -> None:
    op.drop_column("visit", "acknowledged", schema="field")
