"""Which change of an event somebody's own is made upon."""

import sqlalchemy as sa
from alembic import op

revision: str = "0029"
down_revision: str | None = "0028"


def upgrade() -> None:
    for column in (
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
    ):
        op.add_column("event", column, schema="activities")


def downgrade() -> None:
    for name in ("changed_by", "changed_at", "revision"):
        op.drop_column("event", name, schema="activities")
