"""What calls leave to be done: requests and suspicions of organised surrender; by which script a call was."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0059"
down_revision: str | None = "0058"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "matter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("cell_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("signs", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("opened_at", _TIME, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", _TIME, nullable=True),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'looked_at', 'confirmed', 'dismissed')", name="ck_matter_state"
        ),
        sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="ck_matter_decided"),
        sa.CheckConstraint("kind = 'organised_surrender' OR customer_id IS NOT NULL", name="ck_matter_whose"),
        sa.ForeignKeyConstraint(["customer_id"], ["book.customer.id"], name="fk_matter_customer_id"),
        sa.ForeignKeyConstraint(["cell_id"], ["grids.cell.id"], name="fk_matter_cell_id"),
        sa.PrimaryKeyConstraint("id", name="pk_matter"),
        schema="engagement",
    )
    op.create_index(
        "uq_matter_source_key", "matter", ["city_id", "source_key"], unique=True, schema="engagement"
    )
    op.create_index("ix_matter_customer_id", "matter", ["customer_id"], schema="engagement")
    op.create_index("ix_matter_cell_id", "matter", ["cell_id"], schema="engagement")
    op.create_index(
        "ix_matter_waiting",
        "matter",
        ["city_id", "id"],
        schema="engagement",
        postgresql_where=sa.text("state IN ('open', 'looked_at')"),
    )
    op.execute("SELECT audit.watch_rows('engagement.matter', 'id')")
    op.add_column("call", sa.Column("script", sa.Text()), schema="seats")


def downgrade() -> None:
    op.drop_column("call", "script", schema="seats")
    op.drop_table("matter", schema="engagement")
