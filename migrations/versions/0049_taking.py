"""Seats take customers in one call, by skill and language, and quickly beside a snapshot that is held open."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from gridward.platform.paths import resource

revision: str = "0049"
down_revision: str | None = "0048"

_SQL = resource("migrations") / "sql"
_ITEM, _CLAIM = "seats.queue_item", "seats.claim"


def upgrade() -> None:
    op.create_table(
        "profile",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("kinds", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("languages", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("away_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_profile")),
        schema="seats",
    )
    op.create_table(
        "speaks",
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name=op.f("fk_speaks_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_speaks")),
        schema="seats",
    )
    op.create_table(
        "front",
        sa.Column("city_id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("sought", sa.Text(), nullable=False),
        sa.Column("rank", sa.Float(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("good_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("city_id", "sought", name=op.f("pk_front")),
        prefixes=["UNLOGGED"],
        schema="seats",
    )
    op.add_column("queue_item", sa.Column("kind", sa.Text(), nullable=True), schema="seats")
    op.add_column(
        "queue_item",
        sa.Column("language", sa.Text(), server_default="zh", nullable=False),
        schema="seats",
    )
    op.execute(f"UPDATE {_ITEM} q SET kind = t.kind FROM engagement.task t WHERE t.id = q.task_id")
    # The table is small.
    op.execute(
        f"-- squawk-ignore adding-not-nullable-field\nALTER TABLE {_ITEM} ALTER COLUMN kind SET NOT NULL"
    )
    for name in ("next", "callback", "claimed_by"):
        op.execute(
            f"-- squawk-ignore require-concurrent-index-deletion\nDROP INDEX seats.ix_queue_item_{name}"
        )
    free = sa.text("claim_id IS NULL")
    op.create_index(
        "ix_queue_item_free",
        "queue_item",
        ["city_id", sa.text("(- priority)"), "id"],
        schema="seats",
        postgresql_where=free,
    )
    op.create_index(
        "ix_queue_item_callback",
        "queue_item",
        ["city_id", "not_before", "id"],
        schema="seats",
        postgresql_where=sa.text("callback AND claim_id IS NULL"),
    )
    op.create_index(
        "ix_queue_item_leased_until",
        "queue_item",
        ["city_id", "leased_until"],
        schema="seats",
        postgresql_where=sa.text("claim_id IS NOT NULL"),
    )
    # A claim says itself who took whom, and when and how it ended; a place in the queue says nothing that tasks, claims and
    # calls do not. What is done to them beyond that is recorded.
    for table, trigger in ((_ITEM, "update"), (_ITEM, "delete"), (_CLAIM, "row")):
        op.execute(f"DROP TRIGGER audit_{trigger} ON {table}")
    for event, when in (("UPDATE", "OLD.ended_at IS NOT NULL"), ("DELETE", "true")):
        op.execute(
            f"CREATE TRIGGER audit_{event.lower()} AFTER {event} ON {_CLAIM} FOR EACH ROW WHEN ({when}) "
            "EXECUTE FUNCTION audit.record_row('id')"
        )
    op.execute("SELECT audit.watch_rows('seats.profile', 'account_id')")
    op.execute("SELECT audit.watch_rows('seats.speaks', 'customer_id')")
    op.execute((_SQL / "seats_taking.sql").read_text("utf-8").replace(":", r"\:"))
    op.execute((_SQL / "seats_first.sql").read_text("utf-8").format(and_more="").replace(":", r"\:"))


def downgrade() -> None:
    for function in (
        "take(uuid, uuid, integer, timestamptz, timestamptz, integer, bigint)",
        "leave(uuid, timestamptz, timestamptz)",
        "first_waiting(integer, timestamptz, text[], text[])",
        "first_promised(integer, timestamptz, text[], text[])",
        "return_ended(integer, timestamptz)",
    ):
        op.execute(f"DROP FUNCTION seats.{function}")
    op.execute((_SQL / "seats_new_tasks.sql").read_text("utf-8").replace(":", r"\:"))
    for event in ("update", "delete"):
        op.execute(f"DROP TRIGGER audit_{event} ON {_CLAIM}")
    op.execute("SELECT audit.watch_rows('seats.claim', 'id')")
    for event, rows in (("UPDATE", "NEW"), ("DELETE", "OLD")):
        op.execute(
            f"CREATE TRIGGER audit_{event.lower()} AFTER {event} ON {_ITEM} REFERENCING {rows} TABLE AS touched "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit.record_count()"
        )
    for name in ("free", "callback", "leased_until"):
        op.drop_index(f"ix_queue_item_{name}", "queue_item", schema="seats")
    op.create_index(
        "ix_queue_item_next", "queue_item", ["city_id", sa.text("priority DESC"), "id"], schema="seats"
    )
    op.create_index(
        "ix_queue_item_callback",
        "queue_item",
        ["city_id", "not_before"],
        schema="seats",
        postgresql_where=sa.text("callback"),
    )
    op.create_index(
        "ix_queue_item_claimed_by",
        "queue_item",
        ["claimed_by"],
        schema="seats",
        postgresql_where=sa.text("claimed_by IS NOT NULL"),
    )
    op.drop_column("queue_item", "language", schema="seats")
    op.drop_column("queue_item", "kind", schema="seats")
    for table in ("front", "speaks", "profile"):
        op.drop_table(table, schema="seats")
