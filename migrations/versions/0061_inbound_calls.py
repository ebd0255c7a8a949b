"""Calls that customers make: what for, from which number where nobody knows them; their contacts use up no budget."""

import sqlalchemy as sa
from alembic import op

revision: str = "0061"
down_revision: str | None = "0060"

_ONLY_OUTBOUND = ("claim_id", "task_id", "customer_id")


def upgrade() -> None:
    op.add_column(
        "contact",
        sa.Column("inbound", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        schema="engagement",
    )
    for name in _ONLY_OUTBOUND:
        op.execute(
            f"""-- squawk-ignore ban-drop-not-null
            ALTER TABLE seats.call ALTER COLUMN {name} DROP NOT NULL"""
        )
    op.add_column("call", sa.Column("purpose", sa.Text()), schema="seats")
    op.add_column("call", sa.Column("number_sealed", sa.LargeBinary()), schema="seats")
    op.execute(
        """-- squawk-ignore constraint-missing-not-valid
        ALTER TABLE seats.call ADD CONSTRAINT ck_call_has_claim_or_purpose
        CHECK (purpose IS NOT NULL OR claim_id IS NOT NULL AND task_id IS NOT NULL AND customer_id IS NOT NULL)"""
    )


def downgrade() -> None:
    # What customers called for has no place any more; that they did stays among their contacts.
    op.execute("DELETE FROM seats.review WHERE call_id IN (SELECT id FROM seats.call WHERE claim_id IS NULL)")
    op.execute("DELETE FROM seats.call WHERE claim_id IS NULL")
    op.drop_constraint("ck_call_has_claim_or_purpose", "call", schema="seats")
    op.drop_column("call", "number_sealed", schema="seats")
    op.drop_column("call", "purpose", schema="seats")
    for name in _ONLY_OUTBOUND:
        op.alter_column("call", name, nullable=False, schema="seats")
    op.drop_column("contact", "inbound", schema="engagement")
