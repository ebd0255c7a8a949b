"""A delivered row hangs on its customer or policy, which say the city: no second look at every row. Contacts per city."""

from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"

_HANGING = (
    "book.policy",
    "book.instalment",
    "book.contact",
    "book.claim",
    "book.service_request",
    "census.placement",
    "census.customer_standing",
    "census.policy_standing",
)


def upgrade() -> None:
    for table in _HANGING:
        _drop(table, f"fk_{table.partition('.')[2]}_city_id")
    # Two cities of one insurer may have delivered the same row; each has its own.
    _drop("book.contact", "pk_contact")
    op.execute(
        "ALTER TABLE book.contact ADD CONSTRAINT pk_contact PRIMARY KEY (at, city_id, row_hash, ordinal)"
    )
    for trigger in ("insert", "update", "delete"):
        op.execute(f"DROP TRIGGER audit_{trigger} ON book.contact")
    op.execute("SELECT audit.watch_batches('book.contact', 'at,city_id,row_hash,ordinal')")


def downgrade() -> None:
    for table in _HANGING:
        op.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT fk_{table.partition('.')[2]}_city_id"
            " FOREIGN KEY (city_id) REFERENCES city.city (id)"
        )
    _drop("book.contact", "pk_contact")
    op.execute("ALTER TABLE book.contact ADD CONSTRAINT pk_contact PRIMARY KEY (at, row_hash, ordinal)")


def _drop(table: str, constraint: str) -> None:
    op.execute(f"-- squawk-ignore ban-drop-constraint\nALTER TABLE {table} DROP CONSTRAINT {constraint}")
