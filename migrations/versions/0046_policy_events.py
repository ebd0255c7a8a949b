"""What was learnt of a policy, and when, as events that are never changed; begun with what is stored."""

import sqlalchemy as sa
from alembic import op

revision: str = "0046"
down_revision: str | None = "0045"

_KINDS = (
    "opened", "state", "terms", "due", "paid", "lent", "failed", "repaid", "reversed", "corrected",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "policy_event",
        sa.Column("policy_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("about_on", sa.Date(), nullable=False),
        sa.Column("learnt_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("paid_to", sa.Date(), nullable=True),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(14, 2), nullable=False),
        sa.Column("paid_amount", sa.Numeric(14, 2), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.CheckConstraint(f"kind IN ({', '.join(map(repr, _KINDS))})", name=op.f("ck_policy_event_kind")),
        sa.PrimaryKeyConstraint("policy_id", "id", name=op.f("pk_policy_event")),
        schema="book",
    )
    op.create_table(
        "learnt",
        sa.Column("city_id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("city_id", name=op.f("pk_learnt")),
        schema="book",
    )
    op.execute("SELECT audit.watch_rows('book.learnt', 'city_id')")
    _begin()
    # A trail of its own, as the audit's: what a delivery told stays, whatever a later one tells.
    op.execute(
        """CREATE FUNCTION book.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN
               RAISE EXCEPTION 'the history of a policy is append-only' USING ERRCODE = 'insufficient_privilege';
           END $$"""
    )
    op.execute(
        """CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON book.policy_event
           FOR EACH STATEMENT EXECUTE FUNCTION book.refuse_change()"""
    )


def _begin() -> None:
    """One event for each contract and instalment: all that is known of before."""
    op.execute(
        """INSERT INTO book.policy_event (policy_id, source_id, number, about_on, learnt_on, paid_to, city_id, kind,
               amount, state)
           SELECT p.id, p.import_id, 0, p.effective_on, coalesce(r.as_of, current_date), p.paid_to, p.city_id, 'opened',
               p.premium, p.state
           FROM book.policy p LEFT JOIN census.import_run r ON r.id = p.import_id ORDER BY p.id"""
    )
    op.execute(
        """INSERT INTO book.policy_event (policy_id, source_id, number, about_on, learnt_on, due_on, paid_on, city_id,
               kind, amount, paid_amount, channel, failure)
           SELECT i.policy_id, i.import_id, i.number,
               CASE WHEN i.paid_on IS NOT NULL THEN i.paid_on WHEN i.failure IS NOT NULL THEN r.as_of ELSE i.due_on END,
               r.as_of, i.due_on, i.paid_on, i.city_id,
               CASE WHEN i.paid_on IS NULL THEN CASE WHEN i.failure IS NULL THEN 'due' ELSE 'failed' END
                   WHEN i.channel IN ('自动垫交', '自动垫缴') THEN 'lent' ELSE 'paid' END,
               i.amount, i.paid_amount, i.channel, i.failure
           FROM book.instalment i
           CROSS JOIN LATERAL (SELECT coalesce((SELECT as_of FROM census.import_run WHERE id = i.import_id), current_date)
               AS as_of) r
           ORDER BY i.policy_id, i.number"""
    )
    op.execute(
        """INSERT INTO book.learnt (city_id, day) SELECT city_id, max(as_of) FROM census.import_run
           WHERE status = 'done' GROUP BY city_id"""
    )


def downgrade() -> None:
    op.drop_table("learnt", schema="book")
    op.drop_table("policy_event", schema="book")
    op.execute("DROP FUNCTION book.refuse_change()")
