"""Tablets hear when a message about an appointment has left, or why it could not."""

from alembic import op

revision: str = "0079"
down_revision: str | None = "0078"


def upgrade() -> None:
    op.execute(
        """CREATE FUNCTION field.note_engagement_message() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO field.touch (city_id, customers)
                SELECT r.city_id, array_agg(DISTINCT r.customer_id) FROM rows r
                WHERE starts_with(r.template, 'appointment_') AND r.state <> 'queued' GROUP BY r.city_id;
                RETURN NULL;
            END
            $$"""
    )
    # Queueing one, and taking it back, changes the appointment itself.
    op.execute(
        "CREATE TRIGGER feed_update AFTER UPDATE ON engagement.message REFERENCING NEW TABLE AS rows"
        " FOR EACH STATEMENT EXECUTE FUNCTION field.note_engagement_message()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER feed_update ON engagement.message")
    op.execute("DROP FUNCTION field.note_engagement_message()")
