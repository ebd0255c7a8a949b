"""The day from which a task is to be worked on: what was put off stands in nobody's way until then."""

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"


def upgrade() -> None:
    op.add_column("task", sa.Column("starts_on", sa.Date(), nullable=True), schema="engagement")


def downgrade() -> None:
    op.drop_column("task", "starts_on", schema="engagement")
