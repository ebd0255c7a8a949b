"""Tenure of cells, accounts of specialists and station leads, hand-over."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0010"
down_revision: str | None = "0009"


def upgrade() -> None:
    op.execute("CREATE SCHEMA staffing")
    op.create_table(
        "specialist_account",
        sa.Column("specialist_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["identity.account.id"],
            name=op.f("fk_specialist_account_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["specialist_id"], ["book.specialist.id"], name=op.f("fk_specialist_account_specialist_id")
        ),
        sa.PrimaryKeyConstraint("specialist_id", name=op.f("pk_specialist_account")),
        sa.UniqueConstraint("account_id", name=op.f("uq_specialist_account_account_id")),
        schema="staffing",
    )
    op.create_table(
        "station_lead",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("station_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["identity.account.id"],
            name=op.f("fk_station_lead_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.station.id"], name=op.f("fk_station_lead_station_id")
        ),
        sa.PrimaryKeyConstraint("account_id", "station_id", name=op.f("pk_station_lead")),
        schema="staffing",
    )
    op.create_table(
        "handover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("cell_id", sa.Integer(), nullable=False),
        sa.Column("specialist_id", sa.BigInteger(), nullable=True),
        sa.Column("customers", sa.Integer(), nullable=False),
        sa.Column("new_customers", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["cell_id"], ["grids.cell.id"], name=op.f("fk_handover_cell_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["grids.plan.id"], name=op.f("fk_handover_plan_id")),
        sa.ForeignKeyConstraint(
            ["specialist_id"], ["book.specialist.id"], name=op.f("fk_handover_specialist_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
        schema="staffing",
    )
    op.create_index("ix_handover_cell_id", "handover", ["cell_id"], unique=False, schema="staffing")
    op.create_table(
        "tenure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("cell_id", sa.Integer(), nullable=False),
        sa.Column("specialist_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.Column("way_m", sa.Float(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.text("int4range(cell_id, cell_id, '[]')"), "&&"),
            (sa.column("during"), "&&"),
            where=sa.text("role = 'responsible'"),
            using="gist",
            name="ex_tenure_one_responsible",
        ),
        postgresql.ExcludeConstraint(
            (sa.text("int4range(cell_id, cell_id, '[]')"), "&&"),
            (sa.column("during"), "&&"),
            where=sa.text("role = 'stand_in'"),
            using="gist",
            name="ex_tenure_one_stand_in",
        ),
        postgresql.ExcludeConstraint(
            (sa.text("int8range(specialist_id, specialist_id, '[]')"), "&&"),
            (sa.column("during"), "&&"),
            where=sa.text("role = 'responsible'"),
            using="gist",
            name="ex_tenure_one_cell",
        ),
        sa.CheckConstraint(
            "role = 'responsible' OR upper(during) IS NOT NULL", name=op.f("ck_tenure_stand_in_ends")
        ),
        sa.CheckConstraint("role IN ('responsible', 'stand_in')", name=op.f("ck_tenure_role")),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_tenure_some_day")),
        sa.ForeignKeyConstraint(["cell_id"], ["grids.cell.id"], name=op.f("fk_tenure_cell_id")),
        sa.ForeignKeyConstraint(
            ["specialist_id"], ["book.specialist.id"], name=op.f("fk_tenure_specialist_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenure")),
        schema="staffing",
    )
    op.create_index("ix_tenure_cell_id", "tenure", ["cell_id"], unique=False, schema="staffing")
    op.create_index("ix_tenure_specialist_id", "tenure", ["specialist_id"], unique=False, schema="staffing")
    for watch in (
        "watch_rows('staffing.specialist_account', 'specialist_id')",
        "watch_rows('staffing.station_lead', 'account_id,station_id')",
        "watch_rows('staffing.tenure', 'id')",
        "watch_rows('staffing.handover', 'id')",
    ):
        op.execute(f"SELECT audit.{watch}")


def downgrade() -> None:
    op.execute("DROP SCHEMA staffing CASCADE")
