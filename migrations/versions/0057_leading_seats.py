"""Supervisors lead the seats: what a seat says of himself, items moved between seats, calls drawn by lot and scored."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from gridward.platform.paths import resource

revision: str = "0057"
down_revision: str | None = "0056"

_TIME = sa.DateTime(timezone=True)
_FIRST = resource("migrations") / "sql" / "seats_first.sql"
# Whom a supervisor gave to one seat is passed over as long as he is that seat's: he is taken there by his number.
_NOT_GIVEN = " AND (q.assigned_until IS NULL OR q.assigned_until <= moment)"


def upgrade() -> None:
    op.create_table(
        "presence",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since", _TIME, nullable=False),
        sa.CheckConstraint("state IN ('ready', 'break', 'after_call')", name="ck_presence_state"),
        sa.PrimaryKeyConstraint("account_id", name="pk_presence"),
        schema="seats",
    )
    op.create_table(
        "move",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("undone_at", _TIME, nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_move"),
        schema="seats",
    )
    op.create_index("ix_move_city_id_at", "move", ["city_id", "at"], schema="seats")
    op.create_table(
        "move_item",
        sa.Column("move_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("from_account", sa.Uuid(), nullable=True),
        sa.Column("from_until", _TIME, nullable=True),
        sa.Column("to_account", sa.Uuid(), nullable=True),
        sa.Column("to_until", _TIME, nullable=True),
        sa.ForeignKeyConstraint(["move_id"], ["seats.move.id"], name="fk_move_item_move_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name="fk_move_item_customer_id"),
        sa.PrimaryKeyConstraint("move_id", "item_id", name="pk_move_item"),
        schema="seats",
    )
    op.create_table(
        "draw",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("each", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draw"),
        schema="seats",
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draw_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("scores", postgresql.JSONB(), nullable=True),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("comment_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("scored_by", sa.Uuid(), nullable=True),
        sa.Column("scored_at", _TIME, nullable=True),
        sa.Column("seen_at", _TIME, nullable=True),
        sa.CheckConstraint("(scored_at IS NULL) = (scores IS NULL)", name="ck_review_scored_has_scores"),
        sa.ForeignKeyConstraint(["draw_id"], ["seats.draw.id"], name="fk_review_draw_id"),
        sa.ForeignKeyConstraint(["call_id"], ["seats.call.id"], name="fk_review_call_id"),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
        schema="seats",
    )
    op.create_index("uq_review_call_id", "review", ["call_id"], unique=True, schema="seats")
    op.create_index("ix_review_city_id", "review", ["city_id"], schema="seats")
    op.create_index(
        "ix_review_account_id",
        "review",
        ["account_id"],
        schema="seats",
        postgresql_where=sa.text("scored_at IS NOT NULL"),
    )
    op.add_column("queue_item", sa.Column("assigned_to", sa.Uuid(), nullable=True), schema="seats")
    op.add_column("queue_item", sa.Column("assigned_until", _TIME, nullable=True), schema="seats")
    # The table is small.
    op.execute(
        """-- squawk-ignore constraint-missing-not-valid
        ALTER TABLE seats.queue_item ADD CONSTRAINT ck_queue_item_assigned_has_end
        CHECK ((assigned_to IS NULL) = (assigned_until IS NULL))"""
    )
    op.create_index(
        "ix_queue_item_assigned_to",
        "queue_item",
        ["assigned_to"],
        schema="seats",
        postgresql_where=sa.text("assigned_to IS NOT NULL"),
    )
    op.create_index("ix_call_city_id_ended_at", "call", ["city_id", "ended_at"], schema="seats")
    op.execute("SELECT audit.watch_rows('seats.presence', 'account_id')")
    for table in ("move", "draw", "review"):
        op.execute(f"SELECT audit.watch_rows('seats.{table}', 'id')")
    op.execute("SELECT audit.watch_counts('seats.move_item')")
    op.execute(_FIRST.read_text("utf-8").format(and_more=_NOT_GIVEN).replace(":", r"\:"))


def downgrade() -> None:
    op.execute(_FIRST.read_text("utf-8").format(and_more="").replace(":", r"\:"))
    op.drop_index("ix_call_city_id_ended_at", "call", schema="seats")
    op.drop_index("ix_queue_item_assigned_to", "queue_item", schema="seats")
    op.drop_column("queue_item", "assigned_until", schema="seats")
    op.drop_column("queue_item", "assigned_to", schema="seats")
    for table in ("review", "draw", "move_item", "move", "presence"):
        op.drop_table(table, schema="seats")
