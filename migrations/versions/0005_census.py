"""Imports, places, standings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0005"
down_revision: str | None = "0004"


def upgrade() -> None:
    op.execute("CREATE SCHEMA census")
    op.create_table(
        "import_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("mapping_version", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "progress",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "files",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("problem", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.CheckConstraint(
            "status IN ('ready', 'queued', 'running', 'done', 'failed', 'discarded')",
            name="ck_import_run_status",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["city.city.id"], name="fk_import_run_city_id"),
        sa.PrimaryKeyConstraint("id", name="pk_import_run"),
        schema="census",
    )
    op.create_index(
        "ix_import_run_city_id_created_at",
        "import_run",
        ["city_id", "created_at"],
        unique=False,
        schema="census",
    )
    op.create_table(
        "customer_standing",
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("person_rule", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("live_policies", sa.Integer(), nullable=False),
        sa.Column("orphan_policies", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('orphan', 'mixed', 'served', 'dormant', 'no_policy')",
            name="ck_customer_standing_kind",
        ),
        sa.CheckConstraint(
            "person_rule IN ('single', 'exact', 'normalised')",
            name="ck_customer_standing_person_rule",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["city.city.id"], name="fk_customer_standing_city_id"),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["book.customer.id"],
            name="fk_customer_standing_customer_id",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["book.customer.id"], name="fk_customer_standing_person_id"),
        sa.PrimaryKeyConstraint("customer_id", name="pk_customer_standing"),
        schema="census",
    )
    op.create_index(
        "ix_customer_standing_city_id_kind",
        "customer_standing",
        ["city_id", "kind"],
        unique=False,
        schema="census",
    )
    op.create_index(
        "ix_customer_standing_person_id",
        "customer_standing",
        ["person_id"],
        unique=False,
        schema="census",
    )
    op.create_table(
        "import_issue",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("column_name", sa.Text(), nullable=True),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("value_masked", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("severity IN ('repaired', 'refused', 'noted')", name="ck_import_issue_severity"),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["census.import_run.id"],
            name="fk_import_issue_import_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_import_issue"),
        schema="census",
    )
    op.create_index(
        "ix_import_issue_import_id_id",
        "import_issue",
        ["import_id", "id"],
        unique=False,
        schema="census",
    )
    op.create_table(
        "refused_row",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("raw_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["census.import_run.id"],
            name="fk_refused_row_import_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_refused_row"),
        schema="census",
    )
    op.create_index(
        "ix_refused_row_import_id_id",
        "refused_row",
        ["import_id", "id"],
        unique=False,
        schema="census",
    )
    op.create_table(
        "placement",
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("address_key", sa.Uuid(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("stated_district_id", sa.Integer(), nullable=True),
        sa.Column("community_id", sa.BigInteger(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("position_check", sa.Text(), nullable=False),
        sa.Column("placed_by", sa.Uuid(), nullable=True),
        sa.Column(
            "placed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "position_check IN ('agrees', 'other_district', 'outside_city', 'unknown')",
            name="ck_placement_position_check",
        ),
        sa.CheckConstraint(
            "precision IN ('exact', 'fuzzy', 'district', 'none', 'manual')",
            name="ck_placement_precision",
        ),
        sa.CheckConstraint(
            "reason IN ("
            "'no_community', 'fuzzy_ambiguous', 'unknown_district', "
            "'district_only', 'position_conflict', 'outside_city', 'no_address')",
            name="ck_placement_reason",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["city.city.id"], name="fk_placement_city_id"),
        sa.ForeignKeyConstraint(["community_id"], ["city.community.id"], name="fk_placement_community_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name="fk_placement_customer_id"),
        sa.ForeignKeyConstraint(
            ["stated_district_id"],
            ["city.district.id"],
            name="fk_placement_stated_district_id",
        ),
        sa.PrimaryKeyConstraint("customer_id", name="pk_placement"),
        schema="census",
    )
    op.create_index(
        "ix_placement_city_id_community_id",
        "placement",
        ["city_id", "community_id"],
        unique=False,
        schema="census",
    )
    op.create_index(
        "ix_placement_todo",
        "placement",
        ["city_id", "customer_id"],
        unique=False,
        schema="census",
        postgresql_where=sa.text("reason IS NOT NULL"),
    )
    op.create_table(
        "policy_standing",
        sa.Column("policy_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("served_by", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "reason IN ('agent_left', 'no_agent', 'company', 'unknown_agent')",
            name="ck_policy_standing_reason",
        ),
        sa.CheckConstraint(
            "standing IN ('orphan', 'served', 'ended')",
            name="ck_policy_standing_standing",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["city.city.id"], name="fk_policy_standing_city_id"),
        sa.ForeignKeyConstraint(["policy_id"], ["book.policy.id"], name="fk_policy_standing_policy_id"),
        sa.PrimaryKeyConstraint("policy_id", name="pk_policy_standing"),
        schema="census",
    )
    op.create_index(
        "ix_policy_standing_city_id_standing",
        "policy_standing",
        ["city_id", "standing"],
        unique=False,
        schema="census",
    )
    # Where each person lives: the place of his first customer number, else of the next one that has a place. All numbers of
    # a person follow it, so that nobody has two specialists.
    op.execute("""
        CREATE VIEW census.home AS
        SELECT DISTINCT ON (s.city_id, s.kind, s.person_id)
            s.city_id, s.kind, s.person_id, p.customer_id, p.community_id, p.lon, p.lat
        FROM census.customer_standing s JOIN census.placement p USING (customer_id)
        WHERE p.reason IS NULL AND p.precision IN ('exact', 'fuzzy', 'manual')
        ORDER BY s.city_id, s.kind, s.person_id, (s.customer_id = s.person_id) DESC, s.customer_id
    """)
    for watch in (
        "watch_rows('census.import_run', 'id', 'progress', 'files')",
        "watch_counts('census.import_issue')",
        "watch_counts('census.refused_row')",
        "watch_batches('census.placement', 'customer_id')",
        "watch_counts('census.customer_standing')",
        "watch_counts('census.policy_standing')",
    ):
        op.execute(f"SELECT audit.{watch}")


def downgrade() -> None:
    op.execute("DROP SCHEMA census CASCADE")
