-- Taking a customer from the queue, and leaving it: one call each, because fifty seats may do it at once.
--
-- The planner is told to use the indexes: it knows the queue as it was when statistics were last taken, often empty.

-- New tasks for seats wait in the queue from the moment in which any room makes them.
CREATE OR REPLACE FUNCTION seats.queue_new_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO seats.queue_item AS q (city_id, customer_id, task_id, kind, language, priority, due_on)
    SELECT DISTINCT ON (n.customer_id) n.city_id, n.customer_id, n.id, n.kind, coalesce(s.language, 'zh'), n.priority, n.due_on
    FROM new_rows n LEFT JOIN seats.speaks s ON s.customer_id = n.customer_id
    WHERE n.workplace = 'seat' AND n.state = 'open'
    ORDER BY n.customer_id, n.priority DESC, n.id
    ON CONFLICT (customer_id) DO UPDATE
    SET task_id = excluded.task_id, kind = excluded.kind, priority = excluded.priority, due_on = excluded.due_on
    WHERE q.claim_id IS NULL AND (excluded.priority > q.priority
        OR NOT EXISTS (SELECT FROM engagement.task t WHERE t.id = q.task_id AND t.state = 'open'));
    PERFORM pg_notify('progress', 'queue:' || city_id)
    FROM (SELECT DISTINCT city_id FROM new_rows WHERE workplace = 'seat') AS touched;
    RETURN NULL;
END
$$;

-- Take the next customer of a city, or the wanted one, under a new claim. `taken`, or why not: `departed`, `away`, `full`
-- (the seat holds `most` already), `none`.
CREATE FUNCTION seats.take(
    new_claim uuid, seat uuid, city integer, moment timestamptz, until timestamptz, most integer, wanted bigint DEFAULT NULL
) RETURNS text LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
DECLARE
    who record;
    found_id bigint;
    found_task uuid;
    found_customer bigint;
    held integer := 0;
    latest record;
BEGIN
    -- One person in two windows takes one after the other.
    PERFORM pg_advisory_xact_lock(hashtextextended('seat ' || seat, 0));
    SELECT p.kinds, p.languages, p.away_until > moment AS away INTO who
    FROM identity.account a LEFT JOIN seats.profile p ON p.account_id = a.id WHERE a.id = seat AND a.active;
    IF NOT FOUND THEN
        RETURN 'departed';
    ELSIF who.away THEN
        RETURN 'away';
    END IF;
    -- What he holds is among what he took last.
    FOR latest IN
        SELECT c.id, c.customer_id, c.ended_at FROM seats.claim c WHERE c.account_id = seat
        ORDER BY c.claimed_at DESC LIMIT most + 4
    LOOP
        IF latest.ended_at IS NULL AND EXISTS (SELECT FROM seats.queue_item q
                WHERE q.customer_id = latest.customer_id AND q.claim_id = latest.id AND q.leased_until > moment) THEN
            held := held + 1;
        END IF;
    END LOOP;
    IF held >= most THEN
        RETURN 'full';
    END IF;
    PERFORM seats.return_ended(city, moment);
    -- Whoever is claimed just now by somebody else is passed over instead of waited for.
    IF wanted IS NOT NULL THEN
        -- Somebody who is chosen may be called before his time, and by anybody: he may have called himself.
        SELECT q.id INTO found_id FROM seats.queue_item q
        WHERE q.id = wanted AND q.city_id = city AND q.claim_id IS NULL
            AND EXISTS (SELECT FROM engagement.task t WHERE t.id = q.task_id AND t.state = 'open')
        FOR UPDATE SKIP LOCKED;
    ELSE
        found_id := seats.first_promised(city, moment, who.kinds, who.languages);
        IF found_id IS NULL THEN
            found_id := seats.first_waiting(city, moment, who.kinds, who.languages);
        END IF;
    END IF;
    IF found_id IS NULL THEN
        RETURN 'none';
    END IF;
    UPDATE seats.queue_item q SET claim_id = new_claim, claimed_by = seat, leased_until = until
    WHERE q.id = found_id RETURNING q.customer_id, q.task_id INTO found_customer, found_task;
    INSERT INTO seats.claim (id, city_id, customer_id, task_id, account_id, claimed_at)
    VALUES (new_claim, city, found_customer, found_task, seat, moment);
    RETURN 'taken';
END
$$;

-- Give back to the queue whom nobody called before his lease ended.
CREATE FUNCTION seats.return_ended(city integer, moment timestamptz) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
    IF EXISTS (SELECT FROM seats.queue_item q
            WHERE q.city_id = city AND q.claim_id IS NOT NULL AND q.leased_until <= moment) THEN
        WITH over AS (
            SELECT q.id, q.claim_id FROM seats.queue_item q
            WHERE q.city_id = city AND q.claim_id IS NOT NULL AND q.leased_until <= moment FOR UPDATE SKIP LOCKED
        ), ended AS (
            UPDATE seats.claim c SET ended_at = moment, ended_by = 'lease' FROM over
            WHERE c.id = over.claim_id AND c.ended_at IS NULL
        )
        UPDATE seats.queue_item q SET claim_id = NULL, claimed_by = NULL, leased_until = NULL
        FROM over WHERE q.id = over.id;
    END IF;
END
$$;

-- After a call: take the customer of a claim out of the queue; where he has another task for a seat, it waits until `again`. Whoever else
-- has taken him meanwhile keeps him.
CREATE FUNCTION seats.leave(left_claim uuid, moment timestamptz, again timestamptz) RETURNS void
LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    customer bigint;
    done_with uuid;
    other record;
BEGIN
    SELECT c.customer_id, c.task_id INTO customer, done_with FROM seats.claim c WHERE c.id = left_claim;
    SELECT t.id, t.kind, t.priority, t.due_on INTO other FROM engagement.task t
    WHERE t.customer_id = customer AND t.workplace = 'seat' AND t.state = 'open' AND t.id <> done_with
    ORDER BY t.priority DESC, t.id LIMIT 1;
    IF FOUND THEN
        UPDATE seats.queue_item q
        SET task_id = other.id, kind = other.kind, priority = other.priority, due_on = other.due_on, not_before = again,
            callback = false, claim_id = NULL, claimed_by = NULL, leased_until = NULL
        WHERE q.customer_id = customer AND (q.claim_id IS NULL OR q.claim_id = left_claim);
    ELSE
        DELETE FROM seats.queue_item q
        WHERE q.customer_id = customer AND (q.claim_id IS NULL OR q.claim_id = left_claim);
    END IF;
    UPDATE seats.claim c SET ended_at = moment, ended_by = 'call' WHERE c.id = left_claim AND c.ended_at IS NULL;
END
$$;
