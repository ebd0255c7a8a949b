-- The queue's trigger as it was before skills and languages.
CREATE OR REPLACE FUNCTION seats.queue_new_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO seats.queue_item AS q (city_id, customer_id, task_id, priority, due_on)
    SELECT DISTINCT ON (customer_id) city_id, customer_id, id, priority, due_on
    FROM new_rows WHERE workplace = 'seat' AND state = 'open'
    ORDER BY customer_id, priority DESC, id
    ON CONFLICT (customer_id) DO UPDATE
    SET task_id = excluded.task_id, priority = excluded.priority, due_on = excluded.due_on
    WHERE q.claim_id IS NULL AND (excluded.priority > q.priority
        OR NOT EXISTS (SELECT FROM engagement.task t WHERE t.id = q.task_id AND t.state = 'open'));
    PERFORM pg_notify('progress', 'queue:' || city_id)
    FROM (SELECT DISTINCT city_id FROM new_rows WHERE workplace = 'seat') AS touched;
    RETURN NULL;
END
$$;
