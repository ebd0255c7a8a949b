"""What tablets send in batches is audited a statement at a time: an entry a row took longer than the row."""

from alembic import op

from gridward.platform.paths import resource

revision: str = "0083"
down_revision: str | None = "0082"

_SQL = resource("migrations") / "sql"
_KEYS = {"field.operation": "op_id", "field.visit": "id", "engagement.contact": "id", "engagement.note": "id"}


def upgrade() -> None:
    op.execute((_SQL / "audit_rows.sql").read_text("utf-8"))
    for table, key in _KEYS.items():
        op.execute(f"DROP TRIGGER audit_row ON {table}")
        op.execute(f"SELECT audit.watch_rows_together('{table}', '{key}')")


def downgrade() -> None:
    for table, key in _KEYS.items():
        for event in ("insert", "update", "delete"):
            op.execute(f"DROP TRIGGER audit_{event} ON {table}")
        op.execute(f"SELECT audit.watch_rows('{table}', '{key}')")
    op.execute("DROP FUNCTION audit.watch_rows_together")
    op.execute("DROP FUNCTION audit.record_rows")
