"""Appointments with customers, and the ways in which one who is not reached was looked for."""

import sqlalchemy as sa
from alembic import op

revision: str = "0067"
down_revision: str | None = "0066"


def upgrade() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("cell_id", sa.Integer(), nullable=True),
        sa.Column("specialist_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="booked", nullable=False),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('booked', 'cancelled')", name=op.f("ck_appointment_state")),
        sa.CheckConstraint(
            "place IN ('home', 'station', 'phone', 'elsewhere')", name=op.f("ck_appointment_place")
        ),
        sa.CheckConstraint(
            "(state = 'booked') = (closed_at IS NULL)", name=op.f("ck_appointment_closed_when_not_booked")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name="fk_appointment_customer_id"),
        sa.ForeignKeyConstraint(["cell_id"], ["grids.cell.id"], name="fk_appointment_cell_id"),
        sa.ForeignKeyConstraint(
            ["specialist_id"], ["book.specialist.id"], name="fk_appointment_specialist_id"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["engagement.task.id"], name="fk_appointment_task_id"),
        sa.PrimaryKeyConstraint("id", name="pk_appointment"),
        schema="engagement",
    )
    op.create_index("ix_appointment_customer_id", "appointment", ["customer_id"], schema="engagement")
    op.create_index("ix_appointment_cell_id", "appointment", ["cell_id", "starts_at"], schema="engagement")
    op.create_table(
        "unreachable_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("found", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("specialist_id", sa.BigInteger(), nullable=False),
        sa.Column("cell_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["book.customer.id"], name="fk_unreachable_step_customer_id"
        ),
        sa.ForeignKeyConstraint(
            ["specialist_id"], ["book.specialist.id"], name="fk_unreachable_step_specialist_id"
        ),
        sa.ForeignKeyConstraint(["cell_id"], ["grids.cell.id"], name="fk_unreachable_step_cell_id"),
        sa.PrimaryKeyConstraint("id", name="pk_unreachable_step"),
        schema="engagement",
    )
    op.create_index(
        "ix_unreachable_step_customer_id", "unreachable_step", ["customer_id", "at"], schema="engagement"
    )
    op.create_index("ix_unreachable_step_cell_id", "unreachable_step", ["cell_id"], schema="engagement")
    for table in ("appointment", "unreachable_step"):
        op.execute(f"SELECT audit.watch_rows('engagement.{table}', 'id')")


def downgrade() -> None:
    op.drop_table("unreachable_step", schema="engagement")
    op.drop_table("appointment", schema="engagement")
