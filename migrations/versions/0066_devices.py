"""Devices of those who work in the field: their keys, what they reported last, and the sessions that belong to them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0066"
down_revision: str | None = "0065"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "device",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'active'"), nullable=False),
        sa.Column("state_at", _TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("registered_at", _TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("reported_at", _TIME, nullable=True),
        sa.Column("app_version", sa.Text(), nullable=False),
        sa.Column("cursors", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("waiting", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("waiting_ids", postgresql.ARRAY(sa.Uuid()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("oldest_at", _TIME, nullable=True),
        sa.Column("usage_bytes", sa.BigInteger(), nullable=True),
        sa.Column("quota_bytes", sa.BigInteger(), nullable=True),
        sa.Column("persisted", sa.Boolean(), nullable=True),
        sa.Column("missing", sa.Integer(), nullable=True),
        sa.Column("missed_at", _TIME, nullable=True),
        sa.CheckConstraint(
            "state IN ('active', 'revoked', 'wipe', 'lost', 'wiped')", name=op.f("ck_device_state")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["identity.account.id"],
            name=op.f("fk_device_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", "account_id", name=op.f("pk_device")),
        schema="identity",
    )
    op.create_index("ix_device_account_id", "device", ["account_id"], schema="identity")
    op.execute(
        """SELECT audit.watch_rows('identity.device', 'id,account_id', 'reported_at', 'app_version', 'cursors', 'waiting',
               'waiting_ids', 'oldest_at', 'usage_bytes', 'quota_bytes', 'persisted')"""
    )
    # The device may be forgotten before its sessions are: its number is kept without a foreign key.
    op.add_column("session", sa.Column("device_id", sa.Uuid(), nullable=True), schema="identity")
    op.add_column(
        "session",
        sa.Column("signed_in_at", _TIME, server_default=sa.text("now()"), nullable=False),
        schema="identity",
    )
    op.execute("UPDATE identity.session SET signed_in_at = created_at")
    for name in ("unused", "last_push"):
        op.add_column(
            "session",
            sa.Column(name, sa.Boolean(), server_default=sa.text("false"), nullable=False),
            schema="identity",
        )


def downgrade() -> None:
    for name in ("last_push", "unused", "signed_in_at", "device_id"):
        op.drop_column("session", name, schema="identity")
    op.drop_table("device", schema="identity")
