"""The queue, claims, calls."""

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"


def upgrade() -> None:
    op.execute("CREATE SCHEMA seats")
    op.create_table(
        "claim",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name=op.f("fk_claim_customer_id")),
        sa.ForeignKeyConstraint(["task_id"], ["engagement.task.id"], name=op.f("fk_claim_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        schema="seats",
    )
    op.create_index(
        "ix_claim_account_id",
        "claim",
        ["account_id", sa.literal_column("claimed_at DESC")],
        unique=False,
        schema="seats",
    )
    op.create_table(
        "queue_item",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("priority", sa.Float(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("callback", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=True),
        sa.Column("claimed_by", sa.Uuid(), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "not_before IS NOT NULL OR NOT callback", name=op.f("ck_queue_item_callback_has_time")
        ),
        sa.CheckConstraint(
            "(claim_id IS NULL) = (claimed_by IS NULL)", name=op.f("ck_queue_item_claim_has_owner")
        ),
        sa.CheckConstraint(
            "(claim_id IS NULL) = (leased_until IS NULL)", name=op.f("ck_queue_item_claim_has_lease")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["book.customer.id"], name=op.f("fk_queue_item_customer_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["engagement.task.id"], name=op.f("fk_queue_item_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_item")),
        schema="seats",
    )
    op.create_index(
        "ix_queue_item_callback",
        "queue_item",
        ["city_id", "not_before"],
        unique=False,
        schema="seats",
        postgresql_where=sa.text("callback"),
    )
    op.create_index(
        "ix_queue_item_claimed_by",
        "queue_item",
        ["claimed_by"],
        unique=False,
        schema="seats",
        postgresql_where=sa.text("claimed_by IS NOT NULL"),
    )
    op.create_index(
        "ix_queue_item_next",
        "queue_item",
        ["city_id", sa.literal_column("priority DESC"), "id"],
        unique=False,
        schema="seats",
    )
    op.create_index("uq_queue_item_claim_id", "queue_item", ["claim_id"], unique=True, schema="seats")
    op.create_index("uq_queue_item_customer_id", "queue_item", ["customer_id"], unique=True, schema="seats")
    op.create_index("uq_queue_item_task_id", "queue_item", ["task_id"], unique=True, schema="seats")
    op.create_table(
        "call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("content_key", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("after_lease", sa.Boolean(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("callback_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("promise_id", sa.Uuid(), nullable=True),
        sa.Column("visit_request_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["seats.claim.id"], name=op.f("fk_call_claim_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name=op.f("fk_call_customer_id")),
        sa.ForeignKeyConstraint(["promise_id"], ["renewal.promise.id"], name=op.f("fk_call_promise_id")),
        sa.ForeignKeyConstraint(["task_id"], ["engagement.task.id"], name=op.f("fk_call_task_id")),
        sa.ForeignKeyConstraint(
            ["visit_request_id"], ["engagement.visit_request.id"], name=op.f("fk_call_visit_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        schema="seats",
    )
    op.create_index(
        "ix_call_account_id",
        "call",
        ["account_id", sa.literal_column("ended_at DESC")],
        unique=False,
        schema="seats",
    )
    op.create_index("ix_call_customer_id", "call", ["customer_id"], unique=False, schema="seats")
    op.create_index("uq_call_claim_id", "call", ["claim_id"], unique=True, schema="seats")
    for watch in (
        "watch_counts('seats.queue_item')",
        "watch_rows('seats.claim', 'id')",
        "watch_rows('seats.call', 'id')",
    ):
        op.execute(f"SELECT audit.{watch}")
    op.execute("""
        CREATE FUNCTION seats.queue_new_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO seats.queue_item AS q (city_id, customer_id, task_id, priority, due_on)
            SELECT DISTINCT ON (customer_id) city_id, customer_id, id, priority, due_on
            FROM new_rows WHERE workplace = 'seat' AND state = 'open'
            ORDER BY customer_id, priority DESC, id
            ON CONFLICT (customer_id) DO UPDATE
            SET task_id = excluded.task_id, priority = excluded.priority, due_on = excluded.due_on
            WHERE q.claim_id IS NULL AND (excluded.priority > q.priority
                OR NOT EXISTS (SELECT FROM engagement.task t WHERE t.id = q.task_id AND t.state = 'open'));
            PERFORM pg_notify('progress', 'queue:' || city_id)
            FROM (SELECT DISTINCT city_id FROM new_rows WHERE workplace = 'seat') AS touched;
            RETURN NULL;
        END
        $$
    """)
    # A task for a seat waits in the queue from the moment in which any room makes it.
    op.execute("""
        CREATE TRIGGER queue_new_tasks AFTER INSERT ON engagement.task REFERENCING NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION seats.queue_new_tasks()
    """)


def downgrade() -> None:
    op.execute("DROP SCHEMA seats CASCADE")
