"""Accounts, sessions, failed sign-ins."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0002"
down_revision: str | None = "0001"


def upgrade() -> None:
    op.execute("CREATE SCHEMA identity")
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("all_cities", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("locale", sa.Text(), server_default="zh", nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        schema="identity",
    )
    op.create_index(
        "uq_account_login",
        "account",
        [sa.literal_column("lower(login)")],
        unique=True,
        schema="identity",
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login_key", sa.Uuid(), nullable=False),
        sa.Column(
            "at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_failure"),
        schema="identity",
    )
    op.create_index(
        "ix_sign_in_failure_login_key_at",
        "sign_in_failure",
        ["login_key", "at"],
        unique=False,
        schema="identity",
    )
    op.create_table(
        "account_city",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["identity.account.id"],
            name="fk_account_city_account_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "city_id", name="pk_account_city"),
        schema="identity",
    )
    op.create_table(
        "session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_agent", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "last_seen_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["identity.account.id"],
            name="fk_session_account_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sa.UniqueConstraint("token_hash", name="uq_session_token_hash"),
        schema="identity",
    )
    op.create_index(
        "ix_session_account_id",
        "session",
        ["account_id"],
        unique=False,
        schema="identity",
    )
    for watch in (
        "watch_rows('identity.account', 'id')",
        "watch_rows('identity.account_city', 'account_id,city_id')",
        "watch_rows('identity.session', 'id', 'last_seen_at')",
    ):
        op.execute(f"SELECT audit.{watch}")


def downgrade() -> None:
    op.execute("DROP SCHEMA identity CASCADE")
