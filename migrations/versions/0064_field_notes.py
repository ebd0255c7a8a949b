"""Notes of specialists, attachments that requests name, and which operations were taken back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0064"
down_revision: str | None = "0063"


def upgrade() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("specialist_id", sa.BigInteger(), nullable=True),
        sa.Column("cell_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name="fk_note_customer_id"),
        sa.ForeignKeyConstraint(["specialist_id"], ["book.specialist.id"], name="fk_note_specialist_id"),
        sa.ForeignKeyConstraint(["cell_id"], ["grids.cell.id"], name="fk_note_cell_id"),
        sa.PrimaryKeyConstraint("id", name="pk_note"),
        schema="engagement",
    )
    op.create_index(
        "ix_note_customer_id_at", "note", ["customer_id", sa.text("at DESC")], schema="engagement"
    )
    op.create_index("ix_note_cell_id", "note", ["cell_id"], schema="engagement")
    op.execute("SELECT audit.watch_rows('engagement.note', 'id')")
    op.add_column(
        "matter",
        sa.Column("attachments", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        schema="engagement",
    )
    op.create_table(
        "undone",
        sa.Column("op_id", sa.Uuid(), nullable=False),
        sa.Column("by_op_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["op_id"], ["field.operation.op_id"], name="fk_undone_op_id"),
        sa.PrimaryKeyConstraint("op_id", name="pk_undone"),
        schema="field",
    )
    op.execute("SELECT audit.watch_rows('field.undone', 'op_id')")


def downgrade() -> None:
    op.drop_table("undone", schema="field")
    op.drop_column("matter", "attachments", schema="engagement")
    op.drop_table("note", schema="engagement")
