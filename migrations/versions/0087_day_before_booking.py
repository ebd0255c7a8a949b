"""Of an appointment the day to which its task was put off before: where the booking is taken back, it is again."""

import sqlalchemy as sa
from alembic import op

revision: str = "0087"
down_revision: str | None = "0086"


def upgrade() -> None:
    op.add_column("appointment", sa.Column("task_started_on", sa.Date()), schema="engagement")


def downgrade() -> None:
    op.drop_column("appointment", "task_started_on", schema="engagement")
