"""A few customers get their numbers by a plan that is known already: each commit planned it anew."""

from alembic import op

from gridward.platform.paths import resource

revision: str = "0078"
down_revision: str | None = "0077"

_SQL = resource("migrations") / "sql"


def upgrade() -> None:
    op.execute((_SQL / "feed_of_few.sql").read_text("utf-8"))


def downgrade() -> None:
    op.execute("DROP FUNCTION field.write_feed")
    op.execute("DROP FUNCTION field.write_feed_of_few")
    op.execute("ALTER FUNCTION field.write_feed_of_many RENAME TO write_feed")
