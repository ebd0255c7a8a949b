"""Visits name what was photographed on them, as requests do."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0072"
down_revision: str | None = "0071"


def upgrade() -> None:
    attachments = sa.Column(
        "attachments", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
    )
    op.add_column("visit", attachments, schema="field")


def downgrade() -> None:
    op.drop_column("visit", "attachments", schema="field")
