"""The queue made to agree with the open tasks of the seats, for a whole city at once."""

import psycopg

from gridward.kernel.clock import now

# Who is in somebody's hand is left alone until the call is saved or the lease ends.
_HELD = "q.claim_id IS NOT NULL AND q.leased_until > %(now)s"

# What somebody has in hand under another number of the person is his until then too.
_BEST = f"""
    CREATE TEMP TABLE best_task ON COMMIT DROP AS
    SELECT DISTINCT ON (customer_id) customer_id, id AS task_id, kind, priority, due_on
    FROM engagement.task t WHERE city_id = %(city)s AND state = 'open' AND workplace = 'seat'
      AND NOT EXISTS (
          SELECT FROM seats.queue_item q WHERE q.task_id = t.id AND q.customer_id <> t.customer_id AND {_HELD})
    ORDER BY customer_id, priority DESC, id
"""
_RETURN = """
    WITH over AS (
        SELECT q.id, q.claim_id FROM seats.queue_item q
        WHERE q.city_id = %(city)s AND q.leased_until <= %(now)s FOR UPDATE
    ), ended AS (
        UPDATE seats.claim c SET ended_at = %(now)s, ended_by = 'lease' FROM over
        WHERE c.id = over.claim_id AND c.ended_at IS NULL
    )
    UPDATE seats.queue_item q SET claim_id = NULL, claimed_by = NULL, leased_until = NULL FROM over WHERE q.id = over.id
"""
_REMOVE = f"""
    DELETE FROM seats.queue_item q WHERE q.city_id = %(city)s AND NOT ({_HELD})
      AND NOT EXISTS (SELECT FROM best_task b WHERE b.customer_id = q.customer_id)
"""
_REFRESH = f"""
    UPDATE seats.queue_item q SET task_id = b.task_id, kind = b.kind, priority = b.priority, due_on = b.due_on
    FROM best_task b
    WHERE q.city_id = %(city)s AND b.customer_id = q.customer_id AND NOT ({_HELD})
      AND (q.task_id, q.priority, q.due_on) IS DISTINCT FROM (b.task_id, b.priority, b.due_on)
"""
_ADD = """
    INSERT INTO seats.queue_item (city_id, customer_id, task_id, kind, language, priority, due_on)
    SELECT %(city)s, customer_id, task_id, kind, coalesce(s.language, 'zh'), priority, due_on
    FROM best_task LEFT JOIN seats.speaks s USING (customer_id) ORDER BY customer_id
    ON CONFLICT DO NOTHING
"""


def fill_queue(connection: psycopg.Connection, city_id: int) -> int:
    """One place in the queue for each customer with an open task for a seat: that of his most urgent one.

    New tasks come into the queue by themselves; this takes out what was closed elsewhere, takes over new priorities, and
    returns whom nobody called before his lease ended. Returns how many places changed, 0 the second time.
    """
    values = {"city": city_id, "now": now()}
    connection.execute("DROP TABLE IF EXISTS best_task")
    connection.execute(_BEST, values)
    changed = sum(connection.execute(step, values).rowcount for step in (_RETURN, _REMOVE, _REFRESH, _ADD))
    if changed:
        connection.execute("SELECT pg_notify('progress', %s)", [f"queue:{city_id}"])
    return changed
