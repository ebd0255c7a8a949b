"""The route of a specialist's day, so that it is planned once and not at each look."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0068"
down_revision: str | None = "0067"


def upgrade() -> None:
    op.create_table(
        "day_route",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("plan", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "day", name=op.f("pk_day_route")),
        schema="field",
    )
    op.execute("SELECT audit.watch_counts('field.day_route')")


def downgrade() -> None:
    op.drop_table("day_route", schema="field")
