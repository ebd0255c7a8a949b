"""Orders to cut all cities, and how far each came."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0035"
down_revision: str | None = "0034"


def upgrade() -> None:
    op.create_table(
        "batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("parameters", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        schema="grids",
    )
    op.create_table(
        "batch_city",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["grids.batch.id"], name=op.f("fk_batch_city_batch_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["city_id"], ["city.city.id"], name=op.f("fk_batch_city_city_id")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["grids.plan.id"], name=op.f("fk_batch_city_plan_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_city")),
        sa.UniqueConstraint("batch_id", "city_id", name=op.f("uq_batch_city_batch_id_city_id")),
        schema="grids",
    )
    op.create_index("ix_batch_city_plan_id", "batch_city", ["plan_id"], schema="grids")
    for table in ("batch", "batch_city"):
        op.execute(f"SELECT audit.watch_rows('grids.{table}', 'id')")


def downgrade() -> None:
    op.drop_table("batch_city", schema="grids")
    op.drop_table("batch", schema="grids")
