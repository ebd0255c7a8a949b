"""Of a task the operation that closed it: that one alone opens it again where it is taken back."""

import sqlalchemy as sa
from alembic import op

revision: str = "0086"
down_revision: str | None = "0085"


def upgrade() -> None:
    op.add_column("task", sa.Column("closed_in", sa.Uuid()), schema="engagement")


def downgrade() -> None:
    op.drop_column("task", "closed_in", schema="engagement")
