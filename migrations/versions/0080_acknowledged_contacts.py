"""Visits are shown with what the customer acknowledged on them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0080"
down_revision: str | None = "0079"


def upgrade() -> None:
    op.add_column(
        "contact", sa.Column("acknowledged", postgresql.JSONB(), nullable=True), schema="engagement"
    )
    op.execute(
        """UPDATE engagement.contact c SET acknowledged = jsonb_build_object(
               'what', v.acknowledged -> 'what', 'how', v.acknowledged -> 'how', 'reason', v.acknowledged -> 'reason')
           FROM field.visit v WHERE v.id = c.id AND v.acknowledged IS NOT NULL"""
    )


def downgrade() -> None:
    op.drop_column("contact", "acknowledged", schema="engagement")
