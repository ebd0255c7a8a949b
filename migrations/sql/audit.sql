-- The audit trail: who changed what and when, written by triggers in the same transaction as the change.
-- Append-only; partitioned by month, because it only grows. Personal data appears in it as stored: sealed.

CREATE SCHEMA audit;

CREATE TABLE audit.entry (
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    id bigint GENERATED ALWAYS AS IDENTITY,
    transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
    actor text NOT NULL DEFAULT coalesce(nullif(current_setting('gridward.actor', true), ''), session_user),
    relation text NOT NULL,
    operation text NOT NULL CHECK (operation IN ('insert', 'update', 'delete', 'read')),
    row_key text,
    before jsonb,
    after jsonb,
    row_count integer NOT NULL DEFAULT 1,
    PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);

CREATE TABLE audit.entry_rest PARTITION OF audit.entry DEFAULT;
CREATE INDEX ix_entry_relation_row_key ON audit.entry (relation, row_key);

COMMENT ON COLUMN audit.entry.row_key IS 'the key of the row as text; empty where one entry stands for row_count rows';
COMMENT ON COLUMN audit.entry.before IS 'of an update only the columns that changed';

-- Partitions of one month each for a table partitioned by a time, from the month of `first` to that of `last`.
CREATE FUNCTION audit.add_months(parent regclass, first date, last date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    month date := date_trunc('month', first);
    part text;
BEGIN
    WHILE month <= last LOOP
        part := (SELECT relname FROM pg_class WHERE oid = parent) || to_char(month, '_YYYY_MM');
        EXECUTE format(
            'CREATE TABLE IF NOT EXISTS %I.%I PARTITION OF %s FOR VALUES FROM (%L) TO (%L)',
            (SELECT relnamespace::regnamespace::text FROM pg_class WHERE oid = parent),
            part, parent, month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
        month := month + interval '1 month';
    END LOOP;
END
$$;

CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

-- The columns of `changed` that differ from `other`.
CREATE FUNCTION audit.difference(changed jsonb, other jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_object_agg(key, value) FROM jsonb_each(changed) WHERE value IS DISTINCT FROM other -> key
$$;

-- One entry a row. Arguments: the key columns (comma separated), then columns whose change alone is not worth an entry.
CREATE FUNCTION audit.record_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    is_now jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    key text := (SELECT string_agg(coalesce(is_now, was) ->> k, '/' ORDER BY n)
                 FROM unnest(string_to_array(TG_ARGV[0], ',')) WITH ORDINALITY AS u(k, n));
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (is_now - TG_ARGV[1:]) = (was - TG_ARGV[1:]) THEN
            RETURN NULL;
        END IF;
        INSERT INTO audit.entry (relation, operation, row_key, before, after)
        VALUES (TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME, 'update', key,
                audit.difference(was, is_now), audit.difference(is_now, was));
    ELSE
        INSERT INTO audit.entry (relation, operation, row_key, before, after)
        VALUES (TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME, lower(TG_OP), key, was, is_now);
    END IF;
    RETURN NULL;
END
$$;

-- For tables that are written in bulk: an insert is counted, each changed or deleted row is recorded.
CREATE FUNCTION audit.record_batch() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    watched text := TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME;
    key text := (SELECT string_agg(format('n.%I', k), ' || ''/'' || ' ORDER BY n)
                 FROM unnest(string_to_array(TG_ARGV[0], ',')) WITH ORDINALITY AS u(k, n));
    columns text := (SELECT string_agg(quote_ident(k), ', ') FROM unnest(string_to_array(TG_ARGV[0], ',')) AS k);
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO audit.entry (relation, operation, row_count)
        SELECT watched, 'insert', count(*) FROM new_rows HAVING count(*) > 0;
    ELSIF TG_OP = 'UPDATE' THEN
        EXECUTE format(
            'INSERT INTO audit.entry (relation, operation, row_key, before, after)
             SELECT %L, ''update'', %s, audit.difference(to_jsonb(o), to_jsonb(n)), audit.difference(to_jsonb(n), to_jsonb(o))
             FROM new_rows n JOIN old_rows o USING (%s)', watched, key, columns);
    ELSE
        EXECUTE format(
            'INSERT INTO audit.entry (relation, operation, row_key, before)
             SELECT %L, ''delete'', %s, to_jsonb(n) FROM old_rows n', watched, key);
    END IF;
    RETURN NULL;
END
$$;

-- For derived tables, which can be computed again from recorded ones: changes are counted.
CREATE FUNCTION audit.record_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit.entry (relation, operation, row_count)
    SELECT TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME, lower(TG_OP), count(*) FROM touched HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION audit.watch_rows(watched regclass, key text, VARIADIC ignored text[] DEFAULT '{}') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER audit_row AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION audit.record_row(%L%s)',
        watched, key, (SELECT coalesce(string_agg(format(', %L', c), ''), '') FROM unnest(ignored) AS c));
END
$$;

CREATE FUNCTION audit.watch_batches(watched regclass, key text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER audit_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION audit.record_batch(%L)', watched, key);
    EXECUTE format('CREATE TRIGGER audit_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION audit.record_batch(%L)', watched, key);
    EXECUTE format('CREATE TRIGGER audit_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows
        FOR EACH STATEMENT EXECUTE FUNCTION audit.record_batch(%L)', watched, key);
END
$$;

CREATE FUNCTION audit.watch_counts(watched regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER audit_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS touched
        FOR EACH STATEMENT EXECUTE FUNCTION audit.record_count()', watched);
    EXECUTE format('CREATE TRIGGER audit_update AFTER UPDATE ON %s REFERENCING NEW TABLE AS touched
        FOR EACH STATEMENT EXECUTE FUNCTION audit.record_count()', watched);
    EXECUTE format('CREATE TRIGGER audit_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS touched
        FOR EACH STATEMENT EXECUTE FUNCTION audit.record_count()', watched);
END
$$;
