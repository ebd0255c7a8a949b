"""Papers that follow a request, by who sent them: he need not be whoever took it in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0085"
down_revision: str | None = "0084"


def upgrade() -> None:
    # Those that followed until now were sent by whoever took the request in, and stay among its own.
    op.create_table(
        "supplement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attachments", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("papers", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["engagement.matter.id"], name="fk_supplement_matter_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_supplement"),
        schema="engagement",
    )
    op.create_index("ix_supplement_matter_id", "supplement", ["matter_id"], schema="engagement")
    op.create_index("ix_supplement_sent_by", "supplement", ["sent_by", "sent_at"], schema="engagement")
    op.execute("SELECT audit.watch_rows('engagement.supplement', 'id')")


def downgrade() -> None:
    op.drop_table("supplement", schema="engagement")
