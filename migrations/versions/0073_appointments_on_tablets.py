"""Appointments that were kept, missed or told of; them and the search for customers in the feed; licence numbers."""

import sqlalchemy as sa
from alembic import op

revision: str = "0073"
down_revision: str | None = "0072"

_TABLES = ("appointment", "unreachable_step")
_EVENTS = {
    "insert": "NEW TABLE AS rows",
    "update": "NEW TABLE AS rows",
    "delete": "OLD TABLE AS rows",
}


def upgrade() -> None:
    op.add_column("specialist", sa.Column("licence_no", sa.Text(), nullable=True), schema="book")
    op.add_column(
        "appointment",
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        schema="engagement",
    )
    op.add_column("appointment", sa.Column("closed_by", sa.Uuid(), nullable=True), schema="engagement")
    op.create_index(
        "ix_appointment_closed_by",
        "appointment",
        ["closed_by"],
        schema="engagement",
        postgresql_where=sa.text("closed_by IS NOT NULL"),
    )
    _states("'booked', 'kept', 'missed', 'cancelled'")
    for table in _TABLES:
        op.execute(
            f"""CREATE FUNCTION field.note_engagement_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO field.touch (city_id, customers)
                    SELECT r.city_id, array_agg(DISTINCT r.customer_id) FROM rows r GROUP BY r.city_id;
                    RETURN NULL;
                END
                $$"""
        )
        for event, rows in _EVENTS.items():
            op.execute(
                f"CREATE TRIGGER feed_{event} AFTER {event} ON engagement.{table} REFERENCING {rows}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION field.note_engagement_{table}()"
            )


def downgrade() -> None:
    for table in _TABLES:
        for event in _EVENTS:
            op.execute(f"DROP TRIGGER feed_{event} ON engagement.{table}")
        op.execute(f"DROP FUNCTION field.note_engagement_{table}()")
    op.execute("UPDATE engagement.appointment SET state = 'cancelled' WHERE state IN ('kept', 'missed')")
    _states("'booked', 'cancelled'")
    op.drop_index("ix_appointment_closed_by", "appointment", schema="engagement")
    op.drop_column("appointment", "closed_by", schema="engagement")
    op.drop_column("appointment", "confirmed_at", schema="engagement")
    op.drop_column("specialist", "licence_no", schema="book")


def _states(states: str) -> None:
    op.execute(
        "-- squawk-ignore ban-drop-constraint\nALTER TABLE engagement.appointment DROP CONSTRAINT ck_appointment_state"
    )
    op.create_check_constraint(
        op.f("ck_appointment_state"), "appointment", f"state IN ({states})", schema="engagement"
    )
