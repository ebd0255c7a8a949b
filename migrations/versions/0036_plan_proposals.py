"""Plans that are proposed by themselves."""

import sqlalchemy as sa
from alembic import op

revision: str = "0036"
down_revision: str | None = "0035"


def upgrade() -> None:
    op.create_table(
        "plan_proposal",
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("cells_beyond", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.city.id"], name="fk_plan_proposal_city_id"),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["grids.plan.id"], name="fk_plan_proposal_plan_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("city_id", "proposed_on", name="pk_plan_proposal"),
        schema="grids",
    )
    op.execute("SELECT audit.watch_rows('grids.plan_proposal', 'city_id,proposed_on')")


def downgrade() -> None:
    op.drop_table("plan_proposal", schema="grids")
