"""The feed of cells: what changes of their customers, numbered without gaps."""

from collections.abc import Sequence
from typing import NamedTuple

from alembic import op

from gridward.platform.paths import resource

revision: str = "0065"
down_revision: str | None = "0064"


class Followed(NamedTuple):
    """A table from which a customer's document is made."""

    table: str
    customers: Sequence[str] = ("customer_id",)
    """Its columns with customer numbers."""
    policies: Sequence[str] = ()
    """Its columns with policies, whose holder and insured are meant."""
    moves: bool = False
    """Its rows say in whose name a number stands."""
    key: str = ""
    ignored: Sequence[str] = ()
    """With a key: an update that changes nothing but these touches nobody."""


_FOLLOWED = (
    Followed("book.customer", ("id",)),
    Followed("book.policy", ("holder_id", "insured_id")),
    Followed("book.instalment", (), ("policy_id",)),
    Followed("book.contact"),
    Followed("book.service_request"),
    Followed("census.customer_standing", ("customer_id", "person_id"), moves=True),
    Followed("census.policy_standing", (), ("policy_id",)),
    Followed("census.placement"),
    Followed("engagement.care"),
    Followed("engagement.task"),
    Followed("engagement.contact"),
    Followed("engagement.visit_request"),
    Followed("engagement.fact"),
    Followed("engagement.consent"),
    Followed("engagement.matter"),
    Followed("engagement.note"),
    # The night writes the day into each row.
    Followed("renewal.due", key="policy_id", ignored=("as_of", "card", "model")),
    Followed("renewal.promise"),
)
_EVENTS = {"insert": ("new_rows",), "update": ("old_rows", "new_rows"), "delete": ("old_rows",)}
_TABLES = {"new_rows": "NEW TABLE AS new_rows", "old_rows": "OLD TABLE AS old_rows"}


def upgrade() -> None:
    script = (resource("migrations") / "sql" / "feed.sql").read_text("utf-8")
    op.execute(script.replace(":", r"\:"))
    for followed in _FOLLOWED:
        op.execute(_function(followed).replace(":", r"\:"))
        _watch(followed.table, _name(followed.table))
    _watch("grids.membership", "field.note_membership")


def downgrade() -> None:
    op.execute("DROP TRIGGER feed_row ON grids.plan")
    for table in (*(followed.table for followed in _FOLLOWED), "grids.membership"):
        for event in _EVENTS:
            op.execute(f"DROP TRIGGER feed_{event} ON {table}")
    for followed in _FOLLOWED:
        op.execute(f"DROP FUNCTION {_name(followed.table)}()")
    op.execute("DROP TABLE field.touch, field.feed_reader, field.feed, field.feed_cell, field.feed_city")
    for function in ("note_membership()", "note_plan()", "number_touched()", "bring_feed(smallint, date)"):
        op.execute(f"DROP FUNCTION field.{function}")
    op.execute("DROP FUNCTION field.write_feed(smallint, date, bigint[], boolean)")


def _name(table: str) -> str:
    return f"field.note_{table.replace('.', '_')}"


def _watch(table: str, function: str) -> None:
    for event, rows in _EVENTS.items():
        tables = " ".join(_TABLES[name] for name in rows)
        op.execute(
            f"CREATE TRIGGER feed_{event} AFTER {event} ON {table} REFERENCING {tables}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
        )


def _function(followed: Followed) -> str:
    """Notes whom a statement touched; its plans are kept, as they would not be if it were one for all tables."""
    changed = " UNION ALL ".join(f"SELECT * FROM {name}" for name in _EVENTS["update"])
    if followed.key:
        ignored = f"ARRAY[{', '.join(repr(name) for name in followed.ignored)}]"
        changed = (
            f"SELECT n.* FROM old_rows o JOIN new_rows n USING ({followed.key})"
            f" WHERE to_jsonb(o) - {ignored} <> to_jsonb(n) - {ignored}"
        )
    return f"""
        CREATE FUNCTION {_name(followed.table)}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN
                {_note(followed, "SELECT * FROM new_rows")};
            ELSIF TG_OP = 'DELETE' THEN
                {_note(followed, "SELECT * FROM old_rows")};
            ELSE
                {_note(followed, changed)};
            END IF;
            RETURN NULL;
        END
        $$"""


def _note(followed: Followed, rows: str) -> str:
    return f"""INSERT INTO field.touch (city_id, customers, policies, moves)
        SELECT r.city_id, {_ids(followed.customers)}, {_ids(followed.policies)}, {followed.moves}
        FROM ({rows}) r GROUP BY r.city_id"""


def _ids(columns: Sequence[str]) -> str:
    each = [f"array_agg(DISTINCT r.{column})" for column in columns]
    return " || ".join(each) or "NULL"
