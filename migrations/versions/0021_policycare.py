"""Changes of contact details that the customer confirmed."""

from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"


def upgrade() -> None:
    op.execute("CREATE SCHEMA policycare")
    op.execute(
        """CREATE TABLE policycare.request (
            id uuid NOT NULL,
            content_key uuid NOT NULL,
            city_id smallint NOT NULL,
            customer_id bigint NOT NULL,
            kind text NOT NULL,
            state text DEFAULT 'needs_customer' NOT NULL,
            reason text,
            account_id uuid NOT NULL,
            workplace text NOT NULL,
            specialist_id bigint,
            cell_id integer,
            fields text[] NOT NULL,
            values_sealed bytea,
            masked jsonb DEFAULT '{}' NOT NULL,
            taken_at timestamp with time zone NOT NULL,
            confirmed_at timestamp with time zone,
            handed_over_at timestamp with time zone,
            reference text,
            told_at timestamp with time zone,
            closed_at timestamp with time zone,
            CONSTRAINT pk_request PRIMARY KEY (id),
            CONSTRAINT ck_request_kind CHECK (kind IN ('contact_details', 'details_right')),
            CONSTRAINT ck_request_state CHECK (
                state IN ('needs_customer', 'in_review', 'executed', 'declined', 'withdrawn')),
            CONSTRAINT ck_request_workplace CHECK (workplace IN ('field', 'seat')),
            CONSTRAINT ck_request_closed CHECK ((state IN ('needs_customer', 'in_review')) = (closed_at IS NULL)),
            CONSTRAINT fk_request_customer_id FOREIGN KEY (customer_id) REFERENCES book.customer (id),
            CONSTRAINT fk_request_specialist_id FOREIGN KEY (specialist_id) REFERENCES book.specialist (id),
            CONSTRAINT fk_request_cell_id FOREIGN KEY (cell_id) REFERENCES grids.cell (id)
        )"""
    )
    op.execute("CREATE INDEX ix_request_customer_id ON policycare.request (customer_id, taken_at DESC)")
    op.execute(
        """CREATE UNIQUE INDEX uq_request_waiting ON policycare.request (customer_id)
           WHERE state = 'needs_customer'"""
    )
    op.execute(
        """CREATE INDEX ix_request_open ON policycare.request (city_id, state)
           WHERE state IN ('needs_customer', 'in_review')"""
    )
    op.execute(
        """CREATE TABLE policycare.code (
            id uuid NOT NULL,
            request_id uuid NOT NULL,
            customer_id bigint NOT NULL,
            number_key uuid NOT NULL,
            number_masked text NOT NULL,
            code_key uuid NOT NULL,
            sent_at timestamp with time zone NOT NULL,
            expires_at timestamp with time zone NOT NULL,
            tries smallint DEFAULT 0 NOT NULL,
            gateway text,
            CONSTRAINT pk_code PRIMARY KEY (id),
            CONSTRAINT fk_code_request_id FOREIGN KEY (request_id) REFERENCES policycare.request (id),
            CONSTRAINT fk_code_customer_id FOREIGN KEY (customer_id) REFERENCES book.customer (id)
        )"""
    )
    op.execute("CREATE INDEX ix_code_request_id ON policycare.code (request_id, sent_at DESC)")
    op.execute("CREATE INDEX ix_code_customer_id ON policycare.code (customer_id, sent_at)")
    op.execute("CREATE INDEX ix_code_number_key ON policycare.code (number_key, sent_at)")
    op.execute(
        """CREATE TABLE policycare.detail (
            request_id uuid NOT NULL,
            customer_id bigint NOT NULL,
            field text NOT NULL,
            before_sealed bytea NOT NULL,
            row_hash uuid NOT NULL,
            state text DEFAULT 'waiting' NOT NULL,
            CONSTRAINT pk_detail PRIMARY KEY (request_id, customer_id, field),
            CONSTRAINT ck_detail_state CHECK (state IN ('waiting', 'executed', 'superseded')),
            CONSTRAINT fk_detail_request_id FOREIGN KEY (request_id) REFERENCES policycare.request (id),
            CONSTRAINT fk_detail_customer_id FOREIGN KEY (customer_id) REFERENCES book.customer (id)
        )"""
    )
    op.execute("CREATE INDEX ix_detail_waiting ON policycare.detail (customer_id) WHERE state = 'waiting'")
    for watch in ("request', 'id", "code', 'id", "detail', 'request_id,customer_id,field"):
        op.execute(f"SELECT audit.watch_rows('policycare.{watch}')")


def downgrade() -> None:
    for table in ("detail", "code", "request"):
        op.execute(f"DROP TABLE policycare.{table}")
    op.execute("DROP SCHEMA policycare")
