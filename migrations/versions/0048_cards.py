"""Ops edit points cards: a city's own ones, which was in force when, and what each due was judged by."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0048"
down_revision: str | None = "0047"


def upgrade() -> None:
    op.create_table(
        "card",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("copied_from", sa.Text(), nullable=True),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.city.id"], name="fk_card_city_id"),
        sa.PrimaryKeyConstraint("id", name="pk_card"),
        sa.UniqueConstraint("city_id", "version", name="uq_card_city_id_version"),
        schema="renewal",
    )
    op.create_table(
        "card_activation",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.city.id"], name="fk_card_activation_city_id"),
        sa.PrimaryKeyConstraint("id", name="pk_card_activation"),
        schema="renewal",
    )
    op.create_index("ix_card_activation_city_id_id", "card_activation", ["city_id", "id"], schema="renewal")
    op.create_table(
        "due_feature",
        sa.Column("policy_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("features", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(["policy_id"], ["book.policy.id"], name="fk_due_feature_policy_id"),
        sa.PrimaryKeyConstraint("policy_id", name="pk_due_feature"),
        schema="renewal",
    )
    op.create_index("ix_due_feature_city_id", "due_feature", ["city_id"], schema="renewal")
    for table in ("card", "card_activation"):
        op.execute(f"SELECT audit.watch_rows('renewal.{table}', 'id')")
    op.execute("SELECT audit.watch_counts('renewal.due_feature')")
    op.execute(
        """CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON renewal.card_activation
           FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()"""
    )


def downgrade() -> None:
    for table in ("due_feature", "card_activation", "card"):
        op.drop_table(table, schema="renewal")
