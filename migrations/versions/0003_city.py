"""Cities and their geography."""

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"


def upgrade() -> None:
    op.execute("CREATE SCHEMA city")
    op.create_table(
        "city",
        sa.Column("id", sa.SmallInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default="", nullable=False),
        sa.Column("epsg", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("west", sa.Float(), nullable=False),
        sa.Column("south", sa.Float(), nullable=False),
        sa.Column("east", sa.Float(), nullable=False),
        sa.Column("north", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_city"),
        sa.UniqueConstraint("code", name="uq_city_code"),
        schema="city",
    )
    op.create_table(
        "district",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default="", nullable=False),
        sa.Column("adcode", sa.Text(), server_default="", nullable=False),
        sa.Column("geometry", sa.LargeBinary(), nullable=False),
        sa.Column("west", sa.Float(), nullable=False),
        sa.Column("south", sa.Float(), nullable=False),
        sa.Column("east", sa.Float(), nullable=False),
        sa.Column("north", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["city.city.id"],
            name="fk_district_city_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_district"),
        sa.UniqueConstraint("city_id", "name", name="uq_district_city_id_name"),
        schema="city",
    )
    op.create_table(
        "feature",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("name_en", sa.Text(), server_default="", nullable=False),
        sa.Column("category", sa.Text(), server_default="", nullable=False),
        sa.Column("geometry", sa.LargeBinary(), nullable=False),
        sa.Column("west", sa.Float(), nullable=False),
        sa.Column("south", sa.Float(), nullable=False),
        sa.Column("east", sa.Float(), nullable=False),
        sa.Column("north", sa.Float(), nullable=False),
        sa.CheckConstraint("kind IN ('water', 'road', 'park', 'station')", name="ck_feature_kind"),
        sa.ForeignKeyConstraint(["city_id"], ["city.city.id"], name="fk_feature_city_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_feature"),
        schema="city",
    )
    op.create_index(
        "ix_feature_city_id_kind",
        "feature",
        ["city_id", "kind"],
        unique=False,
        schema="city",
    )
    op.create_table(
        "community",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("normal_name", sa.Text(), nullable=False),
        sa.Column("stated_district", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("circle", sa.Text(), server_default="", nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("delivered_frame", sa.Text(), nullable=False),
        sa.Column("position_check", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "position_check IN ('agrees', 'other_district', 'outside_city', 'unknown')",
            name="ck_community_position_check",
        ),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["city.city.id"],
            name="fk_community_city_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["district_id"], ["city.district.id"], name="fk_community_district_id"),
        sa.PrimaryKeyConstraint("id", name="pk_community"),
        sa.UniqueConstraint(
            "city_id",
            "name",
            "stated_district",
            "ordinal",
            name="uq_community_city_id_name_stated_district_ordinal",
        ),
        schema="city",
    )
    op.create_index(
        "ix_community_city_id_normal_name",
        "community",
        ["city_id", "normal_name"],
        unique=False,
        schema="city",
    )
    op.create_table(
        "district_alias",
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("source IN ('reference', 'inferred')", name="ck_district_alias_source"),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["city.city.id"],
            name="fk_district_alias_city_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["district_id"],
            ["city.district.id"],
            name="fk_district_alias_district_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("city_id", "alias", name="pk_district_alias"),
        schema="city",
    )
    for watch in (
        "watch_rows('city.city', 'id')",
        "watch_rows('city.district', 'id')",
        "watch_batches('city.district_alias', 'city_id,alias')",
        "watch_batches('city.feature', 'id')",
        "watch_batches('city.community', 'id')",
    ):
        op.execute(f"SELECT audit.{watch}")


def downgrade() -> None:
    op.execute("DROP SCHEMA city CASCADE")
