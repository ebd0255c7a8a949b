"""Whoever looks at figures of premium is told when premiums or dues change, whatever wrote them."""

from alembic import op

revision: str = "0055"
down_revision: str | None = "0054"

_TABLES = ("book.instalment", "renewal.due")


def upgrade() -> None:
    op.execute(
        """CREATE FUNCTION renewal.tell_premiums() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            -- Once a transaction, however many statements there are: equal notices are one.
            PERFORM pg_notify('progress', 'premiums');
            RETURN NULL;
        END $$"""
    )
    for table in _TABLES:
        op.execute(
            f"""CREATE TRIGGER tell_premiums AFTER INSERT OR UPDATE OR DELETE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION renewal.tell_premiums()"""
        )


def downgrade() -> None:
    for table in _TABLES:
        op.execute(f"DROP TRIGGER tell_premiums ON {table}")
    op.execute("DROP FUNCTION renewal.tell_premiums()")
