"""Each former number is told by itself that it was changed."""

import sqlalchemy as sa
from alembic import op

revision: str = "0027"
down_revision: str | None = "0026"


def upgrade() -> None:
    for name in ("tell_tried_at", "told_at"):
        op.add_column(
            "detail", sa.Column(name, sa.DateTime(timezone=True), nullable=True), schema="policycare"
        )


def downgrade() -> None:
    op.drop_column("detail", "told_at", schema="policycare")
    op.drop_column("detail", "tell_tried_at", schema="policycare")
