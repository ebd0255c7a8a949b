"""What was done for a customer beyond his dues and what he agreed to: the facts by which the four-sell moves on."""

from alembic import op

revision: str = "0020"
down_revision: str | None = "0019"


def upgrade() -> None:
    op.execute(
        """CREATE TABLE engagement.fact (
            id uuid NOT NULL,
            city_id smallint NOT NULL,
            customer_id bigint NOT NULL,
            kind text NOT NULL,
            at timestamp with time zone NOT NULL,
            source_key text NOT NULL,
            params jsonb DEFAULT '{}' NOT NULL,
            account_id uuid,
            specialist_id bigint,
            cell_id integer,
            CONSTRAINT pk_fact PRIMARY KEY (id),
            CONSTRAINT ck_fact_kind CHECK (kind IN ('details_confirmed', 'event_answered', 'event_attended',
                'policy_reviewed', 'recommendation_answered')),
            CONSTRAINT fk_fact_customer_id FOREIGN KEY (customer_id) REFERENCES book.customer (id),
            CONSTRAINT fk_fact_specialist_id FOREIGN KEY (specialist_id) REFERENCES book.specialist (id),
            CONSTRAINT fk_fact_cell_id FOREIGN KEY (cell_id) REFERENCES grids.cell (id)
        )"""
    )
    op.execute("CREATE UNIQUE INDEX uq_fact_source_key ON engagement.fact (city_id, source_key)")
    op.execute("CREATE INDEX ix_fact_customer_id ON engagement.fact (customer_id, kind, at DESC)")
    op.execute(
        """CREATE TABLE engagement.consent (
            id uuid NOT NULL,
            city_id smallint NOT NULL,
            customer_id bigint NOT NULL,
            purpose text NOT NULL,
            given boolean NOT NULL,
            how text NOT NULL,
            at timestamp with time zone NOT NULL,
            account_id uuid NOT NULL,
            specialist_id bigint,
            CONSTRAINT pk_consent PRIMARY KEY (id),
            CONSTRAINT ck_consent_purpose CHECK (purpose IN ('marketing', 'profiling')),
            CONSTRAINT ck_consent_how CHECK (how IN ('face_to_face', 'phone', 'wechat')),
            CONSTRAINT fk_consent_customer_id FOREIGN KEY (customer_id) REFERENCES book.customer (id),
            CONSTRAINT fk_consent_specialist_id FOREIGN KEY (specialist_id) REFERENCES book.specialist (id)
        )"""
    )
    op.execute("CREATE INDEX ix_consent_customer_id ON engagement.consent (customer_id, purpose, at DESC)")
    for table in ("fact", "consent"):
        op.execute(f"SELECT audit.watch_rows('engagement.{table}', 'id')")


def downgrade() -> None:
    op.execute("DROP TABLE engagement.consent")
    op.execute("DROP TABLE engagement.fact")
