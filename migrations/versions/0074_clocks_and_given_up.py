"""Operations of a tablet whose clock was wrong keep its time too; and tablets tell what was given up on them."""

import sqlalchemy as sa
from alembic import op

revision: str = "0074"
down_revision: str | None = "0073"


def upgrade() -> None:
    op.add_column(
        "operation", sa.Column("device_at", sa.DateTime(timezone=True), nullable=True), schema="field"
    )
    op.add_column(
        "device",
        sa.Column("given_up", sa.Integer(), server_default=sa.text("0"), nullable=False),
        schema="identity",
    )


def downgrade() -> None:
    op.drop_column("device", "given_up", schema="identity")
    op.drop_column("operation", "device_at", schema="field")
