-- Whom `seats.take` finds. `{and_more}` is what is asked of whoever waits beyond his time, skill and language.

-- The first who was promised a call back by now: locked, or NULL. In a crowded queue (see below) a search in vain is good for
-- a second, or twenty times as long as it took.
CREATE OR REPLACE FUNCTION seats.first_promised(city integer, moment timestamptz, kinds text[], languages text[]) RETURNS bigint
LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
DECLARE
    asked text := 'promised ' || concat_ws('|', kinds::text, languages::text);
    begun timestamptz := clock_timestamp();
    is_crowded boolean := pg_stat_get_dead_tuples('seats.queue_item'::regclass) > 2000;
    found_id bigint;
BEGIN
    IF is_crowded AND EXISTS (SELECT FROM seats.front f
            WHERE f.city_id = city AND f.sought = asked AND f.good_until > begun) THEN
        RETURN NULL;
    END IF;
    SELECT q.id INTO found_id FROM seats.queue_item q
    WHERE q.city_id = city AND q.claim_id IS NULL AND q.callback AND q.not_before <= moment{and_more}
        AND (kinds IS NULL OR q.kind = ANY (kinds)) AND (languages IS NULL OR q.language = ANY (languages))
        AND EXISTS (SELECT FROM engagement.task t WHERE t.id = q.task_id AND t.state = 'open')
    ORDER BY q.not_before, q.id LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF is_crowded AND found_id IS NULL AND pg_try_advisory_xact_lock(hashtextextended('front ' || city || asked, 0)) THEN
        INSERT INTO seats.front AS f (city_id, sought, rank, item_id, good_until)
        VALUES (city, asked, 0, 0, clock_timestamp() + greatest(interval '1 second', 20 * (clock_timestamp() - begun)))
        ON CONFLICT (city_id, sought) DO UPDATE SET good_until = excluded.good_until;
    END IF;
    RETURN found_id;
END
$$;

-- The first who waits, by priority: locked, or NULL.
--
-- A snapshot that somebody holds open keeps whoever was taken in the index, and each search passes more of them. From a few
-- thousand on, one search finds out where the waiting begin, and for a second, or twenty times as long as it took, the
-- others begin there. Whoever comes in before that place is found so much later.
CREATE OR REPLACE FUNCTION seats.first_waiting(city integer, moment timestamptz, kinds text[], languages text[]) RETURNS bigint
LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
DECLARE
    asked text := concat_ws('|', kinds::text, languages::text);
    begun timestamptz := clock_timestamp();
    is_crowded boolean := pg_stat_get_dead_tuples('seats.queue_item'::regclass) > 2000;
    looks boolean := is_crowded;
    from_rank float8 := '-infinity';
    from_id bigint := 0;
    front record;
    item record;
BEGIN
    IF is_crowded THEN
        SELECT f.rank, f.item_id, f.good_until > begun AS good INTO front
        FROM seats.front f WHERE f.city_id = city AND f.sought = asked;
        IF FOUND AND (front.good OR NOT pg_try_advisory_xact_lock(hashtextextended('front ' || city || asked, 0))) THEN
            looks := false;
            from_rank := front.rank;
            from_id := front.item_id;
        END IF;
    END IF;
    LOOP
        SELECT q.id, q.priority INTO item FROM seats.queue_item q
        WHERE q.city_id = city AND q.claim_id IS NULL AND (- q.priority, q.id) >= (from_rank, from_id)
            AND (q.not_before IS NULL OR q.not_before <= moment){and_more}
            AND (kinds IS NULL OR q.kind = ANY (kinds)) AND (languages IS NULL OR q.language = ANY (languages))
            AND EXISTS (SELECT FROM engagement.task t WHERE t.id = q.task_id AND t.state = 'open')
        ORDER BY - q.priority, q.id LIMIT 1 FOR UPDATE SKIP LOCKED;
        -- Nobody behind that place: there may be somebody before it.
        EXIT WHEN FOUND OR from_rank = '-infinity';
        from_rank := '-infinity';
    END LOOP;
    IF looks AND item.id IS NOT NULL THEN
        INSERT INTO seats.front AS f (city_id, sought, rank, item_id, good_until)
        VALUES (city, asked, - item.priority, item.id,
            clock_timestamp() + greatest(interval '1 second', 20 * (clock_timestamp() - begun)))
        ON CONFLICT (city_id, sought) DO UPDATE
        SET rank = excluded.rank, item_id = excluded.item_id, good_until = excluded.good_until;
    END IF;
    RETURN item.id;
END
$$;
