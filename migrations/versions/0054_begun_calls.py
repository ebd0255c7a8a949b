"""When a call was begun, where its recording is, and whether a payment link was sent."""

import sqlalchemy as sa
from alembic import op

revision: str = "0054"
down_revision: str | None = "0053"


def upgrade() -> None:
    op.add_column("claim", sa.Column("begun_at", sa.DateTime(timezone=True)), schema="seats")
    op.add_column(
        "call",
        sa.Column("link_sent", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        schema="seats",
    )
    op.add_column("call", sa.Column("recording", sa.Text()), schema="seats")


def downgrade() -> None:
    op.drop_column("call", "recording", schema="seats")
    op.drop_column("call", "link_sent", schema="seats")
    op.drop_column("claim", "begun_at", schema="seats")
