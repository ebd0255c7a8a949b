"""What names a cell is found by it: removing a draft's cell looked through all work of all cities, table by table."""

from alembic import op

revision: str = "0043"
down_revision: str | None = "0042"

_TABLES = (
    "activities.invitation", "activities.sign_up", "engagement.care", "engagement.contact", "engagement.fact",
    "engagement.task", "field.operation", "field.visit", "policycare.request", "recommendation.proposal",
    "recommendation.review",
)  # fmt: skip


def upgrade() -> None:
    for table in _TABLES:
        schema, name = table.split(".")
        op.create_index(f"ix_{name}_cell_id", name, ["cell_id"], schema=schema)


def downgrade() -> None:
    for table in _TABLES:
        schema, name = table.split(".")
        op.drop_index(f"ix_{name}_cell_id", name, schema=schema)
