"""Refused rows that somebody corrects."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0025"
down_revision: str | None = "0024"


def upgrade() -> None:
    op.add_column("import_run", sa.Column("corrects", sa.Uuid(), nullable=True), schema="census")
    # The column is empty everywhere, so that there is nothing to validate.
    op.execute("""
        ALTER TABLE census.import_run ADD CONSTRAINT fk_import_run_corrects
        FOREIGN KEY (corrects) REFERENCES census.import_run (id) NOT VALID
    """)
    op.add_column(
        "refused_row", sa.Column("code", sa.Text(), server_default="", nullable=False), schema="census"
    )
    op.add_column("refused_row", sa.Column("refers_to", sa.Text(), nullable=True), schema="census")
    op.execute("""
        UPDATE census.refused_row r
        SET code = first.code,
            refers_to = CASE WHEN first.code = 'import.unknown_reference' THEN first.value_masked END
        FROM (
            SELECT DISTINCT ON (import_id, file, line) import_id, file, line, code, value_masked
            FROM census.import_issue WHERE severity = 'refused'
            ORDER BY import_id, file, line, code = 'import.unknown_reference', id) first
        WHERE (first.import_id, first.file, first.line) = (r.import_id, r.file, r.line)
    """)
    op.create_table(
        "correction",
        sa.Column("refused_row_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("fields_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("replaces", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("left_out", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column(
            "issues",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("delivered_in", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("state IN ('wrong', 'waits', 'ready')", name="ck_correction_state"),
        sa.ForeignKeyConstraint(
            ["refused_row_id"],
            ["census.refused_row.id"],
            name="fk_correction_refused_row_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["delivered_in"], ["census.import_run.id"], name="fk_correction_delivered_in"
        ),
        sa.PrimaryKeyConstraint("refused_row_id", name="pk_correction"),
        schema="census",
    )
    op.create_index("ix_correction_delivered_in", "correction", ["delivered_in"], schema="census")
    op.execute("SELECT audit.watch_batches('census.correction', 'refused_row_id')")


def downgrade() -> None:
    op.drop_table("correction", schema="census")
    op.drop_column("refused_row", "refers_to", schema="census")
    op.drop_column("refused_row", "code", schema="census")
    op.drop_column("import_run", "corrects", schema="census")
