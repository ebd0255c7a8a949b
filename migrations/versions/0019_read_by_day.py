"""What a screen counts is read by the day or the cell that it asks for, and not the whole book."""

from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"

_IGNORE = "-- squawk-ignore require-concurrent-index-creation\n"


def upgrade() -> None:
    op.execute(f"{_IGNORE}CREATE INDEX ix_policy_city_id_effective_on ON book.policy (city_id, effective_on)")
    op.execute(f"{_IGNORE}CREATE INDEX ix_instalment_city_id_due_on ON book.instalment (city_id, due_on)")
    op.execute(
        f"{_IGNORE}CREATE INDEX ix_customer_organisation ON book.customer (city_id) WHERE is_organisation"
    )
    op.execute(
        f"{_IGNORE}CREATE INDEX ix_customer_standing_second ON census.customer_standing (customer_id)"
        " INCLUDE (person_id) WHERE customer_id <> person_id"
    )
    op.execute("-- squawk-ignore require-concurrent-index-deletion\nDROP INDEX grids.ix_membership_cell_id")
    op.execute(
        f"{_IGNORE}CREATE INDEX ix_membership_cell_id ON grids.membership (cell_id) INCLUDE (customer_id, since, until)"
    )
    # Too few rows for PostgreSQL to look at them of itself, and without that it expects hundreds of plans.
    op.execute("ANALYZE grids.plan")


def downgrade() -> None:
    op.execute("DROP INDEX grids.ix_membership_cell_id")
    op.execute("CREATE INDEX ix_membership_cell_id ON grids.membership (cell_id)")
    op.execute("DROP INDEX census.ix_customer_standing_second")
    op.execute("DROP INDEX book.ix_customer_organisation")
    op.execute("DROP INDEX book.ix_instalment_city_id_due_on")
    op.execute("DROP INDEX book.ix_policy_city_id_effective_on")
