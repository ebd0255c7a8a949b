"""The audit trail, before the first table that it watches."""

from alembic import op

from gridward.platform.paths import resource

revision: str = "0001"
down_revision: str | None = None


def upgrade() -> None:
    # exec_driver_sql: the file holds percent signs and colons that are no parameters.
    script = (resource("migrations") / "sql" / "audit.sql").read_text("utf-8")
    op.execute(script.replace(":", r"\:"))


def downgrade() -> None:
    op.execute("DROP SCHEMA audit CASCADE")
