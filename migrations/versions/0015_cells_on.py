"""Which cell each customer has on a day."""

from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"


def upgrade() -> None:
    op.execute("""
        CREATE FUNCTION grids.cells_on(day date) RETURNS TABLE (customer_id bigint, city_id smallint, cell_id integer)
        LANGUAGE sql STABLE AS $$
            SELECT m.customer_id, p.city_id, m.cell_id
            FROM grids.plan p JOIN grids.membership m ON m.plan_id = p.id
            WHERE p.status = 'published' AND p.effective @> day AND m.since <= day AND (m.until IS NULL OR m.until > day)
        $$
    """)


def downgrade() -> None:
    op.execute("DROP FUNCTION grids.cells_on(date)")
