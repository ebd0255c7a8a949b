"""What the cells of a plan are not to cross."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0026"
down_revision: str | None = "0025"


def upgrade() -> None:
    op.add_column(
        "plan",
        sa.Column("barriers", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        schema="grids",
    )
    # What older plans were built with stands in their record.
    op.execute("""
        UPDATE grids.plan SET barriers = ARRAY(SELECT jsonb_array_elements_text(quality -> 'barriers'))
        WHERE quality ? 'barriers'
    """)
    op.execute("""
        UPDATE grids.plan
        SET quality = '{"cells_beyond": 0, "cells_that_would_do": null, "crossings": []}'::jsonb || (quality - 'barriers')
        WHERE quality IS NOT NULL
    """)


def downgrade() -> None:
    op.drop_column("plan", "barriers", schema="grids")
