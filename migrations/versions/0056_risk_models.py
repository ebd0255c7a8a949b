"""Models of lapse risk that a city's closed premiums taught: the registry, what is in force, and how it does."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0056"
down_revision: str | None = "0055"


def upgrade() -> None:
    op.create_table(
        "risk_model",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ordered_by", sa.Text(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("trained_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_due", sa.Date(), nullable=True),
        sa.Column("last_due", sa.Date(), nullable=True),
        sa.Column("figures", postgresql.JSONB(), nullable=True),
        sa.Column("problem", postgresql.JSONB(), nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('training', 'failed', 'trained', 'approved')", name="ck_risk_model_state"
        ),
        sa.ForeignKeyConstraint(["city_id"], ["city.city.id"], name="fk_risk_model_city_id"),
        sa.PrimaryKeyConstraint("id", name="pk_risk_model"),
        sa.UniqueConstraint("city_id", "number", name="uq_risk_model_city_id_number"),
        schema="renewal",
    )
    op.create_table(
        "risk_model_file",
        sa.Column("model_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("format", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["model_id"], ["renewal.risk_model.id"], name="fk_risk_model_file_model_id"),
        sa.PrimaryKeyConstraint("model_id", name="pk_risk_model_file"),
        schema="renewal",
    )
    op.create_table(
        "risk_activation",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("model_id", sa.Uuid(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.city.id"], name="fk_risk_activation_city_id"),
        sa.ForeignKeyConstraint(["model_id"], ["renewal.risk_model.id"], name="fk_risk_activation_model_id"),
        sa.PrimaryKeyConstraint("id", name="pk_risk_activation"),
        schema="renewal",
    )
    op.create_index("ix_risk_activation_city_id_id", "risk_activation", ["city_id", "id"], schema="renewal")
    op.create_table(
        "risk_watch",
        sa.Column("model_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("figures", postgresql.JSONB(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["model_id"], ["renewal.risk_model.id"], name="fk_risk_watch_model_id"),
        sa.PrimaryKeyConstraint("model_id", "month", name="pk_risk_watch"),
        schema="renewal",
    )
    op.create_table(
        "risk_engine",
        sa.Column("city_id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("model_id", sa.Uuid(), nullable=False),
        sa.Column("judged", sa.Boolean(), nullable=False),
        sa.Column("why_not", sa.Text(), nullable=True),
        sa.Column("months", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.city.id"], name="fk_risk_engine_city_id"),
        sa.ForeignKeyConstraint(["model_id"], ["renewal.risk_model.id"], name="fk_risk_engine_model_id"),
        sa.PrimaryKeyConstraint("city_id", name="pk_risk_engine"),
        schema="renewal",
    )
    op.add_column("due", sa.Column("model", sa.Integer(), nullable=True), schema="renewal")
    for table in ("risk_model", "risk_activation"):
        op.execute(f"SELECT audit.watch_rows('renewal.{table}', 'id')")
    op.execute("SELECT audit.watch_rows('renewal.risk_engine', 'city_id', 'as_of')")
    for table in ("risk_model_file", "risk_watch"):
        op.execute(f"SELECT audit.watch_counts('renewal.{table}')")
    op.execute(
        """CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON renewal.risk_activation
           FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()"""
    )


def downgrade() -> None:
    op.drop_column("due", "model", schema="renewal")
    for table in ("risk_engine", "risk_watch", "risk_activation", "risk_model_file", "risk_model"):
        op.drop_table(table, schema="renewal")
