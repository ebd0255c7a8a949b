"""Attachments that operations of tablets name, as they come in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0070"
down_revision: str | None = "0069"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("pieces", postgresql.ARRAY(sa.Integer()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'receiving'"), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("begun_at", _TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("completed_at", _TIME, nullable=True),
        sa.CheckConstraint("state IN ('receiving', 'complete', 'refused')", name=op.f("ck_attachment_state")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["identity.account.id"],
            name=op.f("fk_attachment_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "sha256", name=op.f("pk_attachment")),
        schema="field",
    )
    op.execute("SELECT audit.watch_rows('field.attachment', 'account_id,sha256', 'pieces')")


def downgrade() -> None:
    op.drop_table("attachment", schema="field")
