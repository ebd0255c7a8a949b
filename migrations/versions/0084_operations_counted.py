"""Operations that come in are counted by the audit: each says itself who sent it, when, and what became of it."""

from alembic import op

revision: str = "0084"
down_revision: str | None = "0083"


def upgrade() -> None:
    _record_inserts("record_batch")


def downgrade() -> None:
    _record_inserts("record_rows")


def _record_inserts(function: str) -> None:
    op.execute("DROP TRIGGER audit_insert ON field.operation")
    op.execute(
        f"""CREATE TRIGGER audit_insert AFTER INSERT ON field.operation REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION audit.{function}('op_id')"""
    )
