"""Care, messages, tasks, contacts, visits asked for."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0011"
down_revision: str | None = "0010"


def upgrade() -> None:
    op.execute("CREATE SCHEMA engagement")
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column(
            "params", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("channel", sa.Text(), server_default="sms", nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="queued", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("adapter", sa.Text(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('statutory', 'service', 'marketing')", name=op.f("ck_message_purpose")
        ),
        sa.CheckConstraint("state IN ('queued', 'delivered', 'failed')", name=op.f("ck_message_state")),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name=op.f("fk_message_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        schema="engagement",
    )
    op.create_index("ix_message_customer_id", "message", ["customer_id"], unique=False, schema="engagement")
    op.create_index(
        "ix_message_queued",
        "message",
        ["city_id", "id"],
        unique=False,
        schema="engagement",
        postgresql_where=sa.text("state = 'queued'"),
    )
    op.create_index(
        "uq_message_source_key", "message", ["city_id", "source_key"], unique=True, schema="engagement"
    )
    op.create_table(
        "care",
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("cell_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), server_default="connect", nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("notify_by", sa.Date(), nullable=False),
        sa.Column("notified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wave_on", sa.Date(), nullable=True),
        sa.Column("first_contact_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "stage IN ('connect', 'renewal', 'policy_service', 'activities', 'recommendation')",
            name=op.f("ck_care_stage"),
        ),
        sa.CheckConstraint(
            "state IN ('allotted', 'contacted', 'in_service', 'refused', 'unreachable', 'closed')",
            name=op.f("ck_care_state"),
        ),
        sa.ForeignKeyConstraint(["cell_id"], ["grids.cell.id"], name=op.f("fk_care_cell_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name=op.f("fk_care_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_care")),
        schema="engagement",
    )
    op.create_index(
        "ix_care_cell_id_wave_on",
        "care",
        ["cell_id", "wave_on"],
        unique=False,
        schema="engagement",
        postgresql_where=sa.text("state = 'allotted'"),
    )
    op.create_index("ix_care_city_id_state", "care", ["city_id", "state"], unique=False, schema="engagement")
    op.create_table(
        "task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("cell_id", sa.Integer(), nullable=True),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("policy_id", sa.BigInteger(), nullable=True),
        sa.Column("instalment", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("workplace", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("priority", sa.Float(), nullable=False),
        sa.Column(
            "why", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False
        ),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (closed_at IS NULL)", name=op.f("ck_task_closed_when_not_open")
        ),
        sa.CheckConstraint(
            "stage IN ('connect', 'renewal', 'policy_service', 'activities', 'recommendation')",
            name=op.f("ck_task_stage"),
        ),
        sa.CheckConstraint("state IN ('open', 'done', 'skipped', 'cancelled')", name=op.f("ck_task_state")),
        sa.CheckConstraint("workplace IN ('field', 'seat')", name=op.f("ck_task_workplace")),
        sa.ForeignKeyConstraint(["cell_id"], ["grids.cell.id"], name=op.f("fk_task_cell_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name=op.f("fk_task_customer_id")),
        sa.ForeignKeyConstraint(["policy_id"], ["book.policy.id"], name=op.f("fk_task_policy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        schema="engagement",
    )
    op.create_index("ix_task_customer_id", "task", ["customer_id"], unique=False, schema="engagement")
    op.create_index(
        "ix_task_closed_by",
        "task",
        ["closed_by", "closed_at"],
        unique=False,
        schema="engagement",
        postgresql_where=sa.text("closed_by IS NOT NULL"),
    )
    op.create_index(
        "ix_task_policy_id",
        "task",
        ["policy_id"],
        unique=False,
        schema="engagement",
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "ix_task_queue",
        "task",
        ["city_id", sa.literal_column("priority DESC")],
        unique=False,
        schema="engagement",
        postgresql_where=sa.text("state = 'open' AND workplace = 'seat'"),
    )
    op.create_index(
        "ix_task_worklist",
        "task",
        ["cell_id", "due_on", sa.literal_column("priority DESC")],
        unique=False,
        schema="engagement",
        postgresql_where=sa.text("state = 'open' AND workplace = 'field'"),
    )
    op.create_index("uq_task_source_key", "task", ["city_id", "source_key"], unique=True, schema="engagement")
    op.create_table(
        "contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("specialist_id", sa.BigInteger(), nullable=True),
        sa.Column("cell_id", sa.Integer(), nullable=True),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("channel IN ('call', 'visit', 'sms', 'wechat')", name=op.f("ck_contact_channel")),
        sa.CheckConstraint("department IN ('seat', 'field', 'system')", name=op.f("ck_contact_department")),
        sa.CheckConstraint(
            "purpose IN ('statutory', 'service', 'marketing')", name=op.f("ck_contact_purpose")
        ),
        sa.ForeignKeyConstraint(["cell_id"], ["grids.cell.id"], name=op.f("fk_contact_cell_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name=op.f("fk_contact_customer_id")),
        sa.ForeignKeyConstraint(
            ["specialist_id"], ["book.specialist.id"], name=op.f("fk_contact_specialist_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["engagement.task.id"], name=op.f("fk_contact_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        schema="engagement",
    )
    op.create_index("ix_contact_city_id_at", "contact", ["city_id", "at"], unique=False, schema="engagement")
    op.create_index(
        "ix_contact_customer_id_at",
        "contact",
        ["customer_id", sa.literal_column("at DESC")],
        unique=False,
        schema="engagement",
    )
    op.create_table(
        "visit_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("policy_id", sa.BigInteger(), nullable=True),
        sa.Column("cell_id", sa.Integer(), nullable=True),
        sa.Column("raised_by", sa.Uuid(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("wished_on", sa.Date(), nullable=True),
        sa.Column("wished_part", sa.Text(), nullable=True),
        sa.Column("accept_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), server_default="pending", nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("specialist_id", sa.BigInteger(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_reason", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('pending', 'accepted', 'returned', 'expired', 'done')",
            name=op.f("ck_visit_request_state"),
        ),
        sa.ForeignKeyConstraint(["cell_id"], ["grids.cell.id"], name=op.f("fk_visit_request_cell_id")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["book.customer.id"], name=op.f("fk_visit_request_customer_id")
        ),
        sa.ForeignKeyConstraint(["policy_id"], ["book.policy.id"], name=op.f("fk_visit_request_policy_id")),
        sa.ForeignKeyConstraint(
            ["specialist_id"], ["book.specialist.id"], name=op.f("fk_visit_request_specialist_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["engagement.task.id"], name=op.f("fk_visit_request_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_request")),
        schema="engagement",
    )
    op.create_index(
        "ix_visit_request_cell_id", "visit_request", ["cell_id"], unique=False, schema="engagement"
    )
    op.create_index(
        "ix_visit_request_customer_id", "visit_request", ["customer_id"], unique=False, schema="engagement"
    )
    op.create_index(
        "uq_visit_request_open",
        "visit_request",
        ["customer_id"],
        unique=True,
        schema="engagement",
        postgresql_where=sa.text("state IN ('pending', 'accepted')"),
    )
    op.create_index(
        "ix_visit_request_open",
        "visit_request",
        ["city_id", "accept_by"],
        unique=False,
        schema="engagement",
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "ix_visit_request_raised_by",
        "visit_request",
        ["raised_by", sa.literal_column("raised_at DESC")],
        unique=False,
        schema="engagement",
    )
    op.create_index(
        "ix_visit_request_task_id", "visit_request", ["task_id"], unique=False, schema="engagement"
    )
    for watch in (
        "watch_batches('engagement.care', 'customer_id')",
        "watch_batches('engagement.message', 'id')",
        "watch_batches('engagement.task', 'id')",
        "watch_rows('engagement.contact', 'id')",
        "watch_rows('engagement.visit_request', 'id')",
    ):
        op.execute(f"SELECT audit.{watch}")


def downgrade() -> None:
    op.execute("DROP SCHEMA engagement CASCADE")
