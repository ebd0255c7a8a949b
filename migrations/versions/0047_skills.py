"""What weighs when a cell is given to somebody: language, grade and working time, as delivered and as ops keeps them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0047"
down_revision: str | None = "0046"


def upgrade() -> None:
    op.add_column("customer", sa.Column("language", sa.Text(), nullable=True), schema="book")
    for column in (
        sa.Column("languages", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("grade", sa.SmallInteger(), nullable=True),
        sa.Column("working_share", sa.Numeric(4, 3), nullable=True),
        sa.Column("most_customers", sa.Integer(), nullable=True),
    ):
        op.add_column("specialist", column, schema="book")
    op.create_table(
        "profile",
        sa.Column("specialist_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("languages", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("grade", sa.SmallInteger(), nullable=True),
        sa.Column("working_share", sa.Numeric(4, 3), nullable=True),
        sa.Column("most_customers", sa.Integer(), nullable=True),
        sa.Column("leave", postgresql.DATERANGE(), nullable=True),
        sa.Column("leave_reason", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("grade BETWEEN 1 AND 5", name=op.f("ck_profile_grade")),
        sa.CheckConstraint("working_share > 0 AND working_share <= 1", name=op.f("ck_profile_working_share")),
        sa.CheckConstraint("most_customers > 0", name=op.f("ck_profile_most_customers")),
        sa.ForeignKeyConstraint(
            ["specialist_id"],
            ["book.specialist.id"],
            name=op.f("fk_profile_specialist_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("specialist_id", name=op.f("pk_profile")),
        schema="staffing",
    )
    op.execute("SELECT audit.watch_rows('staffing.profile', 'specialist_id')")


def downgrade() -> None:
    op.drop_table("profile", schema="staffing")
    for column in ("most_customers", "working_share", "grade", "languages"):
        op.drop_column("specialist", column, schema="book")
    op.drop_column("customer", "language", schema="book")
