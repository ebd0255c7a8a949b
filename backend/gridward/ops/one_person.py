"""Two records turned out to be one person: what was done and is to be done for either is his.

All that is kept for a customer stands under his person's first number, and is looked for there. After a delivery shows that
two numbers are the same person, what stands under the other one would be found by nobody: an appointment, a promise, a
consent that he took back. It follows him before anything else of the day looks for it.
"""

import psycopg

_FURTHER = """
    CREATE TEMP TABLE further ON COMMIT DROP AS
    SELECT customer_id, person_id FROM census.customer_standing WHERE city_id = %s AND person_id <> customer_id
"""
_KEPT = (
    "engagement.appointment",
    "engagement.consent",
    "engagement.contact",
    "engagement.fact",
    "engagement.matter",
    "engagement.message",
    "engagement.note",
    "engagement.task",
    "engagement.unreachable_step",
    "field.memo",
    "field.visit",
    "recommendation.proposal",
    "recommendation.review",
    "renewal.promise",
)
_ONE_OF = {
    "activities.invitation": "o.event_id = t.event_id AND o.channel = t.channel",
    "activities.sign_up": "o.event_id = t.event_id",
    "engagement.visit_request": "t.state IN ('pending', 'accepted') AND o.state IN ('pending', 'accepted')",
    "policycare.request": "t.state = 'needs_customer' AND o.state = 'needs_customer'",
}
"""Of what a person may have only one: with another one of his it stays where it is."""

_FOLLOW = tuple(
    f"""UPDATE {table} t SET customer_id = f.person_id FROM further f WHERE f.customer_id = t.customer_id"""
    for table in _KEPT
)
_FOLLOW_ALONE = tuple(
    f"""UPDATE {table} t SET customer_id = f.person_id FROM further f
        WHERE f.customer_id = t.customer_id AND NOT EXISTS (
            SELECT FROM {table} o LEFT JOIN further n ON n.customer_id = o.customer_id
            WHERE coalesce(n.person_id, o.customer_id) = f.person_id AND {same}
              AND (o.customer_id, o.id) < (t.customer_id, t.id))"""
    for table, same in _ONE_OF.items()
)
# His first case goes on; he was spoken to when either of them was.
_IN_CARE = """
    UPDATE engagement.care t SET customer_id = f.person_id FROM further f
    WHERE f.customer_id = t.customer_id AND NOT EXISTS (
        SELECT FROM engagement.care o LEFT JOIN further n ON n.customer_id = o.customer_id
        WHERE coalesce(n.person_id, o.customer_id) = f.person_id AND o.customer_id < t.customer_id)
"""
_SPOKEN_TO = """
    UPDATE engagement.care c SET first_contact_at = o.at,
        state = CASE WHEN c.state IN ('allotted', 'unreachable') THEN 'contacted' ELSE c.state END
    FROM (SELECT f.person_id, min(t.first_contact_at) AS at FROM engagement.care t JOIN further f USING (customer_id)
          WHERE t.state <> 'closed' GROUP BY 1) o
    WHERE c.customer_id = o.person_id AND c.state <> 'closed'
        AND (c.first_contact_at > o.at OR c.first_contact_at IS NULL AND o.at IS NOT NULL)
"""
_IN_CARE_TWICE = """
    UPDATE engagement.care t SET state = 'closed' FROM further f WHERE f.customer_id = t.customer_id AND t.state <> 'closed'
"""


def follow_persons(connection: psycopg.Connection, city_id: int) -> int:
    """Let what stands under further numbers of a city's persons stand under the first; returns how many rows it was.

    Doing it twice changes nothing.
    """
    connection.execute("DROP TABLE IF EXISTS further")
    connection.execute(_FURTHER, [city_id])
    connection.execute("ANALYZE further")
    statements = (*_FOLLOW, *_FOLLOW_ALONE, _IN_CARE, _SPOKEN_TO, _IN_CARE_TWICE)
    return sum(connection.execute(statement).rowcount for statement in statements)
