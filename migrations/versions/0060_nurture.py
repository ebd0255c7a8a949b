"""The nurture programme: whom a step came to and for whom a lot kept it back, and what each night knew of what it brings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0060"
down_revision: str | None = "0059"


def upgrade() -> None:
    op.execute("CREATE SCHEMA nurture")
    op.create_table(
        "touch",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("cell_id", sa.Integer(), nullable=True),
        sa.Column("policy_id", sa.BigInteger(), nullable=True),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.CheckConstraint("step IN ('message', 'call')", name=op.f("ck_touch_step")),
        sa.CheckConstraint("lot IN ('nurtured', 'held_out', 'left_alone')", name=op.f("ck_touch_lot")),
        sa.CheckConstraint(
            "lot = 'nurtured' OR message_id IS NULL AND task_id IS NULL",
            name=op.f("ck_touch_others_are_left_alone"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name="fk_touch_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_touch"),
        schema="nurture",
    )
    op.create_index(
        "uq_touch_occasion",
        "touch",
        ["customer_id", "occasion", "step", "on_day"],
        unique=True,
        schema="nurture",
    )
    op.create_index(
        "ix_touch_customer_id_day", "touch", ["customer_id", sa.text("day DESC")], schema="nurture"
    )
    op.create_index("ix_touch_city_id_day", "touch", ["city_id", "day"], schema="nurture")
    op.create_table(
        "night",
        sa.Column("city_id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("left_out", postgresql.JSONB(), nullable=False),
        sa.Column("measures", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("city_id", "day", name="pk_night"),
        schema="nurture",
    )
    for table in ("touch", "night"):
        op.execute(f"SELECT audit.watch_counts('nurture.{table}')")
    op.execute(
        """CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON nurture.touch
           FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()"""
    )


def downgrade() -> None:
    op.drop_table("night", schema="nurture")
    op.drop_table("touch", schema="nurture")
    op.execute("DROP SCHEMA nurture")
