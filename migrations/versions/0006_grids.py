"""Plans, cells, memberships."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0006"
down_revision: str | None = "0005"


def upgrade() -> None:
    op.execute("CREATE SCHEMA grids")
    op.create_table(
        "plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("cells", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("tolerance", sa.Float(), nullable=False),
        sa.Column("pool", sa.Text(), nullable=False),
        sa.Column("customers", sa.Integer(), server_default="0", nullable=False),
        sa.Column("quality", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column(
            "progress",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("problem", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("published_by", sa.Text(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("effective", postgresql.DATERANGE(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.text("int4range(city_id::integer, city_id::integer, '[]')"), "&&"),
            (sa.column("effective"), "&&"),
            using="gist",
            name="ex_plan_one_in_force",
        ),
        sa.CheckConstraint("pool IN ('orphan', 'orphan_and_mixed')", name="ck_plan_pool"),
        sa.CheckConstraint(
            "status IN ('building', 'draft', 'published', 'failed')",
            name="ck_plan_status",
        ),
        sa.CheckConstraint(
            "(effective IS NULL) = (published_at IS NULL)",
            name="ck_plan_effective_when_published",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["city.city.id"], name="fk_plan_city_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
        sa.UniqueConstraint("city_id", "version", name="uq_plan_city_id_version"),
        schema="grids",
    )
    op.create_table(
        "cell",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("geometry", sa.LargeBinary(), nullable=False),
        sa.Column("load", sa.Integer(), nullable=False),
        sa.Column("deviation", sa.Float(), nullable=False),
        sa.Column("communities", sa.Integer(), nullable=False),
        sa.Column("area_km2", sa.Float(), nullable=False),
        sa.Column("mean_distance_m", sa.Float(), nullable=False),
        sa.Column("polsby_popper", sa.Float(), nullable=False),
        sa.Column("west", sa.Float(), nullable=False),
        sa.Column("south", sa.Float(), nullable=False),
        sa.Column("east", sa.Float(), nullable=False),
        sa.Column("north", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.city.id"], name="fk_cell_city_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["grids.plan.id"], name="fk_cell_plan_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_cell"),
        sa.UniqueConstraint("plan_id", "number", name="uq_cell_plan_id_number"),
        schema="grids",
    )
    op.create_table(
        "membership",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("cell_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cell_id"], ["grids.cell.id"], name="fk_membership_cell_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name="fk_membership_customer_id"),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["grids.plan.id"],
            name="fk_membership_plan_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "customer_id", "since", name="pk_membership"),
        schema="grids",
    )
    op.create_index("ix_membership_cell_id", "membership", ["cell_id"], unique=False, schema="grids")
    op.create_index(
        "ix_membership_customer_id",
        "membership",
        ["customer_id"],
        unique=False,
        schema="grids",
    )
    op.create_table(
        "plan_place",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("cell_id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.BigInteger(), nullable=True),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("customers", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(community_id IS NULL) <> (customer_id IS NULL)",
            name="ck_plan_place_one_place",
        ),
        sa.ForeignKeyConstraint(
            ["cell_id"],
            ["grids.cell.id"],
            name="fk_plan_place_cell_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["community_id"], ["city.community.id"], name="fk_plan_place_community_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name="fk_plan_place_customer_id"),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["grids.plan.id"],
            name="fk_plan_place_plan_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_plan_place"),
        schema="grids",
    )
    op.create_index("ix_plan_place_cell_id", "plan_place", ["cell_id"], unique=False, schema="grids")
    op.create_index(
        "uq_plan_place_community",
        "plan_place",
        ["plan_id", "community_id"],
        unique=True,
        schema="grids",
    )
    op.create_index(
        "uq_plan_place_customer",
        "plan_place",
        ["plan_id", "customer_id"],
        unique=True,
        schema="grids",
    )
    for watch in (
        "watch_rows('grids.plan', 'id', 'progress')",
        "watch_counts('grids.cell')",
        "watch_counts('grids.plan_place')",
        "watch_batches('grids.membership', 'plan_id,customer_id,since')",
    ):
        op.execute(f"SELECT audit.{watch}")


def downgrade() -> None:
    op.execute("DROP SCHEMA grids CASCADE")
