-- One entry a row, as audit.record_row writes them, for all rows of a statement at once: what is written to in batches spends
-- half of its time on them otherwise. The argument is the key, one column.
CREATE FUNCTION audit.record_rows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    watched text := TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME;
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO audit.entry (relation, operation, row_key, after)
        SELECT watched, 'insert', is_now ->> TG_ARGV[0], is_now
        FROM (SELECT to_jsonb(n) AS is_now FROM new_rows n OFFSET 0) r;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO audit.entry (relation, operation, row_key, before, after)
        SELECT watched, 'update', n.key, d.before, d.after
        FROM (SELECT is_now ->> TG_ARGV[0] AS key, is_now FROM (SELECT to_jsonb(n) AS is_now FROM new_rows n OFFSET 0) n) n
        JOIN (SELECT was ->> TG_ARGV[0] AS key, was FROM (SELECT to_jsonb(o) AS was FROM old_rows o OFFSET 0) o) o USING (key)
        CROSS JOIN LATERAL (
            SELECT jsonb_object_agg(c.key, was -> c.key) AS before, jsonb_object_agg(c.key, c.value) AS after
            FROM jsonb_each(is_now) c WHERE c.value IS DISTINCT FROM was -> c.key
        ) d
        WHERE d.after IS NOT NULL;
    ELSE
        INSERT INTO audit.entry (relation, operation, row_key, before)
        SELECT watched, 'delete', was ->> TG_ARGV[0], was
        FROM (SELECT to_jsonb(o) AS was FROM old_rows o OFFSET 0) r;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION audit.watch_rows_together(watched regclass, key text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER audit_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION audit.record_rows(%L)', watched, key);
    EXECUTE format('CREATE TRIGGER audit_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION audit.record_rows(%L)', watched, key);
    EXECUTE format('CREATE TRIGGER audit_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows
        FOR EACH STATEMENT EXECUTE FUNCTION audit.record_rows(%L)', watched, key);
END
$$;
