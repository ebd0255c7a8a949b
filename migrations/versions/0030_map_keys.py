"""Keys with which map programs read maps."""

import sqlalchemy as sa
from alembic import op

revision: str = "0030"
down_revision: str | None = "0029"


def upgrade() -> None:
    op.create_table(
        "map_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("points", sa.Boolean(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["identity.account.id"],
            name="fk_map_key_account_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_map_key"),
        sa.UniqueConstraint("key_hash", name="uq_map_key_key_hash"),
        schema="identity",
    )
    op.create_index("ix_map_key_account_id", "map_key", ["account_id"], unique=False, schema="identity")
    op.execute("SELECT audit.watch_rows('identity.map_key', 'id', 'last_used_at')")


def downgrade() -> None:
    op.drop_table("map_key", schema="identity")
